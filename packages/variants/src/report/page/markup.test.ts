import { expect, test } from 'vitest';
import { html, Markup } from './markup.ts';

test('Whatever is put into a template is text, in attributes as well.', () => {
  const hostile = `"><script>alert('1')</script>&amp;`;
  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>',
  );
});

test('Templates nest, lists are joined, and null leaves nothing.', () => {
  const items = ['a<b', 2].map(item => html`<li>${item}</li>`);
  expect(html`<ul>${items}${null}${[html`<li></li>`]}</ul>`.text).toBe(
    '<ul><li>a&lt;b</li><li>2</li><li></li></ul>',
  );
  expect(html`${Markup.trusted('<br>')}`.text).toBe('<br>');
});

test('Line breaks and marks that turn text around are shown as what they are.', () => {
  expect(html`${'a\nb\u202egpj.exe'}`.text).toBe('a\ufffdb\ufffdgpj.exe');
});
