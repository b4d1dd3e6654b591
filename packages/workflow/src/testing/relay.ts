import { createServer, connect as dial, type NetConnectOpts, type Server } from 'node:net';

/** Passes every connection on to another place, for processes that cannot reach it themselves. */
export function relay(listen: NetConnectOpts, to: NetConnectOpts): Promise<Server> {
  const server = createServer(near => {
    const far = dial(to);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    near.pipe(far).pipe(near);
    near.on('error', end).on('close', end);
    far.on('error', end).on('close', end);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(listen, () => resolve(server));
  });
}
