import { StringDecoder } from 'node:string_decoder';

/** When the packets of a file are to be shown and heard, by ffprobe. */
export interface PacketTimes {
  readonly video: VideoPackets;
  /** `null` where the file has no packet of the audio stream that was asked for. */
  readonly audio: { readonly startSeconds: number; readonly endSeconds: number } | null;
  /** Whether the video is encrypted, so that nothing of it can be decoded. */
  readonly isEncrypted: boolean;
}

/** Times of the packets of a video, in seconds, in the order of the file; `NaN` where it does not say. */
export interface VideoPackets {
  readonly shownAt: Float64Array;
  readonly decodedAt: Float64Array;
  /** For how long each is shown. */
  readonly seconds: Float64Array;
  /** How many packets of all streams stand before the first with which decoding can begin; `null` without any. */
  readonly beforeFirstKey: number | null;
}

/** Arguments of ffprobe that make it write what {@link PacketReader} reads. */
export const packetSections: readonly string[] = [
  ...[
    '-show_entries',
    'packet=stream_index,pts_time,dts_time,duration_time,flags:packet_side_data=side_data_type',
  ],
  ...['-of', 'csv=print_section=0'],
];

/** Reads packets as ffprobe writes them, `0,1.423222,1.423222,0.040000,K_` a line, while they arrive. */
export class PacketReader {
  readonly #videoIndex: number;
  readonly #audioIndex: number | undefined;
  readonly #decoder = new StringDecoder('utf8');
  /** Three numbers a packet of video. */
  #times = new Float64Array(3 * 256);
  #count = 0;
  #audio: { startSeconds: number; endSeconds: number } | null = null;
  #beforeFirstKey: number | null = null;
  #isEncrypted = false;
  #place = 0;
  #rest = '';

  constructor(videoIndex: number, audioIndex: number | undefined) {
    this.#videoIndex = videoIndex;
    this.#audioIndex = audioIndex;
  }

  /** Packets of video so far. */
  get count(): number {
    return this.#count;
  }

  write(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.write(bytes as Buffer)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#read(line);
  }

  finish(): PacketTimes {
    if (this.#rest !== '') this.#read(this.#rest);
    this.#rest = '';
    const column = (first: number) =>
      Float64Array.from({ length: this.#count }, (_, index) => this.#times[3 * index + first] ?? Number.NaN);
    const video = { shownAt: column(0), decodedAt: column(1), seconds: column(2) };
    return {
      video: { ...video, beforeFirstKey: this.#beforeFirstKey },
      audio: this.#audio,
      isEncrypted: this.#isEncrypted,
    };
  }

  #read(line: string): void {
    const [index = '', pts = '', dts = '', duration = '', flags = ''] = line.split(',');
    // Side data of a packet ends in an empty line of its own.
    if (index === '') return;
    const place = this.#place++;
    // Decoded, because others need it, and not shown: what stands before the start of an edit list.
    if (flags[1] === 'D') return;
    const stream = Number(index);
    if (stream === this.#videoIndex) {
      if (flags[0] === 'K') this.#beforeFirstKey ??= place;
      if (line.includes('Encryption info')) this.#isEncrypted = true;
      this.#addVideo([secondsIn(pts), secondsIn(dts), secondsIn(duration)]);
    } else if (stream === this.#audioIndex) {
      this.#extendAudio(secondsIn(pts), secondsIn(duration));
    }
  }

  #addVideo(times: readonly number[]): void {
    if (3 * this.#count === this.#times.length) {
      const larger = new Float64Array(2 * this.#times.length);
      larger.set(this.#times);
      this.#times = larger;
    }
    this.#times.set(times, 3 * this.#count);
    this.#count += 1;
  }

  #extendAudio(start: number, seconds: number): void {
    if (Number.isNaN(start)) return;
    const end = start + (Number.isNaN(seconds) ? 0 : seconds);
    this.#audio = {
      startSeconds: Math.min(this.#audio?.startSeconds ?? start, start),
      endSeconds: Math.max(this.#audio?.endSeconds ?? end, end),
    };
  }
}

function secondsIn(text: string): number {
  return text === '' || text === 'N/A' ? Number.NaN : Number(text);
}
