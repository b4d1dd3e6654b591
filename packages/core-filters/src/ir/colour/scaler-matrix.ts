/** ffmpeg's scaler names for matrices other than BT.601. */
const named: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  fcc: 'fcc',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/** What the scaler calls the matrix of a colour space; BT.601 where the file does not say or the scaler has no such matrix. */
export function scalerMatrix(colorSpace: string): string {
  return named[colorSpace] ?? 'bt601';
}
