export type { ConformanceCase } from './conformance/conformanceCase.ts';
export { documentStoreConformance } from './conformance/documentStoreConformance.ts';
export type { DocumentStoreSubject } from './conformance/documentStoreSubject.ts';
export { eventStoreConformance } from './conformance/eventStoreConformance.ts';
export type { EventStorePlace, EventStoreSubject } from './conformance/eventStoreSubject.ts';
export * from './faults/faultyEventStore.ts';
export { planSuite, type PlanSuite, type PlanSuiteOptions } from './planSuites/planSuite.ts';
export { PlanSuiteFailure, type Counterexample } from './planSuites/planSuiteFailure.ts';
export * from './simulator/index.ts';
