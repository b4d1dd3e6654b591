/** Length of the sample in seconds. */
export const sampleSeconds = 10;

const frameRate = 30;
const width = 1280;
const height = 720;

/** The font of the frame counter, a file of the `dejavu-fonts-ttf` package. */
export const sampleFont = 'DejaVuSansMono-Bold.ttf';

// Detail at every scale that keeps moving (a slow zoom), so that perceptual hashes have something to hold on to.
const texture = [
  `mandelbrot=s=${width / 2}x${height / 2}:rate=${frameRate}:start_x=-0.743643887:start_y=-0.131825904` +
    ':start_scale=0.012:end_scale=0.003:end_pts=600:maxiter=600:outer=normalized_iteration_count:inner=mincol',
  'gblur=sigma=2.2',
  `scale=${width}:${height}:flags=bicubic`,
  'hue=h=150+6*t:s=0.65',
  'setsar=1',
].join(',');

// Hard edges and pure colours on a separate path: what a smooth zoom does not have.
const card = `testsrc2=s=320x180:r=${frameRate}`;
const cardPath = "overlay=x='480+400*sin(0.7*t)':y='260+230*cos(0.9*t)':shortest=1";

const frameCounter =
  `drawtext=fontfile=${sampleFont}:text='frame %{frame_num}':fontsize=56:fontcolor=white` +
  ':box=1:boxcolor=black@0.75:boxborderw=16:x=48:y=h-th-48';

// A voice: a saw of wandering pitch around 118 Hz, in syllables of about half a second with pauses between phrases,
// sent through the three lowest resonances of a mouth; a hiss at the end of each syllable stands for consonants.
const pitch = '2*mod(t*118+4*sin(2*PI*0.31*t)+1.5*sin(2*PI*0.83*t)\\,1)-1';
const syllables = 'pow(max(0\\,sin(2*PI*2.1*t+1.3*sin(2*PI*0.37*t)))\\,0.6)';
const phrases = 'gt(sin(2*PI*0.23*t+0.8)\\,-0.75)';
const voice = `aevalsrc='0.6*(${pitch})*${syllables}*${phrases}':s=48000`;
const hiss =
  'anoisesrc=r=48000:color=white:seed=5:a=0.25,highpass=f=3500,' +
  "volume='pow(max(0,sin(2*PI*2.1*t+2.4)),12)':eval=frame";

/** The whole sample as one filtergraph of ffmpeg's own sources; its outputs are `[v]` and `[a]`. */
export const sampleGraph = [
  `${texture}[texture]`,
  `${card}[card]`,
  `[texture][card]${cardPath},${frameCounter},format=yuv420p[v]`,
  `${voice},asplit=3[voice1][voice2][voice3]`,
  '[voice1]bandpass=f=640:w=160[formant1]',
  '[voice2]bandpass=f=1250:w=220[formant2]',
  '[voice3]bandpass=f=2600:w=320[formant3]',
  `${hiss}[hiss]`,
  '[formant1][formant2][formant3][hiss]amix=inputs=4:normalize=0,volume=1.5,alimiter=limit=0.9[a]',
].join(';');

/** How the sample is encoded. */
export const sampleEncoding: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-g', '60'],
  ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart'],
];
