import { z } from 'zod';

const key = z.string().min(1);

/** Servers by what the page calls them: where each answers, and its keys where it has any. */
export const serversSchema = z.partialRecord(
  z.enum(['dev', 'start']),
  z.strictObject({ url: z.url(), eventKey: key.optional(), signingKey: key.optional() }),
);

/** An Inngest server that nobody else uses. */
export type Server = NonNullable<z.infer<typeof serversSchema>['dev']>;
