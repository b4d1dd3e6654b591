import type { Finding } from './finding.ts';

/** Shows the settings that `variegate serve` would start with, secrets hidden. */
export async function examineService(): Promise<Finding> {
  const { startService } = await import('@variegate/service');
  try {
    const { settings } = await startService({ checkOnly: true });
    const detail = settings.map(
      ({ name, value, from }) => `${name}=${value}${from === 'default' ? '' : ` (${from})`}`,
    );
    return { subject: 'service', status: 'works', detail: detail.join(', '), advice: null };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      subject: 'service',
      status: 'limited',
      detail,
      advice: '"variegate serve" needs this; nothing else does.',
    };
  }
}
