import { afterAll, expect, test } from 'vitest';
import { compileSteps } from '../../testing/compile-steps.ts';
import { expectAnnounced } from '../../testing/expect-announced.ts';
import { decodedDigest, makeClipFolder } from '../../testing/render-clip.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

function textStep(text: string, y = 0.5) {
  return { name: 'text', params: { text, size: 0.05, x: 0.5, y, colour: 'ffffff', style: 'shadow' } };
}

test('Text of any script, with and without glyphs in the font, with marks, faces and signs, renders.', () => {
  const texts = [
    ...[
      'déjà vu, naïve',
      'Ελληνικά',
      'вчера',
      'עברית',
      'العربية',
      '漢字とかな',
      '한국어',
      'हिन्दी',
      'ภาษาไทย',
    ],
    ...[
      '😀 👩‍👩‍👧 🇫🇷',
      'e\u0301\u0323\u20dd',
      '\u200f\u202e\u2066x',
      '\ufeff\ufffe\u{10ffff}',
      '%{pts} $HOME `x`',
    ],
    ...["it's: [a], \\b; c", '= : , ; \' " \\'],
  ];
  const steps = texts.map((text, index) => textStep(text, index / texts.length));
  const compiled = compileSteps(folder.facts, steps);
  expectAnnounced(folder.render(compiled, 'scripts'), compiled);
});

test('A character that the font lacks is seen as an empty box.', () => {
  const [none, missing] = [[], [textStep('漢')]].map((steps, index) =>
    decodedDigest(folder.render(compileSteps(folder.facts, steps), `missing-${index}`)),
  );
  expect(missing).not.toBe(none);
});
