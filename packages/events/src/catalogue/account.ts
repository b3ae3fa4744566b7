import * as t from 'io-ts';
import { Id } from '../id.ts';
import { CauseRef, CounterValue, PlainText, Sha256, Whole, WindowKey } from './vocabulary.ts';

/** The account an event belongs to. */
export const account = { program: Id, partner: Id };

/** An event elsewhere, by where it stands. */
export const EventAt = t.readonly(t.strict({ stream: t.string, revision: Whole, id: t.string }));

/** What caused the entry: the cause, the event that told of it, and the partner credited with the deal. */
export const source = { cause: CauseRef, deal: Id, causeEvent: EventAt, referrer: Id };

/**
 * How a counter of the plan moved, in the window named. `since` is the revision, in this stream, of the event
 * that left it at `before`; `null` when nothing had moved it in this window. `refunds` is what a refund of the cause
 * will do to it, where the plan says it for this counter; `earnedBy` are the rules whose commission it counts, which
 * lower it by what is taken back of them.
 */
export const CounterMoved = t.readonly(
  t.intersection([
    t.type({
      plan: Id,
      counter: Id,
      window: WindowKey,
      before: CounterValue,
      after: CounterValue,
      since: t.union([Whole, t.null]),
    }),
    t.partial({
      refunds: t.union([t.literal('lower'), t.literal('whole'), t.literal('keep')]),
      earnedBy: t.readonlyArray(Id),
    }),
  ]),
);

/** The clause that was applied: a rule of one immutable plan version. */
export const RuleApplied = t.readonly(
  t.strict({ plan: Id, version: Whole, hash: Sha256, rule: Id, clause: PlainText }),
);
