import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Box } from '../ir/geometry.ts';
import * as pictures from './pictures.ts';
import { chime, soundSeconds, surf } from './sounds.ts';

/** An asset that every machine can make for itself, to the same bytes. */
export interface GeneratedAsset {
  /** What listings call it. */
  readonly name: string;
  readonly facts: AssetFacts;
  /** Makes the file, a PNG or a WAV. */
  readonly make: () => Uint8Array;
}

/** A picture with a hole for a video. */
export interface GeneratedFrame extends GeneratedAsset {
  /** The hole, in pixels of the picture. */
  readonly window: Box;
}

/** Marks with transparency, to lay over the picture. */
export const generatedLogos = [
  image(
    'ring',
    256,
    256,
    '6252e1d2f0df46197732c9a15b1a5e33894e6ee74fd2e385b76ee79c1a8ec09c',
    pictures.ringLogo,
  ),
  image(
    'bars',
    320,
    256,
    'c1464430aa6c33bd95e3111f0724465dabf43b445442913c1927f66fe60362be',
    pictures.barsLogo,
  ),
] as const;

/** Faces with transparency, to lay over the picture. */
export const generatedFaces = [
  image('smile', 192, 192, '4fee7411b02a997743c8821e7384ea50c56bf1f47c7847269cbdbed4bd478065', () =>
    pictures.face(1),
  ),
  image('frown', 192, 192, '4b8ebefb8b5d974757160b73da04b0817792a9f20569888bf58886d8fa325efe', () =>
    pictures.face(-1),
  ),
  image('gasp', 192, 192, '999fefbacb96fa3dbe181700bedea2c7e1289e387b6b44a42be0238be5e6fd44', () =>
    pictures.face(0),
  ),
] as const;

/** A telephone, upright, with a hole where its screen is. */
export const generatedPhone: GeneratedFrame = {
  ...image(
    'phone',
    480,
    960,
    '8125a11ad1609852662bc5a4de683bc64558f7bfb87df3dca256d49139083e90',
    pictures.phoneFrame,
  ),
  window: pictures.phoneWindow,
};

/** A browser, lying, with a hole where the page is. */
export const generatedBrowser: GeneratedFrame = {
  ...image(
    'browser',
    960,
    610,
    '3851cee5d3d83d651acd994adaf26eb9bde0a89a52fcf4e8f253c524412b99b3',
    pictures.browserFrame,
  ),
  window: pictures.browserWindow,
};

/** Opaque pictures that stand in for other clips and for backgrounds. */
const generatedPictures = [
  image(
    'dusk',
    640,
    360,
    'e5d8b289e0387e8079512a6e8d59eb1e021d2a5caf5fc750477adebcbbec2069',
    pictures.duskBackground,
  ),
  image(
    'checker',
    640,
    360,
    'd731aa87b0f6343df21a1d7f9f2ce7990b2e3b568ce4a7d3529a0a9633f02bb9',
    pictures.checkerBackground,
  ),
  image(
    'hills',
    640,
    360,
    'd17ab02ad02d13a863a07c2343f10d1f0fdbcf8a7976b9521b7535e1d5fde913',
    pictures.hillsPicture,
  ),
  image(
    'town',
    640,
    360,
    'c23a91d08421e3b254425a2bd258e8d1c998bbe66d37f178b0716c2ff6edf625',
    pictures.townPicture,
  ),
] as const;

/** What stands in for other clips where no assets are given. */
export const generatedClips: readonly AssetFacts[] = generatedPictures.map(({ facts }) => facts);

/** Audio to put in the place of other audio. */
export const generatedSounds = [
  sound('chime', 'bfd32d6bbeec4a6b4913f22393ea98d688412da0bcf0f9899d3be07366cfde2b', chime),
  sound('surf', 'a264f1e76e4e87069635d01592f30af6b0e50a48d3a72410f7b772d8b4f6b074', surf),
] as const;

/** Everything that is there without an assets folder. */
export const generatedAssets: readonly GeneratedAsset[] = [
  ...generatedLogos,
  ...generatedFaces,
  generatedPhone,
  generatedBrowser,
  ...generatedPictures,
  ...generatedSounds,
];

function image(
  name: string,
  width: number,
  height: number,
  sha256: string,
  make: () => Uint8Array,
): GeneratedAsset {
  return {
    name,
    facts: { sha256, kind: 'image', width, height, durationSeconds: 0, hasAudio: false },
    make,
  };
}

function sound(name: string, sha256: string, make: () => Uint8Array): GeneratedAsset {
  const durationSeconds = soundSeconds;
  return {
    name,
    facts: { sha256, kind: 'audio', width: 0, height: 0, durationSeconds, hasAudio: true },
    make,
  };
}
