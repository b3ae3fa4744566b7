import { writeSync } from 'node:fs';

import { startPostgres } from '../src/postgres/index.ts';

/** A process that starts a server, says at which port, and waits to be killed. */
const server = await startPostgres({ durable: false });
writeSync(1, new URL(server?.connectionString ?? '').port);
setInterval(() => {}, 1_000);
