/**
 * Reports to the user what is being set up. On stderr only: stdout belongs to the command.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`variegate: ${line}\n`);
}
