import type { TimeZone } from '@commission-ledger/calendar';
import { type RecordedEvent, categoryOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { isOnDeal, keyOfTrigger } from './causeKeys.ts';
import { triggersIn } from '../policy/triggersIn.ts';
import { type AlteredFact, alteredFact } from './alteredFact.ts';
import type { Change, EventAt, Supposed } from './change.ts';
import { recordedWith } from './lostChargebacks.ts';
import { momentOn, movedTo } from './momentOf.ts';
import { type FactStep, placeAfter, placeWhenMoved } from './placesInTime.ts';
import type { Pending, Step } from './step.ts';
import { supposedFact } from './supposedFact.ts';

/** A history in which some things are otherwise. */
export type AlteredHistory = Readonly<{
  steps: readonly Step[];
  supposed: Supposed;
  /** The streams of the deals on which something is otherwise. */
  touched: ReadonlySet<string>;
}>;

type Applied = E.Either<LedgerFailure, readonly Step[]>;

/**
 * Puts changes into a history, one after the other. What is moved in time, or never happened, is recorded where it would
 * have been (see `placeWhenMoved` and `placeAfter`) and reacted to at once; everything else stays in its place. A change
 * of what is not there is refused.
 *
 * @param eventAt finds what was recorded at a place, among all that concerns the accounts
 */
export const applyChanges = (
  recorded: readonly Step[],
  changes: readonly Change[],
  { zone, eventAt }: Readonly<{ zone: TimeZone; eventAt: (at: EventAt) => RecordedEvent | undefined }>,
): E.Either<LedgerFailure, AlteredHistory> => {
  const supposed = new Map<string, readonly string[]>();
  const touched = new Set<string>();
  let supposedFacts = 0;

  const replaced = (
    steps: readonly Step[],
    alter: (event: RecordedEvent) => AlteredFact,
    unknown: LedgerFailure,
  ): Applied => {
    let isFound = false;
    const altered: Step[] = [];
    for (const step of steps) {
      const fact = step.kind === 'fact' ? alter(step.event) : undefined;
      if (fact === undefined || step.kind !== 'fact') {
        altered.push(step);
        continue;
      }
      if (E.isLeft(fact)) return fact;
      isFound = true;
      note(fact.right.event, fact.right.paths);
      altered.push({ ...step, event: fact.right.event });
    }
    return isFound ? E.right(altered) : E.left(unknown);
  };

  const note = ({ id, stream }: RecordedEvent, paths: readonly string[]): void => {
    supposed.set(id, [...(supposed.get(id) ?? []), ...paths]);
    touched.add(stream);
  };

  const moved = (steps: readonly Step[], { event: at, occurredAt }: Extract<Change, { _tag: 'happened' }>): Applied => {
    const found = find(steps, eventAt(at));
    if (found === undefined || categoryOf(at.stream) !== 'deal') return E.left(nothingAt(at));
    const { place, step } = found;
    const was = step.event.data.occurredAt;
    const becomes = movedTo(was, occurredAt, zone);
    if (E.isLeft(becomes)) return becomes;
    const together = recordedWith(steps, step);
    const there = together.map((each) => ({ ...each, event: happenedAt(each.event, becomes.right) }));
    for (const { event } of there) note(event, ['/occurredAt']);
    const target = placeWhenMoved(steps, place, was, becomes.right);
    if (target === place) return E.right(steps.map((each) => there[together.findIndex((one) => one === each)] ?? each));
    const afresh = there.map((each) => ({ ...each, triggers: each.triggers.map(untraced) }));
    return E.right([
      ...without(steps.slice(0, target), together),
      ...afresh,
      ...without(steps.slice(target), together),
    ]);
  };

  const left = (steps: readonly Step[], at: EventAt): Applied => {
    const found = find(steps, eventAt(at));
    if (found === undefined) return E.left(nothingAt(at));
    touched.add(at.stream);
    return E.right(without(steps, recordedWith(steps, found.step)));
  };

  const added = (steps: readonly Step[], change: Extract<Change, { _tag: 'refunded' | 'paid' }>): Applied => {
    const { deal, payment } = change;
    const from = steps.findIndex(
      (step) =>
        step.kind === 'fact' &&
        (change._tag === 'paid'
          ? step.event.type === 'DealWon' && step.event.data.deal === deal
          : step.event.type === 'PaymentReceived' &&
            step.event.data.deal === deal &&
            step.event.data.payment === payment),
    );
    if (from < 0)
      return E.left(change._tag === 'paid' ? { _tag: 'UnknownDeal', deal } : { _tag: 'UnknownPayment', deal, payment });
    const at = momentOn(change.on, zone);
    if (E.isLeft(at)) return at;
    const fact = supposedFact(change, at.right, (supposedFacts += 1));
    if (E.isLeft(fact)) return fact;
    note(fact.right, ['']);
    const step: FactStep = { kind: 'fact', event: fact.right, triggers: pendingFor(fact.right) };
    return E.right(steps.toSpliced(placeAfter(steps, from, at.right), 0, step));
  };

  const applied = (steps: readonly Step[], change: Change): Applied => {
    switch (change._tag) {
      case 'amount':
      case 'credited':
      case 'attributes':
        return replaced(steps, (event) => alteredFact(event, change), { _tag: 'UnknownDeal', deal: change.deal });
      case 'payment': {
        const { deal, payment } = change;
        return replaced(steps, (event) => alteredFact(event, change), { _tag: 'UnknownPayment', deal, payment });
      }
      case 'happened':
        return moved(steps, change);
      case 'without':
        return left(steps, change.event);
      case 'refunded':
      case 'paid':
        return added(steps, change);
    }
  };

  let steps = recorded;
  for (const change of changes) {
    const next = applied(steps, change);
    if (E.isLeft(next)) return next;
    steps = next.right;
  }
  return E.right({ steps: inOrderOfDeals(steps, touched), supposed, touched });
};

const find = (
  steps: readonly Step[],
  event: RecordedEvent | undefined,
): Readonly<{ place: number; step: FactStep }> | undefined => {
  const place = steps.findIndex((step) => step.kind === 'fact' && step.event.id === event?.id);
  const step = steps[place];
  return step?.kind === 'fact' ? { place, step } : undefined;
};

/** Without these facts, and without what followed from them. */
const without = (steps: readonly Step[], gone: readonly FactStep[]): readonly Step[] => {
  const facts = new Set(gone.map(({ event }) => event.id));
  const followed = new Set(gone.flatMap(({ triggers }) => triggers.map(({ key }) => key)));
  return steps.filter((step) => !(step.kind === 'fact' ? facts.has(step.event.id) : followed.has(step.to.key)));
};

const happenedAt = <Event extends RecordedEvent>(
  event: Event,
  occurredAt: RecordedEvent['data']['occurredAt'],
): Event => ({ ...event, data: { ...event.data, occurredAt } });

const untraced = (pending: Pending): Pending => ({ ...pending, traced: false });

const pendingFor = (event: RecordedEvent): readonly Pending[] =>
  triggersIn([event])
    .filter(isOnDeal)
    .map((trigger) => ({
      key: keyOfTrigger(trigger),
      trigger,
      partners: new Set(),
      traced: false,
      reacted: false,
    }));

/** On deals of which something is otherwise, what comes first stands first again. What holds from the start still does. */
const inOrderOfDeals = (steps: readonly Step[], touched: ReadonlySet<string>): readonly Step[] => {
  const next = new Map<string, number>();
  return steps.map((step) => {
    if (step.kind !== 'fact' || step.event.revision < 0 || !touched.has(step.event.stream)) return step;
    const revision = next.get(step.event.stream) ?? 0;
    next.set(step.event.stream, revision + 1);
    return { ...step, event: { ...step.event, revision } };
  });
};

const nothingAt = ({ stream, revision }: EventAt): LedgerFailure => ({
  _tag: 'InvalidInput',
  problems: [
    { path: '/event', message: `must be a fact about these accounts, and event ${revision} of ${stream} is none` },
  ],
});
