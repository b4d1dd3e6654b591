import type { Layer, Rgb } from './paint.ts';

/** Everywhere. */
export function ground(colour: Rgb): Layer {
  return () => colour;
}

/** A filled circle. */
export function disc(cx: number, cy: number, radius: number, colour: Rgb): Layer {
  return (x, y) => (squared(x - cx) + squared(y - cy) <= squared(radius) ? colour : null);
}

/** The part of a circle's line that lies below (`1`), above (`-1`) or on both sides (`0`) of its centre. */
export function arc(
  cx: number,
  cy: number,
  radius: number,
  thickness: number,
  side: -1 | 0 | 1,
  colour: Rgb,
): Layer {
  return (x, y) => {
    const distance = Math.sqrt(squared(x - cx) + squared(y - cy));
    const onLine = Math.abs(distance - radius) <= thickness / 2;
    return onLine && (y - cy) * side >= 0 ? colour : null;
  };
}

/** A filled rectangle with rounded corners. */
export function roundedBox(
  left: number,
  top: number,
  width: number,
  height: number,
  radius: number,
  colour: Rgb,
): Layer {
  return (x, y) => {
    const dx = Math.max(left + radius - x, 0, x - (left + width - radius));
    const dy = Math.max(top + radius - y, 0, y - (top + height - radius));
    const inside = x >= left && x <= left + width && y >= top && y <= top + height;
    return inside && squared(dx) + squared(dy) <= squared(radius) + 1e-9 ? colour : null;
  };
}

/** A filled polygon. */
export function polygon(points: readonly (readonly [number, number])[], colour: Rgb): Layer {
  return (x, y) => {
    let inside = false;
    for (const [index, [x1, y1]] of points.entries()) {
      const [x2, y2] = points[(index + 1) % points.length] ?? [x1, y1];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
    return inside ? colour : null;
  };
}

/** A colour that turns into another from the top down. */
export function verticalGradient(height: number, from: Rgb, to: Rgb): Layer {
  return (_x, y) => mix(from, to, y / height);
}

/** Squares of two colours in turn. */
export function checker(side: number, even: Rgb, odd: Rgb): Layer {
  return (x, y) => ((Math.floor(x / side) + Math.floor(y / side)) % 2 === 0 ? even : odd);
}

/** What a layer shows, but not where another one is. */
export function without(layer: Layer, hole: Layer): Layer {
  return (x, y) => (hole(x, y) === null ? layer(x, y) : null);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * share;
  return [at(0), at(1), at(2)];
}

// Not `**`: engines may round powers differently.
function squared(value: number): number {
  return value * value;
}
