/** Setting up could not be finished; `message` is the one sentence for the user, `exitCode` 2 as nothing was started. */
export class ProvisionError extends Error {
  code = 'TOOLS_PROVISION_FAILED';
  exitCode = 2;
}
