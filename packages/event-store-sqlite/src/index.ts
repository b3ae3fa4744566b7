export { openSqliteStore } from './openSqliteStore.ts';
export type { SqliteStore, SqliteStoreInfo, SqliteStoreOptions } from './openSqliteStore.ts';
export type { Engine } from './driver.ts';
