import type { Finding } from './finding.ts';
import { type Lack, lackText, ofKind } from './lack.ts';

/** Checks how variants can be measured. None is needed, so none is ever missing. */
export function examineMeasures(uses: readonly Lack[]): Finding {
  const measures = ofKind(uses, 'measure');
  const names = measures.filter(({ lacks }) => lacks.length === 0).map(({ name }) => name);
  const left = measures.filter(({ lacks }) => lacks.length > 0);
  const without = left.map(({ name, lacks }) => `${name} (${lackText(lacks)} not built in)`);
  const byDefault = left.some(({ name }) => name === 'audio');
  return {
    subject: 'measures',
    status: byDefault || names.length === 0 ? 'limited' : 'works',
    detail: [
      names.join(', ') || 'none',
      ...(left.length === 0 ? [] : [`left out: ${without.join(', ')}`]),
    ].join('; '),
    advice: null,
  };
}
