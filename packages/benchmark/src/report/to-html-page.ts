import { escapeHtml } from '@variegate/ground';
import type { BenchmarkSummary } from '../summary.ts';
import type { Block, Section } from './block.ts';
import { renderPlot } from './render-plot.ts';
import { summarySections } from './summary-sections.ts';

/** One HTML page that needs nothing besides itself. */
export async function toHtmlPage(title: string, sections: readonly Section[]): Promise<string> {
  const bodies: string[] = [];
  for (const section of sections) {
    bodies.push(`<h2>${escapeHtml(section.title)}</h2>`);
    for (const block of section.blocks) bodies.push(await htmlOf(block));
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${bodies.join('\n')}
</body>
</html>
`;
}

async function htmlOf(block: Block): Promise<string> {
  switch (block.kind) {
    case 'text':
      return `<p>${inline(block.text)}</p>`;
    case 'table':
      return [
        '<table>',
        `<thead><tr>${block.head.map(cell => `<th>${inline(cell)}</th>`).join('')}</tr></thead>`,
        '<tbody>',
        ...block.rows.map(row => `<tr>${row.map(cell => `<td>${inline(cell)}</td>`).join('')}</tr>`),
        '</tbody></table>',
      ].join('\n');
    case 'lines':
    case 'bars':
      return `<figure>${await renderPlot(block)}</figure>`;
  }
}

/** Escapes a text and shows what stands between backquotes as code. */
function inline(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>');
}

const style = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #ddd; padding: .25rem .75rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
figure { margin: 1.5rem 0; overflow-x: auto; }
code { background: #f3f3f3; padding: 0 .2em; }
`;

/** What a benchmark found, as one HTML page with plots that needs nothing besides itself. */
export function benchmarkPage(summary: BenchmarkSummary): Promise<string> {
  return toHtmlPage('Speed of variegate', summarySections(summary));
}
