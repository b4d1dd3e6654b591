import { z } from 'zod';

const partSchema = z.strictObject({
  /** File with the id of the process that is ended. */
  pidFile: z.string(),
  /** Command that starts the part again, in the background, and writes the file. */
  start: z.array(z.string()).min(1),
});

/** What describes a server to this tool. */
export const serversSchema = z.strictObject({
  url: z.url(),
  eventKey: z.string(),
  signingKey: z.string(),
  /** Three short videos. */
  inputs: z.array(z.string()).length(3),
  /** Ports of the server on 127.0.0.1 that a worker reaches: of its interface, and of its gateway. */
  ports: z.array(z.int()),
  /** Ports that the three workers take: two servers can be tried side by side. */
  workerPorts: z.tuple([z.int(), z.int(), z.int()]).default([7931, 7932, 7933]),
  server: partSchema,
  /** `startEmpty`: starts it with nothing of what it knew, as after an end without its log. */
  redis: partSchema.extend({ startEmpty: partSchema.shape.start }),
  postgres: partSchema,
});

/** An Inngest server with its stores, as the caller describes it. */
export type Servers = z.infer<typeof serversSchema>;

/** A part of it that can be ended and started again. */
export type ServerPart = z.infer<typeof partSchema>;
