import { findTransformation } from '../catalogue/create-catalogue.ts';
import type { PlanStep } from '../plan/plan.ts';
import { type AuglyEquivalent, auglyEquivalents } from './augly-equivalents.ts';

/** The page in docs that maps AugLy's transformations to ours, as Markdown. */
export function auglyPage(): string {
  return [
    '# Coming from AugLy',
    '',
    "Everything that AugLy's 44 video transformations do is a step of a plan here, or a short plan; and a plan of any length",
    'is one encode. Assets (clips, images, audio) are named by their SHA-256: those below are of the generated set,',
    'your own come from `--assets DIR`. Parameters here are relative to the source, so that one plan fits every video.',
    '',
    'This page is made from `auglyEquivalents`, which `@variegate/core-filters` exports; a test renders every row.',
    '',
    '| AugLy | here | example | |',
    '|---|---|---|---|',
    ...auglyEquivalents.map(row),
    '',
    '## Text',
    '',
    'Text is drawn with DejaVu Sans 2.37, which a package ships, so that it looks the same on every machine. The font has',
    '5,918 characters: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic, N’Ko, Lao, Lisu, Tifinagh, Ogham,',
    'Canadian syllabics, Braille, mathematics, arrows, box drawing, dingbats, playing cards and 64 faces from U+1F600 on.',
    'What it lacks, such as Chinese, Japanese, Korean, Devanagari or Thai, is drawn as an empty box. Hebrew and Arabic run',
    'from right to left where the ffmpeg was built with FriBidi. Any text is a valid parameter but for control characters,',
    'and nothing in it is interpreted.',
    '',
  ].join('\n');
}

function row({ augly, steps, note }: AuglyEquivalent): string {
  const names = steps.map(({ name }) => `\`${name}\``).join(', then ') || 'your own';
  return `| ${augly} | ${names} | ${steps.map(example).join(' ')} | ${note} |`;
}

function example({ name, params }: PlanStep): string {
  const values = Object.entries(params).map(([key, value]) => `${key}: ${shown(value)}`);
  const layer = findTransformation(name)?.layer;
  return values.length === 0 ? `(${layer})` : `\`${values.join(', ')}\``;
}

/** A value as a reader needs it: of an asset its kind is enough. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return 'kind' in value ? `{ ${String(value.kind)} }` : JSON.stringify(value);
}
