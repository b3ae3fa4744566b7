import type { Fault, FaultTrip } from './faults/fault.ts';
import type { EventLog, LogBackup } from './log/eventLog.ts';
import type { ReceivedCall } from './rpc/receivedCall.ts';

/** How a double is set up. Everything has a default. */
export type EventStoreDbDoubleOptions = Readonly<{
  /** Any free port unless given. */
  port?: number;
  /** The log of another double, or one with data in it. A new one unless given. */
  log?: EventLog;
  /** Encrypted, with a certificate made for this double. */
  tls?: boolean;
  /** Name and password of everybody who may call. Without it everybody may. Clients send passwords over TLS only. */
  users?: Readonly<Record<string, string>>;
  /** The most an append may have, as the server counts: 1 MiB, the limit up to version 25.0. */
  maxAppendBytes?: number;
  /** What the server calls itself. */
  serverVersion?: string;
  /** Whether it offers `BatchAppend`. Servers before 21.10 do not. */
  batchAppend?: boolean;
  /** Whether subscribers hear that they caught up: `never` before 23.10, `plain` up to 24.6, `detailed` since. */
  caughtUp?: 'never' | 'plain' | 'detailed';
  /** Milliseconds since 1970; the system's clock unless given. */
  now?: () => number;
}>;

/** What becomes of the log in a restart. */
export type RestartOptions = Readonly<{
  /** `keep`, unless told otherwise; `lose` starts with an empty log; a backup takes the place of the log. */
  log?: 'keep' | 'lose' | LogBackup;
  /** How long the port stays closed. */
  downMs?: number;
}>;

/** A server that speaks EventStoreDB's protocol on 127.0.0.1, keeps its log in memory, and fails on request. */
export interface EventStoreDbDouble {
  /** For either client. It ends with `?tls=false` or names the certificate to trust. */
  readonly connectionString: string;
  readonly port: number;
  /** What the server keeps: look at it, or write to it past the network, as another application would. */
  readonly log: EventLog;
  /** Something is to go wrong. */
  inject(fault: Fault): void;
  /** Forgets the faults that have not happened. */
  clearFaults(): void;
  /** The faults that happened. A test whose fault never happened has tested nothing. */
  trips(): readonly FaultTrip[];
  /** Every call so far, in the order of arrival. */
  calls(): readonly ReceivedCall[];
  /** How many reads and subscriptions are open: one that its caller forgot stays. */
  openReads(): number;
  /** Cuts every connection, as a network does. New ones are taken. */
  cut(): void;
  /** Closes the port and every connection, then opens the same port again. */
  restart(options?: RestartOptions): Promise<void>;
  /** From now on this node's readers see nothing new; writes still reach the log. */
  stopReplication(): void;
  resumeReplication(): void;
  /** Closes everything. */
  stop(): Promise<void>;
}
