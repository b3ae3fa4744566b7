import type { RecordedEvent } from '@commission-ledger/events';
import type { Decider } from '../decider.ts';

/** A decider with the stream it decides for. */
export type Subject<Command, State, Refusal> = Readonly<{ stream: string; decider: Decider<Command, State, Refusal> }>;

/** A command with what makes it recognisable when it comes again. */
export type KeyedCommand<Command> = Readonly<{
  command: Command;
  /** Its business key; the same key never records twice. */
  key: string;
  /** SHA-256 of its content without clocks. */
  hash: string;
  /** Its content as JSON, to name the fields that differ when the key comes with other content. */
  content: Readonly<Record<string, unknown>>;
  actor: string;
  correlation: string | null;
  causation: string | null;
}>;

/** What a command recorded; `repeated` when that was recorded before, or nothing new was said, and nothing was written now. */
export type Recorded = Readonly<{ repeated: boolean; events: readonly RecordedEvent[] }>;
