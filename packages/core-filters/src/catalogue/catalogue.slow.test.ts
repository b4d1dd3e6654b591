import { afterAll, expect, test } from 'vitest';
import { compileSample, compileSteps } from '../testing/compile-steps.ts';
import { expectAnnounced } from '../testing/expect-announced.ts';
import { decodedDigest, makeClipFolder } from '../testing/render-clip.ts';
import { builtIn } from './catalogue.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const untouched = decodedDigest(folder.render(compileSteps(folder.facts, []), 'untouched'));

const atOtherLevels = builtIn.flatMap(one =>
  (['light', 'strong'] as const).map(level => [one.name, level, one] as const),
);

test.each(atOtherLevels)(
  '%s at %s renders to the size, frames and length that it announces, and changes what is decoded',
  (name, level, transformation) => {
    const compiled = compileSample(folder.facts, transformation, level);
    const path = folder.render(compiled, `${name}-${level}`);
    expect(expectAnnounced(path, compiled).digest).not.toBe(untouched);
  },
);
