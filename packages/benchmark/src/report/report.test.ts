import { expect, test } from 'vitest';
import type { Section } from './block.ts';
import { toHtmlPage } from './to-html-page.ts';

const sections: readonly Section[] = [
  {
    title: 'Speed <of> things',
    blocks: [
      { kind: 'text', text: 'Measured by `bench <clip>` & others.' },
      { kind: 'table', head: ['what', 's'], rows: [['a|b', '1.5']] },
      { kind: 'bars', title: 'Bars', measure: 's', bars: [{ name: 'one & two', value: 3 }] },
      {
        kind: 'lines',
        title: 'Lines',
        x: { name: 'variants', scale: 'log' },
        y: { name: 's', scale: 'log' },
        series: [
          {
            name: 'measured',
            style: 'points',
            points: [
              [1, 1],
              [4, 4.5],
            ],
          },
          {
            name: 'fitted',
            style: 'line',
            points: [
              [1, 1],
              [4, 4.4],
            ],
          },
        ],
      },
    ],
  },
];

test('The HTML page has every plot inside it, nothing from elsewhere, and text from outside stays text.', async () => {
  const page = await toHtmlPage('Figures & plots', sections);
  expect(page).toContain('<h2>Speed &lt;of&gt; things</h2>');
  expect(page).toContain('<code>bench &lt;clip&gt;</code> &amp; others');
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).toContain('one &amp; two');
  expect(page).toContain('fitted');
  expect(page).not.toMatch(/<script|<link|src=|url\((?!#)/);
});

test('A plot is drawn to its data: another value gives another picture, the same one the same.', async () => {
  const picture = async (value: number) => {
    const bars = { kind: 'bars', title: 'b', measure: 's', bars: [{ name: 'n', value }] } as const;
    // Each drawing numbers its classes anew.
    return (await toHtmlPage('t', [{ title: 's', blocks: [bars] }])).replaceAll(/zr\d+-cls-\d+/g, '');
  };
  expect(await picture(3)).not.toBe(await picture(4));
  expect(await picture(3)).toBe(await picture(3));
});
