import { errnoOf } from '../errno.ts';
import {
  CommandInvalidError,
  DescriptorsExhaustedError,
  FfmpegMissingError,
  MemoryExhaustedError,
  RunFailedError,
  type RunnerError,
} from '../errors.ts';

/** Turns the reason why a program could not be started at all into a failure. Pure. */
export function classifyStartFailure(cause: Error, argv: readonly string[]): RunnerError {
  const options = { cause, argv };
  switch (errnoOf(cause)) {
    case 'ENOENT':
    case 'EACCES':
    case 'ENOEXEC':
      return new FfmpegMissingError(`"${argv[0]}" cannot be executed: ${cause.message}`, options);
    case 'EMFILE':
    case 'ENFILE':
    case 'EAGAIN':
      return new DescriptorsExhaustedError(
        'The system has no descriptors or processes left to start with.',
        options,
      );
    case 'ENOMEM':
      return new MemoryExhaustedError('The system has no memory left to start a process.', options);
    case 'E2BIG':
      return new CommandInvalidError('The command line is longer than the system allows.', options);
    default:
      return new RunFailedError(`The process could not be started: ${cause.message}`, options);
  }
}
