export type { ConformanceCase } from './conformance/conformanceCase.ts';
export { documentStoreConformance } from './conformance/documentStoreConformance.ts';
export type { DocumentStoreSubject } from './conformance/documentStoreSubject.ts';
export { eventStoreConformance } from './conformance/eventStoreConformance.ts';
export type { EventStorePlace, EventStoreSubject } from './conformance/eventStoreSubject.ts';
export * from './faults/faultyEventStore.ts';
