import { z } from 'zod';

import type { Json } from '../json.ts';

/** One thing a function reports or asks for, as the SDK sends it. Fields we do not use are let through. */
const operationSchema = z.object({
  id: z.string().min(1),
  op: z.string().min(1),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

const operationsSchema = z.array(operationSchema);

/** One thing a function reports or asks for. */
export interface Operation {
  /** SHA-1 of the step's name, in hex. */
  readonly id: string;
  /** The SDK's word for it, such as `StepRun`. */
  readonly op: string;
  /** The step's name, or what the operation keeps there: a sleep its time, a wait the name of its event. */
  readonly name: string;
  /** The step's display name. */
  readonly displayName: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly data: Json;
  readonly error: unknown;
}

/** Reads the operations of an answer; `undefined` when it holds none that can be read. */
export function parseOperations(value: unknown): readonly Operation[] | undefined {
  const parsed = operationsSchema.safeParse(value);
  return parsed.success ? parsed.data.map(toOperation) : undefined;
}

function toOperation(raw: z.output<typeof operationSchema>): Operation {
  const name = raw.name ?? '';
  return {
    id: raw.id,
    op: raw.op,
    name,
    displayName: raw.displayName ?? name,
    options: raw.opts ?? {},
    data: (raw.data ?? null) as Json,
    error: raw.error ?? null,
  };
}
