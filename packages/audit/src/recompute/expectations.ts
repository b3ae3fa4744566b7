import type { RecordedEvent } from '@commission-ledger/events';
import { triggersIn, type LedgerFailure, type Trigger } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { settled } from './deriveOnDeal.ts';
import { pastExecutor, type Past } from './pastExecutor.ts';
import { eventAt } from './pastStreams.ts';
import type { Survey, TriggerAt } from './survey.ts';

/** Something that should have moved an account, by where its trigger stands, and the place from which it was due. */
export type Expected = TriggerAt & Readonly<{ due: number; isReversal: boolean }>;

/** What accounts may lack: by account, what led to no booking in it although the policy asks for one. */
export type Expectations = ReadonlyMap<string, readonly Expected[]>;

/** At the end of the history. */
const NOW = Number.MAX_SAFE_INTEGER;

/**
 * Lets the policy react to everything that ever happened on a deal, as things stood right after it, and notes every
 * command that nothing is recorded of. Whether it would have booked anything is for the account to say: a refund asks every
 * account that may have earned from its payment, and most have nothing to give back.
 */
export const expectationsOf = async (
  past: Past,
  { triggers, accounts }: Pick<Survey, 'triggers' | 'accounts'>,
  { isMeant, progress }: Readonly<{ isMeant: (account: string) => boolean; progress: (done: number) => void }>,
): Promise<E.Either<LedgerFailure, Expectations>> => {
  const expected = new Map<string, Expected[]>();
  const known = new Set(accounts.map(({ stream }) => stream));

  /** What is asked and not recorded; `isSetAside` when the cause would be set aside and is not. */
  const reactAt = async (at: TriggerAt, trigger: Trigger, due: number, events: readonly RecordedEvent[]) => {
    const lacking = new Map<string, boolean>();
    let isSetAside = false;
    const executor = pastExecutor(past, {
      before: due,
      own: undefined,
      isWanted: () => false,
      asked: ({ stream, key }) => {
        if (stream === at.stream) {
          isSetAside ||= key.startsWith('park/') && !events.some((event) => isParkedBy(event, key));
          return;
        }
        const isRating = key.startsWith('accrue/');
        const isReversal = key.startsWith('reverse/') || key.startsWith('cancel/');
        if (!isRating && !(isReversal && known.has(stream))) return;
        if (past.keys.placesOf(key).length > 0) return;
        known.add(stream);
        lacking.set(stream, isReversal && (lacking.get(stream) ?? true));
      },
    });
    await settled(executor, trigger);
    return { lacking, isSetAside };
  };

  for (let index = 0; index < triggers.count; index += 1) {
    if (index % 200 === 0) progress(index);
    const at = triggers.at(index);
    const events = await past.streams.eventsOf(at.stream);
    if (E.isLeft(events)) return events;
    const trigger = triggerAt(events.right, at.revision);
    if (trigger === undefined) continue;
    let due = at.position + 1;
    let { lacking, isSetAside } = await reactAt(at, trigger, due, events.right);
    // It could not be rated right then, and was not set aside either: what was missing came in the meantime.
    if (isSetAside) {
      due = NOW;
      ({ lacking, isSetAside } = await reactAt(at, trigger, due, events.right));
    }
    for (const [stream, isReversal] of lacking) {
      if (!isMeant(stream)) continue;
      const list = expected.get(stream) ?? [];
      expected.set(stream, list);
      list.push({ ...at, due, isReversal });
    }
  }
  for (const list of expected.values()) list.sort((a, b) => a.position - b.position);
  return E.right(expected);
};

/** The key on anything else says nothing. */
const isParkedBy = ({ type, commandKey }: RecordedEvent, key: string): boolean =>
  type === 'CauseParked' && commandKey === key;

/** What is reacted to there: also a cause that was set aside and could be rated then. */
export const triggerAt = (events: readonly RecordedEvent[], revision: number): Trigger | undefined => {
  const event = eventAt(events, revision);
  if (event?.type !== 'CauseResolved') return event && triggersIn([event])[0];
  const { deal, cause } = event.data;
  return cause.kind === 'win' ? { kind: 'win', deal } : { kind: 'payment', deal, payment: cause.id };
};
