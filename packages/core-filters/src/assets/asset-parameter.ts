import { z } from 'zod';
import { type ParameterDescription, sha256 } from '../parameters.ts';
import { roundTo } from '../round-to.ts';
import type { AssetFacts, AssetKind } from './asset-facts.ts';

/** Largest width and height of an asset, in pixels. */
const longestSide = 16_384;

/** Longest asset, in seconds: six hours. */
const longestSeconds = 21_600;

/**
 * An asset of one of a few kinds, with its facts. The facts must make sense together; whether they are true of the
 * file with that digest is checked where the file is found.
 */
export function asset(
  kinds: readonly [AssetKind, ...AssetKind[]],
  meta: Omit<ParameterDescription, 'unit'>,
): z.ZodType<AssetFacts> {
  return z
    .strictObject({
      sha256: sha256({ description: 'SHA-256 of the file' }),
      kind: z.enum(kinds),
      width: z.int().min(0).max(longestSide),
      height: z.int().min(0).max(longestSide),
      durationSeconds: z
        .number()
        .min(0)
        .max(longestSeconds)
        .overwrite(value => roundTo(value, 6)),
      hasAudio: z.boolean(),
    })
    .refine(({ kind, width, height }) => (kind === 'audio') === (width === 0 && height === 0), {
      message: 'an image or a video has a size, audio has none',
      path: ['width'],
    })
    .refine(({ kind, width, height }) => kind === 'audio' || (width > 0 && height > 0), {
      message: 'an image or a video is at least one pixel wide and high',
      path: ['width'],
    })
    .refine(({ kind, durationSeconds }) => (kind === 'image') === (durationSeconds === 0), {
      message: 'an image lasts 0 seconds, everything else longer',
      path: ['durationSeconds'],
    })
    .refine(({ kind, hasAudio }) => kind === 'video' || hasAudio === (kind === 'audio'), {
      message: 'an image has no audio, an audio file has',
      path: ['hasAudio'],
    })
    .meta({
      ...meta,
      unit: `(${kinds.join(' or ')}) of sha256, kind, width, height, durationSeconds, hasAudio`,
      isAsset: true,
    });
}
