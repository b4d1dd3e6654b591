/** Colours that whole frames are drawn in: black and white, as cuts have them, and a few others. */
export const frameColours = ['000000', '000000', 'ffffff', '1f618d', '7b241c'] as const;
