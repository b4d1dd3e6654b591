/** The clips that versions are compared on. */
export interface ClipSet {
  readonly clips: readonly MatrixClip[];
  /** `real`: cut from the test media; `generated`: made by ffmpeg's own sources. */
  readonly origin: 'real' | 'generated';
}

/** A clip, kept from run to run, so that commands that name it can be repeated. */
export interface MatrixClip {
  /** File name without its ending. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
}
