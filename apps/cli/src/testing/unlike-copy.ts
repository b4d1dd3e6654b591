import { readFile, writeFile } from 'node:fs/promises';

/** A copy of an MP4 file that plays the same and has other bytes: it ends in a box of free space with a text in it. */
export async function unlikeCopy(from: string, to: string): Promise<void> {
  const text = Buffer.from(to);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(8 + text.length);
  box.write('free', 4);
  await writeFile(to, Buffer.concat([await readFile(from), box, text]));
}
