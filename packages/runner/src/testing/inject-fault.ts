import { works } from './capability.ts';

/** Whether system calls can be tampered with here. */
export const canInjectFaults = works('strace', '-f', '-e', 'inject=fsync:error=EIO', 'true');

/** One thread does all file work, so that the count of a call means the same in every run. */
export const oneFileThread: NodeJS.ProcessEnv = { ...process.env, UV_THREADPOOL_SIZE: '1' };

/** A command line under a tracer that puts a fault on one call, such as `fsync:error=EIO:when=2`. */
export function withFault(inject: string, argv: readonly string[]): readonly [string, ...string[]] {
  return [
    ...(['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,rename,link,unlink'] as const),
    ...['-e', `inject=${inject}`, ...argv],
  ];
}
