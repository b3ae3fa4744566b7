import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startGuard } from './postgresGuard.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';
import type { PostgresPrograms } from './postgresPrograms.ts';
import { type ServerAccount, serverAccount } from './serverAccount.ts';
import type { PostgresServer, PostgresServerOptions } from './postgresServer.ts';

type Cluster = Pick<PostgresServer, 'connectionString' | 'kill' | 'restart' | 'stop'>;

/** Makes a data folder with a user `ledger` and a password, starts the server on it, and can end it again. */
export const createCluster = async (
  programs: PostgresPrograms,
  { durable = true, settings = {} }: PostgresServerOptions,
): Promise<Cluster> => {
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
  own(folder, account);
  const guard = startGuard(folder);
  const remove = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true });
    await guard.dismiss();
  };
  try {
    const data = join(folder, 'data');
    const password = randomBytes(24).toString('base64url');
    await initialise(programs.initdb, { folder, data, password, account });
    const port = await freePort();
    const start = (): Promise<Postmaster> =>
      startPostmaster(programs.postgres, argumentsOf(data, { ...settingsOf(port, durable), ...settings }), account);
    let running = await start();
    return {
      connectionString: `postgresql://ledger:${password}@127.0.0.1:${port}/postgres`,
      kill: () => running.kill(),
      restart: async () => {
        await running.stop();
        running = await start();
      },
      stop: async () => {
        await running.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};

const own = (path: string, { uid, gid }: ServerAccount): void => {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};

type NewCluster = Readonly<{ folder: string; data: string; password: string; account: ServerAccount }>;

/**
 * With a language's collation as the default, where this build has one: software that forgets to ask for the order
 * of bytes is then found out.
 */
const initialise = async (initdb: string, { folder, data, password, account }: NewCluster): Promise<void> => {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  own(passwordFile, account);
  const always = ['-D', data, '-U', 'ledger', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const run = (...locale: readonly string[]) =>
    promisify(execFile)(initdb, [...always, '--encoding=UTF8', '--locale=C', '--no-sync', ...locale], {
      cwd: folder,
      ...account,
    });
  try {
    await run('--locale-provider=icu', '--icu-locale=en');
  } catch {
    rmSync(data, { recursive: true, force: true });
    await run();
  }
  rmSync(passwordFile);
};

const settingsOf = (port: number, durable: boolean): Readonly<Record<string, string>> => ({
  listen_addresses: '127.0.0.1',
  port: String(port),
  // Its usual folder belongs to the system's own server.
  unix_socket_directories: '',
  lc_messages: 'C',
  log_min_messages: 'log',
  ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
});

const argumentsOf = (data: string, settings: Readonly<Record<string, string>>): readonly string[] => [
  '-D',
  data,
  ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('There is no free port.'));
      });
    });
  });
