import { type Container, type ExpectedOutput, rationalToNumber } from '@variegate/core-filters';
import type { DecodedMedia } from '../decode/decode-media.ts';
import type { ProbedMedia } from '../probe/probed-media.ts';

/** Seconds by which a length may differ, if that is more than two frames. */
const durationTolerance = 0.1;

/** Times leave the decoder in whole milliseconds. */
const roundingSeconds = 0.002;

/** Frames by which a length may differ, if that is more than {@link durationTolerance}. */
const frameTolerance = 2;

const demuxers: Readonly<Record<Container, string>> = {
  mp4: 'mp4',
  mov: 'mov',
  mkv: 'matroska',
  webm: 'webm',
};

/** Everything in which a finished file differs from what was expected, one sentence each. Pure. */
export function findMismatches(
  expected: ExpectedOutput,
  container: Container,
  probed: ProbedMedia,
  decoded: DecodedMedia,
): string[] {
  return [
    ...structureMismatches(expected, container, probed),
    ...lengthMismatches(expected, probed, decoded),
    ...damage(decoded),
  ];
}

function structureMismatches(expected: ExpectedOutput, container: Container, probed: ProbedMedia): string[] {
  const { video, audio } = probed.facts;
  const count = (kind: string) => probed.streams.filter(stream => stream.kind === kind).length;
  const others = probed.streams.length - count('video') - count('audio');
  const mismatches: string[] = [];
  if (!probed.container.split(',').includes(demuxers[container])) {
    mismatches.push(`The container is ${probed.container} instead of ${container}.`);
  }
  if (video.width !== expected.width || video.height !== expected.height) {
    mismatches.push(
      `The frame size is ${video.width} x ${video.height} instead of ${expected.width} x ${expected.height}.`,
    );
  }
  if ((audio !== null) !== expected.hasAudio) {
    mismatches.push(expected.hasAudio ? 'The audio is missing.' : 'There is audio where none was expected.');
  }
  if (count('video') !== 1 || count('audio') > 1 || others > 0) {
    const found = `${count('video')} video, ${count('audio')} audio and ${others} other`;
    mismatches.push(`The file holds ${found} streams instead of one video and at most one audio stream.`);
  }
  return mismatches;
}

function lengthMismatches(expected: ExpectedOutput, probed: ProbedMedia, decoded: DecodedMedia): string[] {
  const { facts } = probed;
  const frameRate = rationalToNumber(facts.video.frameRate);
  const seconds = Math.max(durationTolerance, frameTolerance / frameRate) + roundingSeconds;
  const frames = Math.max(frameTolerance, Math.ceil(durationTolerance * frameRate));
  const mismatches: string[] = [];
  if (Math.abs(decoded.durationSeconds - expected.durationSeconds) > seconds) {
    mismatches.push(
      `The video lasts ${text(decoded.durationSeconds)} s instead of ${text(expected.durationSeconds)} s.`,
    );
  }
  if (Math.abs(decoded.frameCount - expected.frameCount) > frames) {
    mismatches.push(`There are ${decoded.frameCount} frames instead of ${expected.frameCount}.`);
  }
  if (decoded.frameCount < facts.video.frameCount - frames) {
    mismatches.push(`${decoded.frameCount} of ${facts.video.frameCount} frames in the file can be decoded.`);
  }
  const audio = facts.audio;
  // The decoder drops priming samples, and a resampler keeps a few: a tenth of a second covers both.
  const tolerated = seconds + durationTolerance;
  if (audio !== null && (decoded.audioSeconds ?? 0) < audio.durationSeconds - tolerated) {
    const found = text(decoded.audioSeconds ?? 0);
    mismatches.push(`${found} of ${text(audio.durationSeconds)} s of audio in the file can be decoded.`);
  }
  return mismatches;
}

const quotedComplaints = 3;

function damage({ run, complaints }: DecodedMedia): string[] {
  const quoted = complaints.slice(0, quotedComplaints).join(' | ');
  if (complaints.length > 0) {
    return [`Decoding reports ${complaints.length} error${complaints.length === 1 ? '' : 's'}: ${quoted}.`];
  }
  return run.failure === null ? [] : [`Decoding fails: ${run.failure.message}`];
}

function text(seconds: number): string {
  return seconds.toFixed(3);
}
