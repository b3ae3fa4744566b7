// An entry of its own: only who tests against PostgreSQL starts processes.
export type { PostgresServer, PostgresServerOptions } from './postgresServer.ts';
export { startPostgres } from './startPostgres.ts';
