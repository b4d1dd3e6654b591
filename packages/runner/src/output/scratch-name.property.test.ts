import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leaseName, parseScratchName, scratchName } from './scratch-name.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 1, maxLength: 8 });
const owner = fc.record({
  host: hex,
  boot: hex,
  pidNamespace: fc.nat().map(String),
  pid: fc.nat(),
  startTime: fc.nat().map(String),
});

test('A scratch name says who owns it, and so does the name of the lease.', () => {
  fc.assert(
    fc.property(owner, identity => {
      expect(parseScratchName(scratchName(identity))).toEqual({ owner: identity, kind: 'part' });
      expect(parseScratchName(leaseName(identity))).toEqual({ owner: identity, kind: 'lease' });
      expect(scratchName(identity)).not.toBe(scratchName(identity));
    }),
  );
});

test('No name that is not ours is taken for one.', () => {
  for (const name of [
    'clip.v001.3f9a12.mp4',
    '.tmp',
    '.tmp-12-34.part',
    '.tmp-a-b-1-2-3-c.part.mp4',
    '.tmp-a-b-1-2-3.part',
    'x.tmp-a-b-1-2-3-c.part',
    '.tmp-a-b-1-2-3-c.part\n',
    '.tmp-a-b-1-2-3-c.lease',
  ]) {
    expect(parseScratchName(name)).toBeNull();
  }
});
