import { type Layer, paint, type Rgb } from './paint.ts';
import { png } from './png.ts';
import { arc, checker, disc, ground, polygon, roundedBox, verticalGradient, without } from './shapes.ts';

const white: Rgb = [255, 255, 255];
const ink: Rgb = [28, 40, 51];
const yellow: Rgb = [247, 200, 60];

function picture(width: number, height: number, layers: readonly Layer[], under: Rgb = white): Uint8Array {
  return png(width, height, paint(width, height, layers, under));
}

/** A ring around a triangle, on nothing. */
export function ringLogo(): Uint8Array {
  const red: Rgb = [203, 67, 53];
  const triangle = [
    [104, 84],
    [104, 172],
    [178, 128],
  ] as const;
  return picture(
    256,
    256,
    [disc(128, 128, 120, red), disc(128, 128, 96, white), polygon(triangle, red)],
    red,
  );
}

/** Three bars on a rounded plate, on nothing. */
export function barsLogo(): Uint8Array {
  const blue: Rgb = [31, 97, 141];
  const bars = [0, 1, 2].map(at => roundedBox(64 + at * 72, 176 - at * 48, 48, 48 + at * 48, 8, white));
  return picture(320, 256, [roundedBox(8, 8, 304, 240, 40, blue), ...bars], blue);
}

/** A face: eyes, and a mouth that smiles (`1`), frowns (`-1`) or stands open (`0`). */
export function face(mouth: -1 | 0 | 1): Uint8Array {
  const eyes = [disc(66, 76, 12, ink), disc(126, 76, 12, ink)];
  const lips = mouth === 0 ? disc(96, 132, 22, ink) : arc(96, mouth === 1 ? 104 : 164, 44, 12, mouth, ink);
  return picture(192, 192, [disc(96, 96, 92, yellow), ...eyes, lips], yellow);
}

/** Where the window of a frame is, in its pixels. */
export const phoneWindow = { x: 52, y: 96, w: 376, h: 768 } as const;

/** A telephone on a table, with a hole for its screen. */
export function phoneFrame(): Uint8Array {
  const { x, y, w, h } = phoneWindow;
  const hole = roundedBox(x, y, w, h, 12, white);
  const layers = [
    verticalGradient(960, [214, 219, 223], [174, 182, 191]),
    roundedBox(28, 24, 424, 912, 56, ink),
    roundedBox(200, 52, 80, 12, 6, [86, 101, 115]),
    disc(240, 900, 20, [86, 101, 115]),
  ];
  return picture(
    480,
    960,
    layers.map(layer => without(layer, hole)),
    ink,
  );
}

/** Where the window of the browser is, in its pixels. */
export const browserWindow = { x: 16, y: 72, w: 928, h: 522 } as const;

/** A browser's window with its bars, with a hole for the page. */
export function browserFrame(): Uint8Array {
  const { x, y, w, h } = browserWindow;
  const hole = roundedBox(x, y, w, h, 0, white);
  const layers = [
    ground([229, 231, 233]),
    roundedBox(0, 0, 960, 56, 0, [202, 207, 210]),
    disc(28, 28, 9, [236, 112, 99]),
    disc(56, 28, 9, [244, 208, 63]),
    disc(84, 28, 9, [82, 190, 128]),
    roundedBox(128, 14, 760, 28, 14, white),
    roundedBox(148, 24, 240, 8, 4, [171, 178, 185]),
  ];
  return picture(
    960,
    610,
    layers.map(layer => without(layer, hole)),
    [229, 231, 233],
  );
}

/** Dusk: a gradient. */
export function duskBackground(): Uint8Array {
  return picture(640, 360, [verticalGradient(360, [41, 50, 120], [240, 170, 130])]);
}

/** Grey squares. */
export function checkerBackground(): Uint8Array {
  return picture(640, 360, [checker(40, [208, 211, 212], [144, 148, 151])]);
}

/** Hills under a sun. */
export function hillsPicture(): Uint8Array {
  const far: Rgb = [88, 146, 110];
  const near: Rgb = [44, 96, 70];
  const ridge = [
    [0, 250],
    [120, 180],
    [230, 240],
    [360, 150],
    [500, 235],
    [640, 190],
    [640, 360],
    [0, 360],
  ] as const;
  const sky = verticalGradient(360, [93, 173, 226], [235, 245, 251]);
  return picture(640, 360, [
    sky,
    disc(500, 84, 40, [248, 196, 113]),
    polygon(ridge, far),
    disc(140, 640, 370, near),
    disc(520, 700, 420, near),
  ]);
}

/** Houses at night, some windows lit. */
export function townPicture(): Uint8Array {
  const houses = [0, 1, 2, 3, 4, 5].map(at => ({ left: at * 108 - 4, top: 110 + ((at * 67) % 130) }));
  const walls = houses.map(({ left, top }, at) =>
    roundedBox(left, top, 100, 360 - top, 0, [44 + at * 8, 62 + at * 4, 80]),
  );
  const windows = houses.flatMap(({ left, top }, at) =>
    [0, 1, 2, 3, 4, 5].map(pane => {
      const lit = (at * 5 + pane * 3) % 4 !== 0;
      const [x, y] = [left + 18 + (pane % 2) * 40, top + 20 + Math.floor(pane / 2) * 36];
      return roundedBox(x, y, 24, 20, 0, lit ? [249, 231, 159] : [23, 32, 42]);
    }),
  );
  const sky = verticalGradient(360, [17, 24, 57], [72, 61, 139]);
  return picture(640, 360, [sky, disc(92, 70, 30, [253, 254, 254]), ...walls, ...windows]);
}
