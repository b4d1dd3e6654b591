import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const namespace = 'variegate-faults';
const [outer, inner] = ['10.231.0.1', '10.231.0.2'];
const [outerLink, innerLink] = ['vgfaults0', 'vgfaults1'];

/** What a worker in a network of its own reaches, and what reaches it. */
export interface OwnNetworkOptions {
  /** Ports on the machine's loopback address that the worker finds on its own. */
  readonly outerPorts: readonly number[];
  /** Port on the worker's loopback address that the machine finds on its own. */
  readonly innerPort: number;
}

/**
 * A network namespace with one link to the machine, which can be cut: nothing passes then, and no end of a connection notices. Needs
 * Linux, `ip`, and the right to make namespaces.
 */
export class OwnNetwork {
  readonly #forwards: readonly ChildProcess[];

  private constructor(forwards: readonly ChildProcess[]) {
    this.#forwards = forwards;
  }

  static async open({ outerPorts, innerPort }: OwnNetworkOptions): Promise<OwnNetwork> {
    removeNamespace();
    ip('netns', 'add', namespace);
    ip('link', 'add', outerLink, 'type', 'veth', 'peer', 'name', innerLink, 'netns', namespace);
    ip('addr', 'add', `${outer}/30`, 'dev', outerLink);
    ip('link', 'set', outerLink, 'up');
    within('ip', 'addr', 'add', `${inner}/30`, 'dev', innerLink);
    within('ip', 'link', 'set', innerLink, 'up');
    within('ip', 'link', 'set', 'lo', 'up');
    const forwards = [
      forward(
        [],
        [
          ...outerPorts.map(port => `${outer}:${port}=127.0.0.1:${port}`),
          `127.0.0.1:${innerPort}=${inner}:${innerPort}`,
        ],
      ),
      forward(OwnNetwork.prefix, [
        ...outerPorts.map(port => `127.0.0.1:${port}=${outer}:${port}`),
        `${inner}:${innerPort}=127.0.0.1:${innerPort}`,
      ]),
    ];
    for (const { stdout } of forwards) if (stdout !== null) await once(stdout, 'data');
    return new OwnNetwork(forwards);
  }

  /** Words before a command that runs in this network. */
  static readonly prefix: readonly string[] = ['ip', 'netns', 'exec', namespace];

  cut(): void {
    ip('link', 'set', outerLink, 'down');
  }

  mend(): void {
    ip('link', 'set', outerLink, 'up');
  }

  close(): void {
    for (const one of this.#forwards) one.kill('SIGKILL');
    removeNamespace();
  }
}

function forward(prefix: readonly string[], pairs: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL('forward.ts', import.meta.url));
  const [command = '', ...words] = [...prefix, process.execPath, program, ...pairs];
  return spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
}

function removeNamespace(): void {
  if (execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }).includes(namespace)) {
    ip('netns', 'del', namespace);
  }
  // A namespace lives on, and the link with it, while a process of an earlier run is in it.
  spawnSync('ip', ['link', 'del', outerLink]);
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words);
}

function within(...words: readonly string[]): void {
  ip('netns', 'exec', namespace, ...words);
}
