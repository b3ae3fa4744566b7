import type { ServerWritableStream } from '@grpc/grpc-js';

import type { EventLog } from '../log/eventLog.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import type { ReceivedCall } from './receivedCall.ts';

/** A member of the cluster, as gossip tells. */
export type Member = Readonly<{
  id: string;
  host: string;
  port: number;
  state: 'leader' | 'follower';
  isAlive: boolean;
}>;

/** Any call, as far as it says who calls and with which headers. */
export type Caller = Pick<ServerWritableStream<unknown, unknown>, 'metadata' | 'getPeer'>;

/** What the handlers of the RPCs need of the server they belong to. */
export type ServerNode = Readonly<{
  /** Where writes go. */
  log: EventLog;
  /** Where reads come from: the same, unless replication to this node has stopped. */
  readLog(): EventLog;
  /** Calls back whenever there may be more to read, until the returned function is called. */
  onChange(listener: () => void): () => void;
  faults: FaultPlan;
  /** Name and password of everybody who may call; `undefined` when everybody may. */
  users: ReadonlyMap<string, string> | undefined;
  maxAppendBytes: number;
  serverVersion: string;
  /** Whether the server offers `BatchAppend`. */
  batchAppend: boolean;
  /** Whether subscribers hear that they caught up, and with which details. */
  caughtUp: 'never' | 'plain' | 'detailed';
  now(): number;
  newId(): string;
  /** Everybody in the cluster, this node included. */
  members(): readonly Member[];
  /** Who leads, when it is not this node. */
  otherLeader(): Readonly<{ host: string; port: number }> | undefined;
  record(call: ReceivedCall): void;
  /** Cuts the connection on which a call came. */
  cut(call: Caller): void;
  /** A read or subscription began; the returned function says that it is over. */
  opened(): () => void;
}>;
