import { randomBytes } from 'node:crypto';

import { postgresPrograms } from './postgresPrograms.ts';
import { createCluster } from './postgresCluster.ts';
import type { PostgresServer, PostgresServerOptions } from './postgresServer.ts';

/** The environment variable that names a server to use instead of starting one. */
const givenServer = 'COMMISSION_LEDGER_TEST_POSTGRES';

/**
 * Starts a PostgreSQL server of its own on 127.0.0.1, in a temporary folder and with a password made for it; or
 * takes the one that `COMMISSION_LEDGER_TEST_POSTGRES` names. The programs are looked for in the usual folders of
 * Debian and in `PATH`. Root starts it as the user `postgres` (or `nobody`): as root it does not run.
 *
 * @returns `undefined` when there is no PostgreSQL on this machine.
 */
export const startPostgres = async (options: PostgresServerOptions = {}): Promise<PostgresServer | undefined> => {
  const given = process.env[givenServer];
  if (given !== undefined && given !== '') return givenPostgres(given);
  const programs = postgresPrograms();
  if (programs === undefined) return undefined;
  return { ...(await createCluster(programs, options)), isOwn: true, newSchema };
};

const givenPostgres = (connectionString: string): PostgresServer => ({
  connectionString,
  isOwn: false,
  newSchema,
  kill: leaveAlone,
  restart: leaveAlone,
  stop: async () => {},
});

const leaveAlone = async (): Promise<never> => {
  throw new Error('A server that was given is neither killed nor restarted.');
};

const newSchema = (): string => `ledger_test_${randomBytes(8).toString('hex')}`;
