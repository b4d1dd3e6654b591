/** A process of its own that sends an event with the SDK, looks at the runs that it started, and prints what it saw. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Inngest } from 'inngest';

const client = new Inngest({ id: 'elsewhere' });
const { ids } = await client.send({ name: 'go', data: { n: 20 } });

interface Answer {
  readonly data: readonly { readonly run_id: string; readonly status: string; readonly output: unknown }[];
}

const base = String(process.env['INNGEST_DEV']);
for (;;) {
  const { data } = (await (await fetch(`${base}/v1/events/${ids[0]}/runs`)).json()) as Answer;
  if (data.length > 0 && data.every(({ status }) => status === 'Completed')) {
    const [run] = data;
    const one = await (await fetch(`${base}/v1/runs/${run?.run_id}`)).json();
    process.stdout.write(`${JSON.stringify({ runs: data.map(({ output }) => output), one })}\n`);
    break;
  }
  await sleep(10);
}
