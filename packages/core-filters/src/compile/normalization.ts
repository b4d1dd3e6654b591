/**
 * How a source is brought to the form that chains begin with, where a user may choose. What is absent is done as usual. Part of
 * every variant's identity.
 */
export interface Normalization {
  /** `off`: interlaced frames are kept as they are stored. @default they are deinterlaced */
  readonly deinterlace?: 'off';
  /** Colour that transparent parts are laid over: six lower-case hex digits, `rrggbb`. @default '000000' */
  readonly alphaColour?: string;
}
