import { serializeError } from 'inngest';

/** Whether the SDK sends errors with names of their own: before 4.18, most became `Error`, on a server as well. */
export const keepsErrorNames =
  serializeError(Object.assign(new Error('odd'), { name: 'Odd' })).name === 'Odd';
