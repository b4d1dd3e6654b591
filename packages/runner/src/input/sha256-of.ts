import { createHash } from 'node:crypto';
import { fstat, read } from 'node:fs';
import { promisify } from 'node:util';

const readAt = promisify(read);
const statsOf = promisify(fstat);

/**
 * The SHA-256 of what an open file holds, from its first byte on. The descriptor stays open and its position stays.
 *
 * It reads by itself: a stream that is aborted closes the descriptor, which belongs to the caller, and can emit its error
 * when nobody listens any more, which ends the process.
 *
 * @param onRead - called with the number of bytes read so far.
 * @throws the signal's reason when it is aborted; what reading throws otherwise.
 */
export async function sha256Of(
  fd: number,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
): Promise<Buffer> {
  const hash = createHash('sha256');
  const { size } = await statsOf(fd);
  // A buffer beyond the file's size would have the garbage collector run for every few files of a large batch.
  const buffer = Buffer.allocUnsafe(Math.min(1 << 20, Math.max(1 << 12, size + 1)));
  for (let position = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await readAt(fd, buffer, 0, buffer.length, position);
    if (bytesRead === 0) return hash.digest();
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
    onRead?.(position);
  }
}
