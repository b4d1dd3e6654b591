import type { ClipRecipe } from './find-clips.ts';

const encoding = [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '18',
  '-pix_fmt',
  'yuv420p',
  '-c:a',
  'aac',
];

/** Clips for where there are no real ones: hard edges and full colours, fine texture that moves, and smooth shades. */
export const generatedClips: readonly ClipRecipe[] = [
  generated('edges', { video: 'testsrc2=size=480x270:rate=25', seconds: 3 }),
  generated('texture', {
    video: 'mandelbrot=size=360x480:rate=30,noise=alls=12:allf=t:all_seed=7,eq=contrast=0.8',
    seconds: 3,
  }),
  generated('shades', {
    video: 'gradients=size=384x216:rate=25/2:seed=5:nb_colors=6:speed=0.03,hue=s=0.5',
    seconds: 3,
  }),
];

/** A small clip that every transformation is rendered on. */
export const smallClip = generated('small', { video: 'testsrc2=size=320x240:rate=25', seconds: 1.5 });

function generated(
  name: string,
  { video, seconds }: { readonly video: string; readonly seconds: number },
): ClipRecipe {
  const chord = '0.2*sin(440*2*PI*t)+0.1*sin(3000*2*PI*t)|0.2*sin(660*2*PI*t)+0.05*sin(220*2*PI*t)';
  const audio = `aevalsrc='${chord}':sample_rate=48000`;
  const inputs = ['-f', 'lavfi', '-i', video, '-f', 'lavfi', '-i', audio];
  return { name, args: [...inputs, '-t', `${seconds}`, ...encoding] };
}
