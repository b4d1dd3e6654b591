/** A process that opens a store, says `ready`, and holds it until it is killed. Argument: the store's file. */
import { openFileDatabase } from '../store/open-database.ts';

const database = openFileDatabase(process.argv[2] ?? '', 'process-crash');
process.stdout.write('ready\n');
setInterval(() => database.prepare('SELECT 1'), 60_000);
