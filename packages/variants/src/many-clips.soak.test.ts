import { test } from 'vitest';
import { renderManyClips } from './testing/render-many-clips.ts';

test('A batch over a thousand clips of half a second finishes, adds up, and takes no more memory at its end.', () =>
  renderManyClips(1000));
