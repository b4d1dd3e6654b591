import { decimal, integer } from '../../parameters.ts';

/** Where a band of the audio lies. */
export const band = {
  frequency: integer({ unit: 'Hz', min: 50, max: 16_000, description: 'middle of the band' }),
  octaves: decimal({ unit: 'octaves', min: 0.1, max: 8, decimals: 2, description: 'width of the band' }),
};
