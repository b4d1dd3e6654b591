import { findProgram } from '../provision/find-program.mjs';

/** What may be absent on a machine so that a test cannot run there, by the names that the list of skips uses. */
export const skipConditions = {
  'no-test-media': () => (process.env['VARIEGATE_TEST_MEDIA'] ?? '') === '',
  'not-linux': () => process.platform !== 'linux',
  'not-root': () => process.getuid?.() !== 0,
  windows: () => process.platform === 'win32',
  'no-strace': () => findProgram('strace') === null,
  'no-setpriv': () => findProgram('setpriv') === null,
  'no-chromium': () => findProgram('chromium') === null,
} satisfies Record<string, () => boolean>;

/** The name of a condition. */
export type SkipCondition = keyof typeof skipConditions;

/** The conditions that hold on this machine, now. */
export function conditionsHere(): ReadonlySet<SkipCondition> {
  const names = Object.keys(skipConditions) as SkipCondition[];
  return new Set(names.filter(name => skipConditions[name]()));
}
