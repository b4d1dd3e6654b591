/**
 * Whether a field follows from what video and audio show rather than from what the file says of itself: how many bits
 * they take, where those lie, of which kind frames became, how they predict each other, digests of any of it.
 */
export function isContent(name: string): boolean {
  return /size|(^|[._])pos\b|pkt_pos|bit_rate|hash|pict_type|key_frame|picture_number|flags|^Slice|^section\.(Packet|Slice)|rbsp|bits_per_frame/.test(
    name.replace(/extradata_(size|hash)/, ''),
  );
}
