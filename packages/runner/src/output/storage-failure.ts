import { errnoOf } from '../errno.ts';
import {
  DescriptorsExhaustedError,
  OutputUnwritableError,
  type RunnerError,
  SpaceExhaustedError,
  StorageFailedError,
} from '../errors.ts';

/** Turns an error of the file system, met while a file was written or published, into a failure. Pure. */
export function storageFailure(cause: unknown, path: string): RunnerError {
  switch (errnoOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new SpaceExhaustedError(`No space is left to write "${path}".`, { cause });
    case 'EMFILE':
    case 'ENFILE':
      return new DescriptorsExhaustedError(`Too many files are open to write "${path}".`, { cause });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENAMETOOLONG':
    case 'ELOOP':
      return new OutputUnwritableError(`"${path}" cannot be written (${errnoOf(cause)}).`, { cause });
    default:
      return new StorageFailedError(
        `The storage failed while "${path}" was written (${errnoOf(cause) ?? cause}).`,
        {
          cause,
        },
      );
  }
}
