import { connect, createServer } from 'node:net';

// `node forward.ts HOST:PORT=HOST:PORT...`: listens on the left of each, and passes connections on to its right. Prints a
// line when it listens on all.
const pairs = process.argv.slice(2).map(pair => pair.split('=').map(address => address.split(':')));
await Promise.all(
  pairs.map(async ([from, to]) => {
    const server = createServer(near => {
      const far = connect(Number(to?.[1]), to?.[0]);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('error', () => other.destroy());
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(Number(from?.[1]), from?.[0], resolve);
    });
  }),
);
process.stdout.write('listening\n');
