import { booked, fact, sub, sum as sumNode, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { add, isZero, subtract, toJson, zero } from '@commission-ledger/money';
import { accrualHolds, readDocument, type HoldStep } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import type { BookedOnDeal } from './bookedOnDeal.ts';
import type { LookedAt } from './gate.ts';
import { momentsOf } from './moments.ts';

type Accrual = RecordedEvent<'AccrualPosted'>;

/** It was not taken back, or not all of it. */
export const takenBackGate = async (
  { sources }: Asking,
  accrual: Accrual,
  { reversals }: BookedOnDeal,
  { zone }: ProgramZone,
): Answer<LookedAt> => {
  const own = reversals.filter(({ data }) => data.accrual === accrual.data.accrual);
  if (own.length === 0) return E.right({ state: 'passed', said: { key: 'whyNotNotTakenBack', holes: {} } });
  const { amount } = accrual.data;
  const taken = own.map(({ data }) => data.amount).reduce(add, zero(amount.currency));
  const left = subtract(amount, taken);
  const rows: DraftRow[] = [];
  const causes: RecordedEvent[] = [];
  for (const reversal of own) {
    const cause = await sources.events.readAny(reversal.data.causeEvent);
    if (E.isLeft(cause)) return cause;
    causes.push(cause.right);
    const ref = eventRef(reversal, '/amount');
    rows.push({
      said: becauseSaid(cause.right, momentsOf(cause.right, zone).on),
      amount: reversal.data.amount,
      node: fact(booked(reversal.data.amount), [ref], 'reversal'),
      proof: reversal.data.reversal,
      from: [eventRef(cause.right, ''), ref],
    });
  }
  const parts = rows.flatMap(({ node }) => node ?? []);
  const node: Node = sub(fact(booked(amount), [eventRef(accrual, '/amount')], 'accrual'), sumNode(parts));
  const holes = { taken: toJson(taken), left: toJson(left), currency: amount.currency };
  if (!isZero(left)) return E.right({ state: 'passed', said: { key: 'whyNotPartTakenBack', holes }, rows });
  return E.right({
    state: 'failed',
    said: { key: 'whyNotTakenBack', holes },
    node,
    rows,
    flips: [
      {
        said: { key: 'whyNotFlipWithout', holes: {} },
        changes: causes.map(({ stream, revision }) => ({ _tag: 'without', event: { stream, revision } })),
      },
    ],
  });
};

const becauseSaid = (cause: RecordedEvent, on: string): Said => {
  if (cause.type === 'PaymentRefunded') {
    const { refund, amount, reason } = cause.data;
    return { key: 'whyNotRefunded', holes: { refund, amount: toJson(amount), currency: amount.currency, on, reason } };
  }
  return cause.type === 'DealCancelled'
    ? { key: 'whyNotCancelled', holes: { on, reason: cause.data.reason } }
    : { key: 'whyNotAmendedAway', holes: { on } };
};

/** Nobody keeps it out of payouts. */
export const heldGate = async (
  { documents, sources }: Asking,
  { data: { accrual, program, partner, amount } }: Accrual,
  zone: ProgramZone,
): Answer<LookedAt> => {
  const account = { program, partner, currency: amount.currency };
  const found = await readDocument(documents, accrualHolds, `${accountKeyOf(account)}/${accrual}`);
  const standing = new Map<string, HoldStep>();
  for (const step of found?.steps ?? []) {
    if (step.isHeld) standing.set(step.holder, step);
    else standing.delete(step.holder);
  }
  const [first] = standing.values();
  if (first === undefined) return E.right({ state: 'passed', said: { key: 'whyNotNotHeld', holes: {} } });
  const held = await sources.events.read('AccrualHeld', first.event);
  if (E.isLeft(held)) return held;
  const { reason } = held.right.data;
  const holes = { reason, on: momentsOf(held.right, zone.zone).on };
  return E.right({
    state: 'failed',
    said: { key: 'whyNotHeld', holes },
    from: [eventRef(held.right, '/reason')],
  });
};
