import { expect, test } from 'vitest';
import { escapeHtml } from './escape-html.ts';

test('Text stays text in an element and in an attribute.', () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
});

test('What would reorder or hide the text around it is replaced.', () => {
  expect(escapeHtml('a\u202eb\u0000c')).toBe('a\ufffdb\ufffdc');
});
