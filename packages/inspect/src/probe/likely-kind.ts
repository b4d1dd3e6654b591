import type { AssetKind } from '@variegate/core-filters';

/**
 * What a file claims to be by its first bytes, for want of a better guess a video. Only a claim: it decides which
 * formats ffprobe may take the file for, and nothing else.
 *
 * @see https://www.w3.org/TR/png-3/#5PNG-file-signature
 */
export function likelyKind(firstBytes: Uint8Array): AssetKind {
  const starts = (...bytes: readonly number[]): boolean =>
    bytes.every((byte, index) => firstBytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff)) return 'image';
  const text = Buffer.from(firstBytes).toString('latin1');
  const isWave = text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE';
  const isMpegAudio = firstBytes[0] === 0xff && ((firstBytes[1] ?? 0) & 0xe6) === 0xe2;
  return isWave || text.startsWith('ID3') || isMpegAudio ? 'audio' : 'video';
}
