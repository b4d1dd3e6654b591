import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

import { StoreUnusableError } from '../errors.ts';
import { APPLICATION_ID, STORE_VERSION } from './migrations.ts';

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

/**
 * Reads the file's first bytes without SQLite, which would take an empty file for a new database and write
 * into it, and refuses what is not a whole store of a version we know.
 *
 * The layout is that of {@link https://www.sqlite.org/fileformat2.html#the_database_header}.
 *
 * @throws {ENGINE_STORE_UNUSABLE}
 */
export function checkHeader(path: string): void {
  const { header, fileBytes } = readHeader(path);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new StoreUnusableError(path, 'foreign', 'it is not a SQLite database.');
  }
  if (header.length < HEADER_BYTES) {
    throw new StoreUnusableError(path, 'truncated', 'it ends inside its header.');
  }
  if (header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new StoreUnusableError(path, 'foreign', "it is some other program's SQLite database.");
  }
  const version = header.readUInt32BE(60);
  if (version > STORE_VERSION) {
    throw new StoreUnusableError(
      path,
      'newer',
      `it has version ${version}, and this release knows versions up to ${STORE_VERSION}.`,
    );
  }
  // Pages that a crash left in the write-ahead log belong to the file too, so its length says nothing then.
  if (!hasWriteAheadLog(path)) checkLength(path, header, fileBytes);
}

function readHeader(path: string): { readonly header: Buffer; readonly fileBytes: number } {
  // A pipe would be waited for; Windows does not know the flag.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new StoreUnusableError(path, 'unreadable', 'it is not a regular file.');
    const header = Buffer.alloc(HEADER_BYTES);
    const bytesRead = readSync(file, header, 0, HEADER_BYTES, 0);
    return { header: header.subarray(0, bytesRead), fileBytes: stats.size };
  } catch (error) {
    if (error instanceof StoreUnusableError) throw error;
    throw new StoreUnusableError(path, 'unreadable', 'it cannot be read.', { cause: error });
  } finally {
    closeSync(file);
  }
}

function checkLength(path: string, header: Buffer, fileBytes: number): void {
  // A page size of 65536 does not fit its two bytes and is written as 1.
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const expectedBytes = pageBytes * header.readUInt32BE(28);
  if (fileBytes >= expectedBytes) return;
  throw new StoreUnusableError(
    path,
    'truncated',
    `it has ${fileBytes} bytes of the ${expectedBytes} it should have.`,
  );
}

function hasWriteAheadLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
