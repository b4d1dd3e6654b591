import { staticSchema } from 'inngest';
import { channel } from 'inngest/realtime';
import type { BatchProgress } from '../progress/batch-progress.ts';

/** The SDK asks for a type alias: an interface could be widened. */
type Published = { [Field in keyof BatchProgress]: BatchProgress[Field] };

/** Where the workers of an app publish the progress of batches over Inngest's realtime: the app's channel, topic `progress`. */
export const progressChannelOf = (appId: string) =>
  channel({ name: appId, topics: { progress: { schema: staticSchema<Published>() } } });
