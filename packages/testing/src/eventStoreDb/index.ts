export type { EventStoreDbDouble, EventStoreDbDoubleOptions, RestartOptions } from './eventStoreDbDouble.ts';
export type {
  ArrivalFault,
  CallKind,
  DeliveryFault,
  Fault,
  FaultTarget,
  FaultTrip,
  ReplyFault,
} from './faults/fault.ts';
export type { AppendOutcome, EventLog, LogBackup, RemoveOutcome, StreamFound } from './log/eventLog.ts';
export type { LoggedEvent, ProposedEvent } from './log/loggedEvent.ts';
export type { SpawnedRestart, SpawnOptions } from './process/doubleRequest.ts';
export { type SpawnedEventStoreDbDouble, spawnEventStoreDbDouble } from './process/spawnEventStoreDbDouble.ts';
export type { ReceivedCall } from './rpc/receivedCall.ts';
export { type EventStoreDbCluster, startEventStoreDbCluster } from './startEventStoreDbCluster.ts';
export { startEventStoreDbDouble } from './startEventStoreDbDouble.ts';
