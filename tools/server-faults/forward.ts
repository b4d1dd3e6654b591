import { relay } from '../../packages/workflow/src/testing/relay.ts';

// `node forward.ts HOST:PORT=HOST:PORT...`: listens on the left of each, and passes connections on to its right. Prints a
// line when it listens on all.
const addressOf = (text = '') => {
  const [host = '', port] = text.split(':');
  return { host, port: Number(port) };
};
for (const pair of process.argv.slice(2)) {
  const [from, to] = pair.split('=');
  await relay(addressOf(from), addressOf(to));
}
process.stdout.write('listening\n');
