import { type DestinationStream, type Logger, pino } from 'pino';
import type { Settings } from './configuration/settings.ts';

/** Makes the service's logger: one JSON object a line, with the name of this worker in each. */
export function createLogger({ logLevel, instanceId }: Settings, to: DestinationStream): Logger {
  return pino(
    {
      level: logLevel,
      base: { instanceId },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
    },
    to,
  );
}
