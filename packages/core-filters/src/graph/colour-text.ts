/**
 * A colour as ffmpeg reads it, with its opacity as the last two hex digits.
 *
 * @param colour - six hex digits, `rrggbb`.
 * @param opacity - 0 (nothing is seen) to 1 (nothing is seen behind it).
 */
export function colourWithOpacity(colour: string, opacity: number): string {
  return `0x${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
