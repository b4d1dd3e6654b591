import { differencesOf } from '../compare/read-file-facts.ts';
import { repeatCommand } from '../render/repeat-command.ts';
import { type Check, type CheckContext, type Failure, resultOf } from './check.ts';
import { distanceOf, patchText } from './tagged-sources/read-patch.ts';
import { type ReadFile, renderSources } from './tagged-sources/render-sources.ts';
import { normalizedTags, taggedSources } from './tagged-sources/sources.ts';

/** What encoding and rounding may move a flat colour, in levels. */
const tolerance = 1;

/** Tags and colours of variants and controls of sources of every kind of colour. */
export const tagsAndPixels: Check = {
  name: 'tags-and-pixels',
  title: 'Variants and controls say of their colours what their sources say, and show them',
  isShort: true,
  async run(context) {
    const ours = await renderSources(context.version, context);
    const theirs = await renderSources(context.reference, context);
    const failures: Failure[] = [...ours.failures];
    const otherOf = (file: ReadFile) => theirs.files.find(({ label }) => label === file.label) ?? file;
    for (const file of ours.files) {
      const problems = [
        ...unlikeSource(file, theirs.files),
        ...unlikeReference(file, otherOf(file), context),
      ];
      if (problems.length === 0) continue;
      const command = await repeatCommand({ ...file.record, source: file.clip.path }, context);
      failures.push({ what: `${file.label}: ${problems.join('; ')}`, command });
    }
    const distances = ours.files.map(file => distanceOf(file.patch, otherOf(file).patch));
    return resultOf(
      {
        ...{ sources: taggedSources.length, files: ours.files.length },
        'furthest colour, levels': Math.max(0, ...distances).toFixed(2),
      },
      failures,
    );
  },
};

/** High dynamic range is mapped to other colours: there the control of the reference version shows which. */
function unlikeSource(
  { source, facts, patch, sourcePatch }: ReadFile,
  theirs: readonly ReadFile[],
): string[] {
  const wanted = { ...facts, ...normalizedTags(source), sampleAspect: '1:1' };
  const control = theirs.find(({ source: { name }, kind }) => name === source.name && kind === 'control');
  const colour = source.isHighDynamicRange ? (control?.patch ?? patch) : sourcePatch;
  return [
    ...differencesOf(facts, wanted),
    ...(distanceOf(patch, colour) > tolerance
      ? [`colour ${patchText(patch)} instead of ${patchText(colour)}`]
      : []),
  ];
}

function unlikeReference(
  { facts, patch }: ReadFile,
  other: ReadFile,
  { reference }: CheckContext,
): readonly string[] {
  const differences = [
    ...differencesOf(facts, other.facts),
    ...(distanceOf(patch, other.patch) > tolerance ? [`colour ${patchText(patch)}`] : []),
  ];
  return differences.map(difference => `${difference}, by ${reference.column}`);
}
