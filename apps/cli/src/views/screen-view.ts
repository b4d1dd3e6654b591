import type { Progress, VariegateEvent } from '@variegate/variants';
import { createLogUpdate } from 'log-update';
import { styled, type Terminal } from '../terminal.ts';
import { printable, shorten } from '../text/format.ts';
import { symbols } from '../text/symbols.ts';
import { hashingText, progressText, sentenceFor, totalText, type VariantFigures } from './sentences.ts';
import type { View } from './view.ts';

const everyMs = 100;
const barWidth = 20;

interface RunningVariant extends VariantFigures {
  readonly output: string;
}

/** Lines that stay in place at the bottom of a terminal: one for each running variant, and one for the whole. */
export class ScreenView implements View {
  readonly #stream: NodeJS.WriteStream;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #running = new Map<string, RunningVariant>();
  /** Lines of the inputs that are being hashed, by path. */
  readonly #hashing = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #progress: Progress | null = null;
  #changed = false;

  constructor({ stderr }: Terminal) {
    this.#stream = stderr;
    this.#update = createLogUpdate(stderr);
    this.#timer = setInterval(() => this.#draw(), everyMs).unref();
  }

  onEvent(event: VariegateEvent): void {
    switch (event.type) {
      case 'input-hashing':
        if (event.hashedBytes < event.totalBytes) this.#hashing.set(event.source, hashingText(event));
        else this.#hashing.delete(event.source);
        break;
      case 'variant-started':
        this.#running.set(event.id, { output: event.output, percent: 0, speed: null, etaSeconds: null });
        break;
      case 'variant-progress':
        this.#running.set(event.id, event);
        break;
      case 'variant-succeeded':
        this.#running.delete(event.id);
        break;
      case 'variant-failed':
      case 'variant-retrying':
        if (event.id !== null) this.#running.delete(event.id);
        this.#persist(sentenceFor(event));
        break;
      case 'input-unusable':
      case 'variants-left-out':
        this.#hashing.delete(event.source);
        this.#persist(sentenceFor(event));
        break;
      case 'batch-planned':
      case 'encoder-unavailable':
      case 'ffmpeg-untested':
      case 'memory-limit-exceeded':
      case 'variant-planned':
      case 'admission':
        this.#persist(sentenceFor(event));
        break;
      case 'variant-skipped':
      case 'summary':
        break;
    }
    this.#changed = true;
  }

  onProgress(progress: Progress): void {
    this.#progress = progress;
    this.#changed = true;
  }

  say(sentence: string): void {
    this.#persist(sentence);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#update.clear();
    this.#update.done();
  }

  #persist(sentence: string | null): void {
    if (sentence === null) return;
    this.#update.clear();
    this.#stream.write(`${sentence}\n`);
    this.#changed = true;
  }

  #draw(): void {
    if (!this.#changed || (this.#progress === null && this.#hashing.size === 0)) return;
    this.#changed = false;
    const room = Math.max(1, (this.#stream.rows ?? 24) - 3);
    const variants = [...this.#running.values()].slice(0, room).map(variant => this.#line(variant));
    const total = this.#progress === null ? [] : [styled('bold', totalText(this.#progress), this.#stream)];
    this.#update([...this.#hashing.values(), ...variants, ...total].join('\n'));
  }

  #line(variant: RunningVariant): string {
    const filled = Math.round((variant.percent / 100) * barWidth);
    const bar = symbols.full.repeat(filled) + symbols.empty.repeat(barWidth - filled);
    const figures = progressText(variant);
    const room = Math.max(12, (this.#stream.columns ?? 80) - barWidth - figures.length - 4);
    const name = shorten(printable(variant.output), Math.min(room, 40)).padEnd(Math.min(room, 40));
    return `${name} ${styled('cyan', bar, this.#stream)} ${figures}`;
  }
}
