import type { RecordedEvent } from '@commission-ledger/events';
import type { DealTrigger } from '../policy/dealReactions.ts';

/** One step of the history: something that was recorded, or the moment at which the ledger reacted to a trigger. */
export type Step =
  | Readonly<{ kind: 'fact'; event: RecordedEvent; triggers: readonly Pending[] }>
  | Readonly<{ kind: 'reaction'; to: Pending }>;

/** A trigger on its way through the replay. */
export type Pending = {
  readonly key: string;
  readonly trigger: DealTrigger;
  /** Those who were ever credited with the deal. */
  readonly partners: ReadonlySet<string>;
  /** Whether the history shows when the ledger reacted to it; where it left no trace, that is not known. */
  traced: boolean;
  reacted: boolean;
};
