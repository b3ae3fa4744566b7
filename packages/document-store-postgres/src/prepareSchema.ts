import type { Database, Run } from './database.ts';
import { notALedger } from './failureOf.ts';
import { rowOf } from './rows.ts';
import { type Migration, migrations, quoted } from './schema.ts';

/**
 * Makes the schema or brings it up to date, one process at a time; one that is up to date is only looked at, which
 * needs no right to create anything.
 *
 * @throws StoreFailure `NotALedger` when the schema was made by a newer release or holds tables of something else, or
 * the database does not keep text as UTF-8.
 */
export const prepareSchema = async (
  database: Database,
  name: string,
  steps: readonly Migration[] = migrations,
): Promise<void> => {
  if (name === '') throw notALedger('it has no name');
  const schema = quoted(name);
  const look = await database.read(
    `SELECT current_setting('server_encoding') AS encoding, to_regclass($1) IS NOT NULL AS made`,
    [`${schema}.schema_versions`],
  );
  const { encoding, made } = rowOf(look);
  if (encoding !== 'UTF8') throw notALedger(`the database is in ${String(encoding)}, and must be in UTF8`);
  if (made === true) {
    const version = versionIn(await database.read(versionOf(schema)), name, steps.length);
    if (version === steps.length) return;
  }
  await database.transaction(async (run) => {
    await run(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`commission ledger, schema ${name}`]);
    await migrate(run, name, steps);
    return { keep: true, answer: undefined };
  }, 'long');
};

const migrate = async (run: Run, name: string, steps: readonly Migration[]): Promise<void> => {
  const schema = quoted(name);
  // Asked first: creating needs a right that the owner of an existing schema may lack, even with IF NOT EXISTS.
  const there = await run('SELECT 1 FROM pg_namespace WHERE nspname = $1', [name]);
  if (there.rows.length === 0) await run(`CREATE SCHEMA ${schema}`);
  await run(`CREATE TABLE IF NOT EXISTS ${schema}.schema_versions (
  version    integer PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT now()
)`);
  const version = versionIn(await run(versionOf(schema)), name, steps.length);
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    for (const statement of step(schema)) await run(statement);
    await run(`INSERT INTO ${schema}.schema_versions (version) VALUES ($1)`, [index + 1]);
  }
};

const versionOf = (schema: string): string =>
  `SELECT coalesce(max(version), 0) AS version FROM ${schema}.schema_versions`;

const versionIn = (answer: Parameters<typeof rowOf>[0], name: string, newest: number): number => {
  const { version } = rowOf(answer);
  if (typeof version !== 'number') throw notALedger('its version is no number');
  if (version <= newest) return version;
  throw notALedger(`${name} has version ${version}, and this release knows ${newest}; install a newer release`);
};
