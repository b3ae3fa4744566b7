export { eventStoreDbStore } from './eventStoreDbStore.ts';
export type { EventStoreDbOptions, RetryOptions } from './eventStoreDbOptions.ts';
export type { EventStoreDbObserver, EventStoreDbRetry } from './eventStoreDbObserver.ts';
export { checkEventStoreDb } from './checkEventStoreDb.ts';
export type { EventStoreDbCheckOptions, EventStoreDbHealth, LimitedStream } from './checkEventStoreDb.ts';
export type * from './eventStoreDbClient.ts';
