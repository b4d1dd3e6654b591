import { staticSchema } from 'inngest';
import { channel } from 'inngest/realtime';
import type { BatchProgress } from '../progress/batch-progress.ts';

/** The SDK asks for a type alias: an interface could be widened. */
type Published = { [Field in keyof BatchProgress]: BatchProgress[Field] };

/** Where workers publish the progress of batches over Inngest's realtime: channel `variegate`, topic `progress`. */
export const progressChannel = channel({
  name: 'variegate',
  topics: { progress: { schema: staticSchema<Published>() } },
});
