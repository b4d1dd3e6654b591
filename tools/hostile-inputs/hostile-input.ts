/** Something that a stranger could give as a video, to be read in the folder of {@link HostileInputs}. */
export interface HostileInput {
  /** What is given as the input. Most are names of files, some name nothing at all. */
  readonly argument: string;
  /** Why it is hostile. */
  readonly what: string;
  /** The `reason` for which it is refused as a source; `null` where it is a video, which may be read and made variants of, and nothing else. */
  readonly refusal: Refusal | null;
  /** The limit that it is beyond, where that is why. */
  readonly limit?: 'maxDurationSeconds' | 'maxPixels' | 'maxStreams' | 'maxFps';
  /** Whether some versions of ffmpeg see that it is beyond `maxPixels`, and say so instead of `refusal`. */
  readonly maySayMaxPixels?: boolean;
}

/** Reasons of `RUNNER_INPUT_UNUSABLE` and `INSPECT_MEDIA_UNUSABLE`. */
export type Refusal =
  | 'missing'
  | 'directory'
  | 'not-a-file'
  | 'empty'
  | 'not-media'
  | 'unreadable-video'
  | 'limit';

/** Hostile inputs, made. */
export interface HostileInputs {
  /** The folder in which the arguments mean what they say. */
  readonly folder: string;
  /** A film of somebody else, which some of them try to have read. */
  readonly secret: string;
  readonly inputs: readonly HostileInput[];
}

/** A refusal, in short. */
export function refused(argument: string, what: string, refusal: Refusal): HostileInput {
  return { argument, what, refusal };
}
