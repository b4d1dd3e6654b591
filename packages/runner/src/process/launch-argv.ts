import { niceArguments, type Protections, prlimitArguments, setprivArguments } from './protections.ts';

/**
 * Runs the program given as its arguments in place of the shell, so that its pid stays, and leaves a watchdog behind
 * that kills the group when standard input ends, which is what the death of the parent looks like. Killing
 * the group is harmless once the program has ended by itself: only the watchdog is left in it.
 */
const watchdogScript = [
  'exec 9<&0',
  `(trap '' TERM; read _ <&9; kill -KILL -$$) >/dev/null 2>&1 3>&- &`,
  'exec "$@" 9<&- </dev/null',
].join('\n');

/** A command line with every available protection in front of it. */
export interface Launch {
  readonly argv: readonly [string, ...string[]];
  /** Whether standard input must be a pipe that this process holds open. */
  readonly lifeline: boolean;
}

/** Puts the available protections in front of a program. Each replaces itself by the next, so the pid is the program's own. */
export function launchArgv(
  protections: Protections,
  program: string,
  programArguments: readonly string[],
  fileBytes: number,
): Launch {
  const { setpriv, prlimit, nice, watchdog } = protections;
  const words = [
    ...(watchdog === null ? [] : [watchdog, '-c', watchdogScript, 'watchdog']),
    ...(setpriv === null ? [] : [setpriv, ...setprivArguments]),
    ...(prlimit === null ? [] : [prlimit, ...prlimitArguments(fileBytes)]),
    ...(nice === null ? [] : [nice, ...niceArguments]),
    program,
    ...programArguments,
  ];
  const [first = program, ...rest] = words;
  return { argv: [first, ...rest], lifeline: watchdog !== null };
}
