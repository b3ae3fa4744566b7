export type { Log, LogFields, Logger } from './logger.ts';
export type { StoreSystem, Telemetry } from './telemetry.ts';
export { observeEventStore } from './observeEventStore.ts';
export { observeDocumentStore } from './observeDocumentStore.ts';
export { projectionObserver } from './projectionObserver.ts';
export { eventStoreDbObserver } from './eventStoreDbObserver.ts';
