/**
 * Shares cores that nothing will ever use again among the tasks still running, as evenly as can be;
 * what is left over goes to the youngest, who have most before them. Pure.
 *
 * @param idle cores without work while nothing waits, ≥ 0
 * @param running how many tasks run
 * @returns extra threads per running task, oldest first
 */
export function shareIdleCores(idle: number, running: number): readonly number[] {
  const share = running === 0 ? 0 : Math.floor(idle / running);
  const left = running === 0 ? 0 : idle % running;
  return Array.from({ length: running }, (_, age) => share + (age >= running - left ? 1 : 0));
}
