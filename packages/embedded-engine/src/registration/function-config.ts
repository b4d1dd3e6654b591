import { z } from 'zod';

const concurrencySchema = z.object({
  limit: z.number(),
  key: z.string().optional(),
  scope: z.enum(['fn', 'env', 'account']).optional(),
});

const rateSchema = z.looseObject({
  limit: z.number(),
  period: z.string(),
  burst: z.number().optional(),
  key: z.string().optional(),
});

/** A function as the SDK registers it. Read loosely: what the engine does not know is kept, to be refused by name. */
export const functionConfigSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  triggers: z.array(
    z.looseObject({
      event: z.string().optional(),
      expression: z.string().optional(),
      cron: z.string().optional(),
      jitter: z.string().optional(),
    }),
  ),
  steps: z.record(
    z.string(),
    z.looseObject({ retries: z.looseObject({ attempts: z.number().optional() }).optional() }),
  ),
  cancel: z
    .array(z.looseObject({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
  concurrency: z.union([z.number(), concurrencySchema, z.array(concurrencySchema)]).optional(),
  idempotency: z.string().optional(),
  rateLimit: rateSchema.optional(),
  throttle: rateSchema.optional(),
  debounce: z
    .looseObject({ period: z.string(), timeout: z.string().optional(), key: z.string().optional() })
    .optional(),
  singleton: z.looseObject({ mode: z.enum(['skip', 'cancel']), key: z.string().optional() }).optional(),
  batchEvents: z
    .looseObject({
      maxSize: z.number(),
      timeout: z.string(),
      key: z.string().optional(),
      if: z.string().optional(),
    })
    .optional(),
  priority: z.looseObject({ run: z.string().optional() }).optional(),
  timeouts: z.looseObject({ start: z.string().optional(), finish: z.string().optional() }).optional(),
});

/** What the SDK posts when it registers. */
export const registrationSchema = z.looseObject({ functions: z.array(functionConfigSchema) });

/** A function as the SDK registers it. */
export type FunctionConfig = z.output<typeof functionConfigSchema>;
