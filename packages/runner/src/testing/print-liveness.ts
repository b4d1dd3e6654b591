// A separate process that prints whether it takes itself for alive.
import { isAlive, ownIdentity } from '../output/process-identity.ts';

process.stdout.write(JSON.stringify(await isAlive(await ownIdentity())));
