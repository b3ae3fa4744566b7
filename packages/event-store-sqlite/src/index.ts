export { openSqliteStore } from './openSqliteStore.ts';
export type { SqliteStore, SqliteStoreInfo, SqliteStoreOptions } from './openSqliteStore.ts';
export type { Engine } from './driver.ts';
export { backUpSqlite } from './backUpSqlite.ts';
export type { BackUpOptions, BackedUp } from './backUpSqlite.ts';
export { restoreSqlite } from './restoreSqlite.ts';
export type { RestoreOptions, Restored } from './restoreSqlite.ts';
export { examineSqlite } from './examineSqlite.ts';
export type { ExamineOptions, SqliteExamination, SqliteFinding } from './examineSqlite.ts';
