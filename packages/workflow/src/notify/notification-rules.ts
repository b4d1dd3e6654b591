/** Whom a worker may notify of the end of a batch, and how. */
export interface NotificationRules {
  /** Hosts that webhooks of requests may name, with the port where it is not that of the scheme. @default none */
  readonly webhookHosts: readonly string[];
  /** Key that signs webhooks: `whsec_` and 24 to 64 bytes as base64. @default none: no webhook is sent */
  readonly webhookSecret: string | null;
  /**
   * Whether those hosts may have private addresses, and be called by plain HTTP. Without it their names must resolve to
   * public ones. @default false
   */
  readonly webhookPrivate: boolean;
  /** Program and arguments to run at the end of every batch; no shell reads them. @default none */
  readonly onCompleteCommand: readonly string[] | null;
}

/** Nobody is notified. */
export const noNotifications: NotificationRules = {
  webhookHosts: [],
  webhookSecret: null,
  webhookPrivate: false,
  onCompleteCommand: null,
};

/**
 * What is wrong with the address of a webhook by its text; `null` where nothing is. Which addresses its host has is checked
 * when it is connected to.
 */
export function webhookProblem(address: string, rules: NotificationRules): string | null {
  if (rules.webhookSecret === null) return 'webhooks are not sent here: webhookSecret is not set';
  if (!URL.canParse(address)) return 'must be the address of a webhook, such as https://example.com/hook';
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'must not contain a user or password';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && rules.webhookPrivate))
    return 'must begin with https://';
  if (rules.webhookHosts.some(host => host.toLowerCase() === url.host)) return null;
  return `the host "${url.host}" is not among webhookHosts`;
}
