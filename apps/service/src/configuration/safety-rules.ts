import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** Combinations of settings that the service does not start with, each with what makes it safe. */
const rules: readonly ((settings: Settings, environment: NodeJS.ProcessEnv) => string | null)[] = [
  ({ host, token }) =>
    isLoopback(host) || token !== null
      ? null
      : `Listening on ${host} needs a token (VARIEGATE_TOKEN), or anyone who reaches this machine could use it.`,
  ({ production, token }) =>
    production && token === null
      ? 'Production (NODE_ENV) needs a token (VARIEGATE_TOKEN): a proxy in front can make any address a public one.'
      : null,
  ({ production }, environment) =>
    production && isSet(environment['INNGEST_DEV'])
      ? 'INNGEST_DEV is set in production (NODE_ENV), where it would turn signatures off: unset one of the two.'
      : null,
  ({ production, inngestDev }, environment) =>
    production && inngestDev && !isSet(environment['INNGEST_DEV'])
      ? 'inngestDev is set in production (NODE_ENV), where it would turn signatures off: unset one of the two.'
      : null,
  ({ engine, inngestDev, eventKey }) =>
    engine === 'inngest' && !inngestDev && eventKey === null
      ? 'The engine inngest needs an event key (INNGEST_EVENT_KEY), or INNGEST_DEV=1 for a development server.'
      : null,
  ({ engine, inngestDev, signingKey }) =>
    engine === 'inngest' && !inngestDev && signingKey === null
      ? 'The engine inngest needs a signing key (INNGEST_SIGNING_KEY), or INNGEST_DEV=1 for a development server.'
      : null,
  ({ webhookHosts, webhookSecret }) =>
    webhookHosts.length > 0 && webhookSecret === null
      ? 'Webhooks (VARIEGATE_WEBHOOK_HOSTS) need a key that signs them (VARIEGATE_WEBHOOK_SECRET), or a receiver could not tell who sends them.'
      : null,
  ({ engine, inngestDev, transport, host }) =>
    engine === 'inngest' && inngestDev && transport === 'serve' && !isLoopback(host)
      ? `A development server signs nothing, so anyone who reaches ${host} could run steps: listen on 127.0.0.1, or use connect.`
      : null,
];

/** What is not safe about the settings, one sentence each; none when all is well. */
export function findingsAbout(settings: Settings, environment: NodeJS.ProcessEnv): readonly string[] {
  return rules.flatMap(rule => rule(settings, environment) ?? []);
}

const isSet = (value: string | undefined) => value !== undefined && !['', '0', 'false'].includes(value);
