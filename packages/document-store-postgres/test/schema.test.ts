import { StoreFailure } from '@commission-ledger/event-store';
import { expect, it } from 'vitest';

import { createDatabase } from '../src/database.ts';
import { openPostgresDocumentStore, postgresDocumentStore } from '../src/index.ts';
import { prepareSchema } from '../src/prepareSchema.ts';
import { migrations } from '../src/schema.ts';
import { batchOf, failureOf, tagOf } from './batches.ts';
import { describeWithServer, quietPool } from './testServer.ts';

await describeWithServer('the schema', ({ psql, inSchema, connectionString, pool }) => {
  const open = (schema: string) => openPostgresDocumentStore(connectionString, { schema });

  it('is made once, however many open it at the same time', () =>
    inSchema(async (schema) => {
      const stores = await Promise.all(Array.from({ length: 6 }, () => open(schema)));
      const versions = await psql(`SELECT version FROM "${schema}".schema_versions`);
      expect(versions).toEqual([{ version: migrations.length }]);
      await Promise.all(stores.map(({ close }) => close()));
    }));

  it('is made by the first use of a store on a pool of the caller, who ends it', () =>
    inSchema(async (schema) => {
      const own = quietPool(connectionString);
      const store = postgresDocumentStore(own, { schema });
      expect(await psql('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])).toEqual([]);
      expect(await store.commit(batchOf(undefined, 1n, { a: '1' }))).toBe(true);
      expect(await store.read('balances@1', 'a')).toBe('1');
      await own.end();
      expect(await tagOf(store.read('balances@1', 'a'))).toBe('StoreClosed');
    }));

  it('of a newer release is refused, with its version, and left as it is', () =>
    inSchema(async (schema) => {
      await (await open(schema)).close();
      await psql(`INSERT INTO "${schema}".schema_versions (version) VALUES ($1)`, [migrations.length + 1]);
      const failure = await open(schema).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreFailure);
      expect(failure).toMatchObject({ reason: { _tag: 'NotALedger' } });
      expect(String(failure)).toContain(`version ${migrations.length + 1}`);
      expect(await psql(`SELECT count(*)::int AS count FROM "${schema}".schema_versions`)).toEqual([{ count: 2 }]);
    }));

  it('of an older release is brought up to date by the next, once, with its documents', () =>
    inSchema(async (schema) => {
      const { documents, close } = await open(schema);
      await documents.commit(batchOf(undefined, 1n, { a: '1' }));
      const next = [...migrations, (name: string) => [`ALTER TABLE ${name}.documents ADD COLUMN note text`]];
      const database = createDatabase(pool, 10_000);
      await Promise.all(Array.from({ length: 4 }, () => prepareSchema(database, schema, next)));
      expect(await psql(`SELECT key, json, note FROM "${schema}".documents`)).toEqual([
        { key: 'a', json: '1', note: null },
      ]);
      await close();
      expect(await tagOf(open(schema))).toBe('NotALedger');
    }));

  it('stays as it was when a step to the next version fails', () =>
    inSchema(async (schema) => {
      const broken = [...migrations, (name: string) => [`CREATE TABLE ${name}.half (x int)`, 'SELECT nothing']];
      const database = createDatabase(pool, 10_000);
      expect(await tagOf(prepareSchema(database, schema, broken))).toBe('NotALedger');
      expect(await psql('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])).toEqual([]);
      await prepareSchema(database, schema);
    }));

  it('with tables of something else is refused', () =>
    inSchema(async (schema) => {
      await psql(`CREATE SCHEMA "${schema}"`);
      await psql(`CREATE TABLE "${schema}".documents (title text)`);
      expect(await tagOf(open(schema))).toBe('NotALedger');
      expect(await psql(`SELECT * FROM "${schema}".documents`)).toEqual([]);
    }));

  it('is made anew by the use after the one that found it gone', () =>
    inSchema(async (schema) => {
      const { documents, close } = await open(schema);
      await documents.commit(batchOf(undefined, 1n, { a: '1' }));
      await psql(`DROP SCHEMA "${schema}" CASCADE`);
      expect(await tagOf(documents.read('balances@1', 'a'))).toBe('NotALedger');
      expect(await documents.checkpoint('balances@1')).toBeUndefined();
      expect(await documents.commit(batchOf(undefined, 1n, { a: '1' }))).toBe(true);
      await close();
    }));

  it('may have any name', () =>
    inSchema(async (plain) => {
      const schema = `${plain} "quoted" 'ä' \\ %; DROP`;
      const { documents, close } = await open(schema);
      expect(await documents.commit(batchOf(undefined, 1n, { a: '1' }))).toBe(true);
      await close();
      expect(await psql('SELECT 1 AS one FROM pg_namespace WHERE nspname = $1', [schema])).toEqual([{ one: 1 }]);
      await psql(`DROP SCHEMA "${schema.replaceAll('"', '""')}" CASCADE`);
    }));

  it('that is there needs only the rights to read and write its rows', () =>
    inSchema(async (schema) => {
      await (await open(schema)).close();
      const role = `${schema}_app`;
      await psql(`CREATE ROLE "${role}"`);
      await psql(`GRANT USAGE ON SCHEMA "${schema}" TO "${role}"`);
      await psql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${schema}" TO "${role}"`);
      const own = quietPool(connectionString, 1);
      await own.query(`SET ROLE "${role}"`);
      const store = postgresDocumentStore(own, { schema });
      expect(await store.commit(batchOf(undefined, 1n, { a: '1' }))).toBe(true);
      await store.clear('balances@1');
      const elsewhere = postgresDocumentStore(own, { schema: `${schema}_2` });
      expect(await failureOf(elsewhere.read('balances@1', 'a'))).toMatchObject({
        reason: { _tag: 'NotALedger' },
        message: expect.stringContaining('Grant the right to the role.'),
      });
      await own.end();
      await psql(`DROP OWNED BY "${role}"`);
      await psql(`DROP ROLE "${role}"`);
    }));

  it('is refused in a database that does not keep text as UTF-8', () =>
    inSchema(async (schema) => {
      const name = `${schema}_ascii`;
      await psql(`CREATE DATABASE "${name}" ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`);
      const url = new URL(connectionString);
      url.pathname = `/${name}`;
      expect(await tagOf(openPostgresDocumentStore(url.href, { schema }))).toBe('NotALedger');
      await psql(`DROP DATABASE "${name}" WITH (FORCE)`);
    }));
});
