import type { Finding } from './finding.ts';
import { type Lack, lackingFor, lackText, ofKind } from './lack.ts';

const fullBuild =
  'Install a full build, from your package manager or https://ffmpeg.org/download.html, and name it with VARIEGATE_FFMPEG.';

/** Checks whether a build has what rendering, verifying and every other use of ffmpeg in a run needs. */
export function examineBuild(all: readonly Lack[]): Finding {
  const uses = all.filter(({ kind }) => kind !== 'format' && kind !== 'measure');
  const lacks = lackingFor(uses);
  const subject = 'build';
  if (lacks.length === 0) {
    const filters = new Set(uses.flatMap(({ needs }) => needs.filters));
    return { subject, status: 'works', detail: `full: has all ${filters.size} filters in use`, advice: null };
  }
  const needed = ofKind(uses, 'rendering', 'verification').flatMap(use => use.lacks).length > 0;
  const steps = ofKind(uses, 'transformation', 'chain').some(use => use.lacks.length > 0);
  const withoutSteps = ' Until then, --skip-missing leaves out the steps that need what is lacking.';
  return {
    subject,
    status: needed ? 'missing' : 'limited',
    detail: [`reduced: without ${lackText(lacks)}.`, ...consequences(uses)].join(' '),
    advice: `${fullBuild}${steps && !needed ? withoutSteps : ''}`,
  };
}

/** What cannot be done, a sentence each. */
function consequences(uses: readonly Lack[]): readonly string[] {
  const lacking = (kind: Lack['kind']) => ofKind(uses, kind).filter(({ lacks }) => lacks.length > 0);
  const sentence = (kind: Lack['kind'], text: string) => (lacking(kind).length > 0 ? [text] : []);
  const namesOf = (some: readonly Lack[]) => some.map(({ name }) => name).join(', ');
  if (lacking('rendering').length > 0) return ['Nothing can be rendered.'];
  const transformations = lacking('transformation');
  const others = new Set(transformations.map(({ name }) => name));
  const plain = lacking('plain-transformation').filter(({ name }) => !others.has(name));
  return [
    ...sentence('verification', 'Nothing that is rendered can be verified, so nothing is published.'),
    ...sentence(
      'transformation',
      `${transformations.length} of ${ofKind(uses, 'transformation').length} transformations cannot be done, or not always: ${namesOf(transformations)}.`,
    ),
    ...(plain.length > 0 ? [`Not with separate filters (--plain-graph): ${namesOf(plain)}.`] : []),
    ...sentence('chain', `Of the chains that strategies draw, these cannot be rendered: ${shares(uses)}.`),
    ...sentence('source', `Not taken as sources: ${namesOf(lacking('source'))}.`),
    ...sentence('search', 'enhanced_metrics cannot measure its candidates, and takes the first one.'),
    ...sentence('hashing', 'Variants cannot be compared with their sources.'),
    ...sentence('report', 'Reports have no pictures.'),
    ...sentence('catalogue', 'The catalogue has no pictures (catalogue --images).'),
  ];
}

/** How many chains of each strategy cannot be rendered. */
function shares(uses: readonly Lack[]): string {
  const strategies = Map.groupBy(ofKind(uses, 'chain'), ({ name }) => name);
  return [...strategies]
    .map(([name, chains]) => {
      const impossible = chains.filter(({ lacks }) => lacks.length > 0).length;
      return `${impossible} of ${chains.length} of ${name}`;
    })
    .join(', ');
}
