import { type Ffmpeg, type FfmpegNeeds, needsOfArguments, runTool } from '@variegate/runner';

/** Length of the clip, in seconds: enough for every transformation that needs some time. */
const seconds = 3;

/**
 * Shapes and detail that are not symmetric, hard edges and pure colours that move and count, and a tone that swells over
 * one that rises: something of it shows what each transformation does.
 */
const graph = [
  'mandelbrot=s=320x180:rate=25:start_x=-0.6:start_y=-0.35:start_scale=1.7:end_scale=1.2:end_pts=200:inner=period,hue=h=-60:s=0.8,setsar=1[scene]',
  'testsrc2=s=112x64:r=25[card]',
  "[scene][card]overlay=x='16+20*t':y=104:shortest=1,format=yuv420p[v]",
  'sine=frequency=300:sample_rate=48000,volume=4,tremolo=f=2:d=0.8[tone]',
  "aevalsrc='0.4*sin(2*PI*(300+200*t)*t)|0.2*sin(2*PI*(300+200*t)*t)':s=48000[rise]",
  '[tone]aformat=channel_layouts=stereo[both]',
  '[both][rise]amix=inputs=2:duration=shortest:normalize=0[a]',
].join(';');

function clipArguments(file: string): readonly string[] {
  return [
    ...['-filter_complex', graph, '-map', '[v]', '-map', '[a]', '-t', String(seconds)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-c:a', 'aac', '-b:a', '128k'],
    ...['-y', `file:${file}`],
  ];
}

/** What making the clip takes of an ffmpeg. */
export const baseClipNeeds: FfmpegNeeds = needsOfArguments(clipArguments('clip.mp4'));

/** Makes the clip that the pictures of a catalogue are taken from, of ffmpeg's own sources. */
export async function makeBaseClip(ffmpeg: Ffmpeg, file: string, signal?: AbortSignal): Promise<void> {
  const { failure } = await runTool({
    ...{ program: 'ffmpeg', ffmpeg, arguments: clipArguments(file), inputs: [] },
    maxFileBytes: 64 * 1024 * 1024,
    timeoutMs: 120_000,
    signal,
  });
  if (failure !== null) throw failure;
}
