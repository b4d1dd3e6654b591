import { audioKinds, containerKinds } from './container-kinds.ts';
import type { InputKind } from './input-kind.ts';
import { pictureKinds } from './picture-kinds.ts';
import { refusedKinds } from './refused-kinds.ts';
import { timeKinds } from './time-kinds.ts';

/** Every kind of file that docs/inputs.md names. */
export const inputKinds: readonly InputKind[] = [
  ...timeKinds,
  ...pictureKinds,
  ...containerKinds,
  ...audioKinds,
  ...refusedKinds,
];
