/** ffmpeg's scaler names for the matrices that differ from the one which it takes where a file does not say. */
const named: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  fcc: 'fcc',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/** What the scaler calls the matrix of a colour space, or `null` where that is what it takes by itself, BT.601. */
export function scalerMatrix(colorSpace: string): string | null {
  return named[colorSpace] ?? null;
}
