/**
 * A QuickTime file with one track, changed to say that the track's data lie in another file.
 *
 * @param movie - its index stands behind its data.
 * @param path - of the other file.
 */
export function withExternalData(movie: Buffer, path: string): Buffer {
  const box = movie.lastIndexOf('dref');
  // Version and flags, the number of entries, and then the first of them.
  const entry = box + 12;
  const reference = aliasEntry(path);
  const grown = reference.length - movie.readUInt32BE(entry);
  const head = Buffer.from(movie.subarray(0, entry));
  let inner = box;
  for (const type of ['dref', 'dinf', 'minf', 'mdia', 'trak', 'moov']) {
    inner = head.lastIndexOf(type, inner);
    head.writeUInt32BE(head.readUInt32BE(inner - 4) + grown, inner - 4);
  }
  return Buffer.concat([head, reference, movie.subarray(entry + movie.readUInt32BE(entry))]);
}

/** An alias record of the old Macintosh: fields of fixed length that no reader needs any more, and the path. */
function aliasEntry(path: string): Buffer {
  const name = Buffer.from(path);
  const fixed = Buffer.alloc(150);
  const end = Buffer.from([0xff, 0xff, 0, 0]);
  const content = Buffer.concat([fixed, u16(2), u16(name.length), name, Buffer.alloc(name.length % 2), end]);
  const head = Buffer.alloc(12);
  head.writeUInt32BE(head.length + content.length);
  head.write('alis', 4, 'latin1');
  return Buffer.concat([head, content]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
