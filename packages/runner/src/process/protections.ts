import { locateProgram } from './locate-program.ts';
import { spawnProgram } from './spawn-program.ts';

/** Which means of the system guard a program that is started; a path where one is in use, else `null`. */
export interface Protections {
  /** util-linux `setpriv`: the program dies with this process, and gains no privileges. */
  readonly setpriv: string | null;
  /** util-linux `prlimit`: no core files, few descriptors, a largest file size. */
  readonly prlimit: string | null;
  /** `nice`: the program yields to everything else. */
  readonly nice: string | null;
  /** The shell that watches for the death of this process where `setpriv` is missing. */
  readonly watchdog: string | null;
  /** Windows: the job object in which Node puts its children ends them with it. */
  readonly jobObject: boolean;
}

const found = new Map<string, Promise<Protections>>();

/** Finds out, once per search path, which protections work on this machine; each is tried, not only looked for. */
export function protections(): Promise<Protections> {
  const searchPath = process.env['PATH'] ?? '';
  const known = found.get(searchPath);
  if (known !== undefined) return known;
  const detection = detect();
  found.set(searchPath, detection);
  return detection;
}

async function detect(): Promise<Protections> {
  if (process.platform === 'win32') {
    return { setpriv: null, prlimit: null, nice: null, watchdog: null, jobObject: true };
  }
  const [setpriv, prlimit, nice] = await Promise.all([
    workingProgram('setpriv', setprivArguments),
    workingProgram('prlimit', prlimitArguments(1024 ** 4)),
    workingProgram('nice', niceArguments),
  ]);
  const watchdog = setpriv === null ? await workingProgram('sh', ['-c', 'exec "$@"', 'sh']) : null;
  return { setpriv, prlimit, nice, watchdog, jobObject: false };
}

/** Dies with its parent, and no set-user-id program gives it more rights. */
const setprivArguments: readonly string[] = ['--pdeathsig', 'KILL', '--no-new-privs'];

/** Leaves room for everyone else. */
const niceArguments: readonly string[] = ['-n', '10'];

/** No core files, few descriptors, and no file larger than the given number of bytes. */
function prlimitArguments(fileBytes: number): readonly string[] {
  return ['--core=0', '--nofile=256', `--fsize=${fileBytes}`];
}

async function workingProgram(name: string, leadingArguments: readonly string[]): Promise<string | null> {
  const [path, success] = await Promise.all([locateProgram(name), locateProgram('true')]);
  if (path === null || success === null) return null;
  const trial = spawnProgram({
    argv: [path, ...leadingArguments, success],
    descriptors: [],
    lifeline: false,
    progressPipe: false,
  });
  trial.stdout.resume();
  trial.stderr.resume();
  return (await trial.exited).exitCode === 0 ? path : null;
}

/**
 * Runs the program given as its arguments in place of the shell, so that its pid stays, and leaves a watchdog behind
 * that kills the group when standard input ends, which is what the death of the parent looks like. Killing
 * the group is harmless once the program has ended: only the watchdog is left in it.
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
