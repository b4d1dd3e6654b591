/**
 * Types of filter options. `number` is a finite number; `word` is one of our own constants (letters, digits and
 * `_+-|./ ` only); `expression` is arithmetic over ffmpeg's variables that only this package writes; `place` is a
 * number or an expression; `text` is anything at all and is escaped; `file` is a reference that is resolved when the argv is built.
 */
export type OptionType = 'number' | 'word' | 'expression' | 'place' | 'text' | 'file';

/** What is known of an allowed filter. */
export interface AllowedFilter {
  readonly options: Readonly<Record<string, OptionType>>;
  /** CPU seconds per 300 frames of 1280x720 (per minute of stereo for audio filters), measured on ffmpeg 5.1. */
  readonly cost: number;
}

const audio = 0.1;

/**
 * The only filters that a graph may name, with the only options. Filters that open files, sockets or processes by
 * a string (`movie`, `subtitles`, `ladspa`, `lv2`, `sendcmd`, ...) are not here and never will be.
 */
export const allowedFilters: Readonly<Record<string, AllowedFilter>> = {
  acompressor: {
    options: { threshold: 'number', ratio: 'number', attack: 'number', release: 'number', makeup: 'number' },
    cost: audio,
  },
  acrusher: { options: { bits: 'number', mix: 'number', mode: 'word', samples: 'number' }, cost: audio },
  adelay: { options: { delays: 'word', all: 'number' }, cost: audio },
  aecho: { options: { in_gain: 'number', out_gain: 'number', delays: 'word', decays: 'word' }, cost: audio },
  aevalsrc: {
    options: { exprs: 'expression', duration: 'number', sample_rate: 'number', channel_layout: 'word' },
    cost: audio,
  },
  aformat: { options: { sample_fmts: 'word', sample_rates: 'number', channel_layouts: 'word' }, cost: audio },
  afreqshift: { options: { shift: 'number' }, cost: 0.2 },
  alphamerge: { options: {}, cost: 0.1 },
  amerge: { options: { inputs: 'number' }, cost: audio },
  anoisesrc: {
    options: {
      colour: 'word',
      amplitude: 'number',
      seed: 'number',
      sample_rate: 'number',
      duration: 'number',
    },
    cost: audio,
  },
  anullsink: { options: {}, cost: 0 },
  anull: { options: {}, cost: 0 },
  aloop: { options: { loop: 'number', size: 'number' }, cost: 0 },
  apad: { options: { whole_dur: 'number' }, cost: 0 },
  aphaser: {
    options: { in_gain: 'number', out_gain: 'number', delay: 'number', decay: 'number', speed: 'number' },
    cost: audio,
  },
  apulsator: { options: { hz: 'number', amount: 'number' }, cost: audio },
  areverse: { options: {}, cost: audio },
  aresample: { options: { sample_rate: 'number', async: 'number', first_pts: 'number' }, cost: audio },
  asetpts: { options: { expr: 'expression' }, cost: 0 },
  asettb: { options: { expr: 'expression' }, cost: 0 },
  asetrate: { options: { sample_rate: 'number' }, cost: 0 },
  asoftclip: { options: { type: 'word' }, cost: audio },
  asplit: { options: { outputs: 'number' }, cost: 0 },
  atempo: { options: { tempo: 'number' }, cost: 0.3 },
  atrim: { options: { start: 'number', end: 'number' }, cost: 0 },
  bass: { options: { gain: 'number', frequency: 'number' }, cost: audio },
  bandpass: { options: { frequency: 'number', width_type: 'word', width: 'number' }, cost: audio },
  bandreject: { options: { frequency: 'number', width_type: 'word', width: 'number' }, cost: audio },
  avgblur: { options: { sizeX: 'number', sizeY: 'number' }, cost: 0.6 },
  blend: { options: { all_mode: 'word', all_opacity: 'number', shortest: 'number' }, cost: 0.4 },
  boxblur: { options: { luma_radius: 'number', luma_power: 'number' }, cost: 0.5 },
  bwdif: { options: { mode: 'word', parity: 'word', deint: 'word' }, cost: 1 },
  cas: { options: { strength: 'number' }, cost: 4 },
  chorus: {
    options: {
      in_gain: 'number',
      out_gain: 'number',
      delays: 'word',
      decays: 'word',
      speeds: 'word',
      depths: 'word',
    },
    cost: 0.2,
  },
  chromashift: {
    options: { cbh: 'number', cbv: 'number', crh: 'number', crv: 'number', edge: 'word' },
    cost: 0.4,
  },
  color: { options: { color: 'word', size: 'word', rate: 'word' }, cost: 0.1 },
  colorbalance: {
    options: {
      rs: 'number',
      gs: 'number',
      bs: 'number',
      rm: 'number',
      gm: 'number',
      bm: 'number',
      rh: 'number',
      gh: 'number',
      bh: 'number',
    },
    cost: 5.1,
  },
  colorchannelmixer: {
    options: {
      rr: 'number',
      rg: 'number',
      rb: 'number',
      gr: 'number',
      gg: 'number',
      gb: 'number',
      br: 'number',
      bg: 'number',
      bb: 'number',
    },
    cost: 1.2,
  },
  colortemperature: { options: { temperature: 'number', mix: 'number', pl: 'number' }, cost: 2 },
  concat: { options: { n: 'number', v: 'number', a: 'number' }, cost: 0 },
  // Amounts are whole numbers and a factor: our own constants.
  convolution: { options: { '0m': 'word', '0rdiv': 'number' }, cost: 0.3 },
  crop: { options: { w: 'number', h: 'number', x: 'place', y: 'place', exact: 'number' }, cost: 0.02 },
  curves: { options: { master: 'word', red: 'word', green: 'word', blue: 'word' }, cost: 1.5 },
  drawbox: {
    options: {
      x: 'number',
      y: 'number',
      w: 'number',
      h: 'number',
      color: 'word',
      t: 'word',
      thickness: 'number',
      replace: 'number',
    },
    cost: 0.05,
  },
  drawtext: {
    options: {
      fontfile: 'file',
      text: 'text',
      expansion: 'word',
      fontsize: 'number',
      fontcolor: 'word',
      x: 'expression',
      y: 'expression',
      box: 'number',
      boxcolor: 'word',
      boxborderw: 'number',
      shadowcolor: 'word',
      shadowx: 'number',
      shadowy: 'number',
    },
    cost: 0.2,
  },
  eq: {
    options: { brightness: 'number', contrast: 'number', gamma: 'number', saturation: 'number' },
    cost: 0.3,
  },
  equalizer: {
    options: { frequency: 'number', width_type: 'word', width: 'number', gain: 'number' },
    cost: audio,
  },
  fillborders: {
    options: { left: 'number', right: 'number', top: 'number', bottom: 'number', mode: 'word' },
    cost: 0.01,
  },
  flanger: {
    options: { delay: 'number', depth: 'number', speed: 'number', width: 'number' },
    cost: audio,
  },
  format: { options: { pix_fmts: 'word' }, cost: 0.2 },
  extractplanes: { options: { planes: 'word' }, cost: 0.05 },
  fps: { options: { fps: 'word', start_time: 'number', round: 'word' }, cost: 0.01 },
  gblur: { options: { sigma: 'number', steps: 'number' }, cost: 0.3 },
  // Works out the few places of a warp, on one frame: dear on pictures, nothing here.
  geq: { options: { lum: 'expression' }, cost: 0 },
  hflip: { options: {}, cost: 0.05 },
  highpass: { options: { frequency: 'number' }, cost: audio },
  hqdn3d: {
    options: { luma_spatial: 'number', chroma_spatial: 'number', luma_tmp: 'number', chroma_tmp: 'number' },
    cost: 1,
  },
  hstack: { options: { inputs: 'number', shortest: 'number' }, cost: 0.1 },
  hue: { options: { h: 'number', s: 'number' }, cost: 0.3 },
  lenscorrection: { options: { k1: 'number', k2: 'number', i: 'word', fc: 'word' }, cost: 2.2 },
  loop: { options: { loop: 'number', size: 'number', start: 'number' }, cost: 0 },
  loudnorm: { options: { I: 'number', TP: 'number', LRA: 'number' }, cost: 1.2 },
  lowpass: { options: { frequency: 'number' }, cost: audio },
  lut: { options: { c0: 'expression' }, cost: 0.1 },
  lut2: { options: { c0: 'expression' }, cost: 0.15 },
  lutyuv: { options: { y: 'expression', u: 'expression', v: 'expression', a: 'expression' }, cost: 0.3 },
  mergeplanes: {
    options: { map1s: 'number', map2s: 'number', map3s: 'number', format: 'word' },
    cost: 0.1,
  },
  median: { options: { radius: 'number' }, cost: 3 },
  negate: { options: {}, cost: 0.1 },
  noise: { options: { all_seed: 'number', all_strength: 'number', all_flags: 'word' }, cost: 0.8 },
  null: { options: {}, cost: 0 },
  overlay: {
    options: { x: 'number', y: 'number', shortest: 'number', eof_action: 'word', format: 'word' },
    cost: 0.1,
  },
  pad: { options: { width: 'number', height: 'number', x: 'number', y: 'number', color: 'word' }, cost: 0.1 },
  pan: { options: { args: 'expression' }, cost: audio },
  perspective: {
    options: {
      x0: 'number',
      y0: 'number',
      x1: 'number',
      y1: 'number',
      x2: 'number',
      y2: 'number',
      x3: 'number',
      y3: 'number',
      sense: 'word',
      interpolation: 'word',
    },
    cost: 1.7,
  },
  pixelize: { options: { width: 'number', height: 'number', mode: 'word' }, cost: 0.36 },
  // Shows one sample of its first input for each pixel; the maps are the second and the third. The mean of three planes.
  remap: { options: { format: 'word' }, cost: 0.1 },
  premultiply: { options: { inplace: 'number' }, cost: 0.5 },
  reverse: { options: {}, cost: 0.1 },
  rotate: {
    options: { angle: 'number', fillcolor: 'word', bilinear: 'number', out_w: 'number', out_h: 'number' },
    cost: 3.2,
  },
  scale: {
    options: {
      w: 'number',
      h: 'number',
      flags: 'word',
      in_range: 'word',
      out_range: 'word',
      in_color_matrix: 'word',
      out_color_matrix: 'word',
    },
    cost: 0.5,
  },
  select: { options: { expr: 'expression' }, cost: 0 },
  setpts: { options: { expr: 'expression' }, cost: 0 },
  settb: { options: { expr: 'expression' }, cost: 0 },
  // Says what frames are; changes none of their samples.
  setparams: {
    options: {
      field_mode: 'word',
      range: 'word',
      color_primaries: 'word',
      color_trc: 'word',
      colorspace: 'word',
    },
    cost: 0,
  },
  setsar: { options: { sar: 'word' }, cost: 0 },
  shear: { options: { shx: 'number', shy: 'number', fillcolor: 'word', interp: 'word' }, cost: 3.2 },
  sidedata: { options: { mode: 'word' }, cost: 0 },
  smartblur: {
    options: { luma_radius: 'number', luma_strength: 'number', luma_threshold: 'number' },
    cost: 0.35,
  },
  split: { options: { outputs: 'number' }, cost: 0.01 },
  stereowiden: {
    options: { delay: 'number', feedback: 'number', crossfeed: 'number', drymix: 'number' },
    cost: audio,
  },
  tonemap: { options: { tonemap: 'word', desat: 'number' }, cost: 3 },
  tremolo: { options: { f: 'number', d: 'number' }, cost: audio },
  tpad: { options: { stop: 'number', stop_mode: 'word' }, cost: 0 },
  treble: { options: { gain: 'number', frequency: 'number' }, cost: audio },
  trim: { options: { start: 'number', end: 'number', start_frame: 'number', end_frame: 'number' }, cost: 0 },
  unsharp: { options: { luma_msize_x: 'number', luma_msize_y: 'number', luma_amount: 'number' }, cost: 1.2 },
  vflip: { options: {}, cost: 0.01 },
  vibrance: { options: { intensity: 'number', rlum: 'number', glum: 'number', blum: 'number' }, cost: 1.9 },
  vibrato: { options: { f: 'number', d: 'number' }, cost: audio },
  vignette: { options: { angle: 'number', dither: 'number' }, cost: 0.8 },
  volume: { options: { volume: 'word' }, cost: audio },
  vstack: { options: { inputs: 'number', shortest: 'number' }, cost: 0.1 },
  zscale: {
    options: { transfer: 'word', npl: 'number', primaries: 'word', matrix: 'word', range: 'word' },
    cost: 2,
  },
};
