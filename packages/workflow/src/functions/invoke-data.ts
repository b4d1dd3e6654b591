import { z } from 'zod';
import { batchIdSchema, installationSchema } from '../request/batch-requested-schema.ts';

const batch = {
  batchId: batchIdSchema,
  outDir: z.string(),
  chunk: z.int().min(1),
  priority: z.int(),
  /** Whose batch it is. Those of the first version do not say. */
  installation: installationSchema.optional(),
  /** What the server adds to every event by which a function invokes another. */
  _inngest: z.unknown().optional(),
};

/** What the chunk function is invoked with. */
export const chunkData = z.strictObject(batch);

/** What the variant function is invoked with. */
export const variantData = z.strictObject({
  ...batch,
  id: z.string(),
  offset: z.int().min(0),
  length: z.int().min(1),
});
