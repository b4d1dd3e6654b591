import type { OptionValues } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { ServiceClient } from './service-client.ts';

const usualUrl = 'http://127.0.0.1:7850';

/** A client of the service that the call names. The token comes from the environment: anyone can see a command line. */
export function openClient({ url }: OptionValues, environment = process.env): ServiceClient {
  const given = typeof url === 'string' ? url : (environment['VARIEGATE_URL'] ?? usualUrl);
  if (!/^https?:\/\//.test(given) || !URL.canParse(given)) {
    throw new UsageError(`--url must be an address such as ${usualUrl}, not "${given}".`);
  }
  return new ServiceClient({ url: given, token: environment['VARIEGATE_TOKEN'] || null });
}
