import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs of a PostgreSQL installation. */
export type PostgresPrograms = Readonly<{ initdb: string; postgres: string }>;

/** Where Debian keeps each version: not in `PATH`, since several may be installed. */
const debian = '/usr/lib/postgresql';

/** The newest PostgreSQL of Debian's packages, else the one in `PATH`. */
export const postgresPrograms = (): PostgresPrograms | undefined => {
  const versions = existsSync(debian) ? readdirSync(debian).filter((name) => /^\d+$/.test(name)) : [];
  const newestFirst = versions.toSorted((left, right) => Number(right) - Number(left));
  const folders = [
    ...newestFirst.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
  ];
  return folders
    .map((folder) => ({ initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }))
    .find(({ initdb, postgres }) => existsSync(initdb) && existsSync(postgres));
};
