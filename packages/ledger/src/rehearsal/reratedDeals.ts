import type { RecordedEvent } from '@commission-ledger/events';
import { asIfFromTheStart } from '../deal/amendment.ts';
import type { Step } from './step.ts';

/** Deals that were rated again after an amendment: what accounts have for all of their causes goes by it. */
export type ReratedDeals = Readonly<{
  /** Takes the events of the history in their order. */
  note: (event: RecordedEvent) => void;
  /** The history with these amendments right after the win, as accounts have them. */
  asRated: (steps: readonly Step[]) => readonly Step[];
}>;

/** Begins with none. What was rated again names the amendment as what caused it. */
export const noteReratedDeals = (): ReratedDeals => {
  const amendments = new Map<string, RecordedEvent<'DealAmended'>[]>();
  /** By the stream of the deal, the last amendment by which it was rated again. */
  const rerated = new Map<string, number>();

  const note = (event: RecordedEvent): void => {
    if (event.type === 'DealAmended') {
      amendments.set(event.stream, [...(amendments.get(event.stream) ?? []), event]);
    } else if (event.type === 'AccrualPosted' || event.type === 'AccrualEvaluated' || event.type === 'TrueUpPosted') {
      const { stream, id, revision } = event.data.causeEvent;
      if (amendments.get(stream)?.some((amendment) => amendment.id === id) === true)
        rerated.set(stream, Math.max(revision, rerated.get(stream) ?? 0));
    }
  };

  const hasMoved = ({ stream, revision }: RecordedEvent): boolean => revision <= (rerated.get(stream) ?? -1);

  const asRated = (steps: readonly Step[]): readonly Step[] =>
    rerated.size === 0
      ? steps
      : steps.flatMap((step): readonly Step[] => {
          if (step.kind !== 'fact') return [step];
          const { event } = step;
          if (event.type === 'DealAmended') return hasMoved(event) ? [] : [step];
          if (event.type !== 'DealWon') return [step];
          const moved = (amendments.get(event.stream) ?? []).filter(hasMoved);
          return [
            step,
            ...moved.map((each) => ({ kind: 'fact', event: asIfFromTheStart(each), triggers: [] }) as const),
          ];
        });

  return { note, asRated };
};
