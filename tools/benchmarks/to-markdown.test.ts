import { expect, test } from 'vitest';
import type { Section } from '../../packages/benchmark/src/report/block.ts';
import { toMarkdown } from './to-markdown.ts';

const sections: readonly Section[] = [
  {
    title: 'Speed <of> things',
    blocks: [
      { kind: 'text', text: 'Measured by `bench <clip>` & others.' },
      { kind: 'table', head: ['what', 's'], rows: [['a|b', '1.5']] },
      { kind: 'bars', title: 'Bars', measure: 's', bars: [{ name: 'one & two', value: 3 }] },
    ],
  },
];

test('Markdown shows headings, text and tables, with figures on the right and no cell broken.', () => {
  expect(toMarkdown(sections)).toBe(
    [
      '## Speed <of> things',
      '',
      'Measured by `bench <clip>` & others.',
      '',
      '| what | s |',
      '| --- | ---: |',
      '| a\\|b | 1.5 |',
    ].join('\n'),
  );
});
