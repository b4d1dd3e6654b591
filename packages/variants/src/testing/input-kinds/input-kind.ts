import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** One kind of file that people have, with a recipe, and what has to happen to it. */
export interface InputKind {
  /** What it is, as docs/inputs.md calls it. */
  readonly kind: string;
  /** Name of the file. */
  readonly file: string;
  readonly make: (workshop: Workshop) => Promise<unknown>;
  readonly outcome: Rendered | Refused;
}

/** It is rendered, whole. */
export interface Rendered {
  /** Length of the video. */
  readonly seconds: number;
  /** Frames that it has; those of a variant without steps unless `held` says more. */
  readonly frames: number;
  /** Whether both are so only to about a tenth, since they depend on the encoder. @default false */
  readonly about?: boolean;
  /** Frames of a variant without steps. @default frames */
  readonly held?: number;
  readonly variable?: boolean;
  /** @default false */
  readonly audio?: boolean;
  /** A remark that is made. */
  readonly remark?: RegExp;
}

/** It is refused, with a sentence that names the cause, and not tried again. */
export interface Refused {
  readonly refused: RegExp;
}

/** Makes files in one folder. */
export interface Workshop {
  readonly folder: string;
  /** Runs ffmpeg in the folder; `output` is the last word. */
  ffmpeg(...words: readonly string[]): Promise<void>;
  /** Writes the bytes of files one after the other. */
  join(from: readonly string[], to: string): Promise<void>;
  /** Copies the bytes of a file from one share of it (0..1) to another. */
  copyPart(from: string, to: string, begin: number, end: number): Promise<void>;
}

/** A workshop in a folder that exists. */
export function workshopIn(folder: string): Workshop {
  return {
    folder,
    async ffmpeg(...words) {
      await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...words], { cwd: folder });
    },
    async join(from, to) {
      const parts = await Promise.all(from.map(name => readFile(path.join(folder, name))));
      await writeFile(path.join(folder, to), Buffer.concat(parts));
    },
    async copyPart(from, to, begin, end) {
      const source = path.join(folder, from);
      // Whole packets of a transport stream.
      const at = async (share: number) => 188 * Math.floor(((await stat(source)).size * share) / 188);
      const bytes = await readFile(source);
      await writeFile(
        path.join(folder, to),
        bytes.subarray(await at(begin), end === 1 ? undefined : await at(end)),
      );
    },
  };
}

/** Words that make a moving picture of so many seconds. */
export function video(seconds: number, { size = '160x120', rate = '25' } = {}): readonly string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`];
}

/** Words that make a tone of so many seconds. */
export function audio(seconds: number, rate = 48_000): readonly string[] {
  return ['-f', 'lavfi', '-i', `sine=duration=${seconds}:sample_rate=${rate}`];
}

/** The usual encoder at its fastest. */
export const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'] as const;

/** A kind that one run of ffmpeg makes. */
export function oneRun(
  kind: string,
  file: string,
  words: readonly string[],
  outcome: InputKind['outcome'],
): InputKind {
  return { kind, file, outcome, make: ({ ffmpeg }) => ffmpeg(...words, file) };
}
