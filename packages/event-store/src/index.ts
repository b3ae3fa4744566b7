export * from './eventStore.ts';
export * from './storeFailure.ts';
export * from './memoryEventStore.ts';
export * from './checkAppend.ts';
export * from './checkRead.ts';
export * from './storableText.ts';
export * from './settleAppend.ts';
export { eachEvent, type Stretch } from './eachEvent.ts';
export * from './followHistory.ts';
export * from './wakeUpCall.ts';
export * from './copyHistory.ts';
export {
  compareHistories,
  type ComparedField,
  type CompareOptions,
  type EventPlace,
  type HistoryComparison,
  type HistoryDifference,
  type HistoryDigest,
} from './compareHistories.ts';
export { type CopyMismatch, type CopyPlace, type FoundPlace, findCopyPlace } from './copyPlace.ts';
