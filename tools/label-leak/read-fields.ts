import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { FieldValue } from './labelled-files.ts';

const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';
const ffprobe = ffmpeg.replace(/ffmpeg(?=[^/\\]*$)/, 'ffprobe');
const run = promisify(execFile);
const options = { maxBuffer: 256 * 1024 * 1024 };

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Every field of a video that ffprobe reports, of the file, its streams, packets and frames, and every syntax element of
 * the headers and messages (SEI) in its bitstream. A field that occurs many times is described by how often it occurs, its
 * first value, the mean of its numbers, and the share of each of its names.
 */
export async function readFields(file: string): Promise<Readonly<Record<string, FieldValue>>> {
  const fields = new Map<string, FieldValue>();
  const { stdout } = await run(
    ffprobe,
    [
      ...['-v', 'error', '-of', 'json', '-show_format', '-show_streams', '-show_chapters', '-show_programs'],
      ...['-show_packets', '-show_frames', '-show_data_hash', 'sha256', file],
    ],
    options,
  );
  const reported = JSON.parse(stdout) as Readonly<Record<string, Json>>;
  const { packets_and_frames: entries, ...whole } = reported;
  flatten(whole, '', fields);
  // The name is not in the file.
  fields.delete('format.filename');
  const repeated = new Map<string, FieldValue[]>();
  for (const entry of entries as readonly Readonly<Record<string, Json>>[]) {
    const one = new Map<string, FieldValue>();
    flatten(entry, `${entry['type']}.${entry['stream_index']}`, one);
    for (const [name, value] of one) add(repeated, name, value);
  }
  for (const [name, value] of await headers(file)) add(repeated, name, value);
  for (const [name, values] of repeated) summarise(name, values, fields);
  return Object.fromEntries(fields);
}

/** The syntax elements of every header in the picture's bitstream, in their order. */
async function headers(file: string): Promise<readonly (readonly [string, FieldValue])[]> {
  const { stderr } = await run(
    ffmpeg,
    [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-i', file, '-map', '0:V:0'],
      ...['-c', 'copy', '-bsf:v', 'trace_headers', '-f', 'null', '-'],
    ],
    options,
  );
  let section = '';
  return stderr.split('\n').flatMap(line => {
    const text = /^\[trace_headers @ \S+\] (.*)$/.exec(line)?.[1];
    if (text === undefined) return [];
    const [, name, value] = /^\d+ +(\S+) +.*= (-?\d+)$/.exec(text) ?? [];
    if (name !== undefined) return [[`${section}.${name}`, Number(value)] as const];
    section = text.replace(/\d+/g, '#');
    return [[`section.${section}`, 1] as const];
  });
}

function flatten(value: Json, path: string, fields: Map<string, FieldValue>): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value))
      flatten(inner as Json, path === '' ? name : `${path}.${name}`, fields);
  } else if (typeof value === 'string') {
    fields.set(path, /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value);
  } else {
    fields.set(path, value === null ? null : Number(value));
  }
}

function add(repeated: Map<string, FieldValue[]>, name: string, value: FieldValue): void {
  const values = repeated.get(name);
  if (values === undefined) repeated.set(name, [value]);
  else values.push(value);
}

function summarise(name: string, values: readonly FieldValue[], fields: Map<string, FieldValue>): void {
  fields.set(`${name} count`, values.length);
  fields.set(`${name} first`, values[0] ?? null);
  const numbers = values.filter(value => typeof value === 'number');
  if (numbers.length > 0) {
    fields.set(`${name} mean`, numbers.reduce((sum, each) => sum + each, 0) / numbers.length);
  }
  const names = Map.groupBy(values, value => (typeof value === 'string' ? value : null));
  for (const [each, same] of names) {
    if (each !== null && names.size <= 12) fields.set(`${name} = ${each}`, same.length / values.length);
  }
}
