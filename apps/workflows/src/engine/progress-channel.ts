import { staticSchema } from 'inngest';
import { channel } from 'inngest/realtime';
import type { BatchProgress } from '../progress/batch-progress.ts';

/** The SDK asks for a type alias: an interface could be widened. */
type Published = { [Field in keyof BatchProgress]: BatchProgress[Field] };

/** Where workers say over Inngest's realtime how batches go on: channel `variegate`, topic `progress`. */
export const progressChannel = channel({
  name: 'variegate',
  topics: { progress: { schema: staticSchema<Published>() } },
});
