import { z } from 'zod';
import { recordSchema } from '../records/parse-record.ts';
import {
  manifestSchema,
  sourceOfRunSchema,
  sourceSchema,
  variantOfRunSchema,
  variantSchema,
} from '../report/manifest-schema.ts';
import { eventSchema } from './event-schema.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The record of a variant as JSON Schema, as `parseRecord` holds one against it. Its plan is described by `plan.schema.json`. */
export function recordJsonSchema(): JsonSchema {
  return { ...jsonSchemaOf(recordSchema), title: 'Record of a variant of variegate' };
}

/** `manifest.json` as JSON Schema: the fields that reports and evaluations read. Later versions may add others. */
export function manifestJsonSchema(): JsonSchema {
  const manifest = manifestSchema.extend({
    sources: z.array(sourceSchema),
    variants: z.array(variantSchema),
    run: manifestSchema.shape.run.extend({
      sources: z.array(sourceOfRunSchema),
      variants: z.array(variantOfRunSchema),
    }),
  });
  return { ...jsonSchemaOf(manifest), title: 'Manifest of variegate' };
}

/** A line of a run's `--json`, and what `onEvent` gets, as JSON Schema. Later versions may add types and fields. */
export function eventJsonSchema(): JsonSchema {
  return { ...jsonSchemaOf(eventSchema), title: 'Event of a run of variegate' };
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
