export * from './openPostgresDocumentStore.ts';
export * from './postgresDocumentStore.ts';
export type * from './postgresPool.ts';
