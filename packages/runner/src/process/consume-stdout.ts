import type { Readable } from 'node:stream';
import { LineSplitter } from './line-splitter.ts';

/**
 * What happens to the standard output of a program: it is returned as text (at most 64 MiB), passed on line by line,
 * or passed on in chunks of bytes; a promise returned for a chunk is awaited, which holds the program back.
 */
export type StdoutConsumer =
  | 'text'
  | { readonly lines: (line: string) => void }
  | { readonly bytes: (chunk: Uint8Array) => void | Promise<void> };

const longestText = 64 * 1024 * 1024;
const longestLine = 1024 * 1024;

/** Reads a stream to its end and returns its text, which is empty unless text was asked for. */
export async function consumeStdout(stream: Readable, consumer: StdoutConsumer): Promise<string> {
  if (consumer === 'text') return collectText(stream);
  if ('lines' in consumer) {
    const splitter = new LineSplitter(consumer.lines, longestLine);
    for await (const chunk of stream) splitter.write(chunk);
    splitter.end();
  } else {
    for await (const chunk of stream) await consumer.bytes(chunk);
  }
  return '';
}

async function collectText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > longestText) throw new RangeError(`The program wrote more than ${longestText} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
