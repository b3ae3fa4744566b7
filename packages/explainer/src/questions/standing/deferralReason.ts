import { booked, fact, guard, param, sub, type Node, type SearchedSource } from '@commission-ledger/calculation';
import { accountStream, partnerStream, payoutRunStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { add, negate, subtract, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, ProgramZone, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { dayIn } from './lineRow.ts';

/** Why nothing was paid on a date, with the records that say so. */
export type DeferralReason = Readonly<{
  said: Said;
  /** What failed; the first row is the condition. */
  rows: readonly DraftRow[];
  plans: readonly PlanSource[];
  searched: readonly SearchedSource[];
}>;

type Deferred = RecordedEvent<'PayoutDeferred'>;

/** Reads what the reason of a deferral rests on. */
export const deferralReasonOf = async (
  sources: Sources,
  program: ProgramZone,
  deferred: Deferred,
): Answer<DeferralReason> => {
  const { amount: due, date, reason } = deferred.data;
  const holes = { amount: toJson(due), currency: due.currency, date };
  const told = (key: Told, rows: readonly DraftRow[], searched: readonly SearchedSource[] = []) =>
    E.right({ said: { key, holes } as const, rows, plans: [], searched });
  switch (reason) {
    case 'below-minimum':
      return belowMinimum(sources, deferred);
    case 'negative-balance': {
      const owed = negate(due);
      const node = guard('ge', [dueNode(deferred), sub(dueNode(deferred), dueNode(deferred), { name: 'nothing' })]);
      return E.right({
        said: { key: 'deferralNegative', holes: { owed: toJson(owed), currency: due.currency, date } },
        rows: [{ said: { key: 'deferralAboveZero', holes: {} }, gate: 'failed', node }],
        plans: [],
        searched: [],
      });
    }
    case 'no-destination': {
      const known = await partnerBefore(sources, deferred);
      if (E.isLeft(known)) return known;
      const stream = partnerStream(deferred.data.partner);
      const watermark = `${known.right.at(-1)?.revision ?? -1}`;
      return told(
        'deferralNoDestination',
        [
          {
            said: { key: 'deferralKnowsDestination', holes: {} },
            gate: 'failed',
            from: [eventRef(deferred, '/reason')],
          },
        ],
        [{ source: stream, from: '0', to: date, watermark }],
      );
    }
    case 'destination-changed': {
      const known = await partnerBefore(sources, deferred);
      if (E.isLeft(known)) return known;
      const changed = known.right.findLast(({ type }) => type === 'PayoutDestinationChanged');
      if (changed === undefined) return told('deferralDestinationChanged', []);
      const until = deferred.data.until ?? date;
      const said = {
        key: 'deferralDestinationRow',
        holes: { changed: dayIn(program, changed.data.occurredAt), until },
      } as const;
      const from = [eventRef(changed, '/reference'), eventRef(deferred, '/until')];
      return told('deferralDestinationChanged', [{ said, gate: 'failed', from }]);
    }
    case 'suspended': {
      const known = await partnerBefore(sources, deferred);
      if (E.isLeft(known)) return known;
      const rows = known.right.flatMap((event) => suspendedRow(event, deferred)).slice(-1);
      return told('deferralSuspended', rows);
    }
    case 'disputed': {
      const held = await heldBefore(sources, program, deferred);
      return E.isLeft(held) ? held : told('deferralDisputed', held.right);
    }
    case 'changed-since-prepared': {
      const prepared = await sources.events.readRange(payoutRunStream(deferred.data.run), 0);
      if (E.isLeft(prepared)) return prepared;
      const rows = prepared.right.flatMap((event): readonly DraftRow[] => {
        if (event.type !== 'PayoutRunPrepared') return [];
        const { occurredAt, preparedBy: by } = event.data;
        const said = { key: 'deferralPreparedRow', holes: { date: dayIn(program, occurredAt), by } } as const;
        return [{ said, gate: 'failed', from: [eventRef(event, '/proposalsHash')] }];
      });
      return told('deferralChangedSince', rows.slice(-1));
    }
    case 'no-rate':
      return told(
        'deferralNoRate',
        [{ said: { key: 'deferralRateRow', holes: { date } }, gate: 'failed', from: [eventRef(deferred, '/reason')] }],
        [{ source: 'fx', from: date, to: date, watermark: deferred.recordedAt }],
      );
  }
};

type Told =
  | 'deferralNoDestination'
  | 'deferralChangedSince'
  | 'deferralDestinationChanged'
  | 'deferralSuspended'
  | 'deferralDisputed'
  | 'deferralNoRate';

/** What was due, as the deferral says. */
export const dueNode = (deferred: Deferred): Node =>
  fact(booked(deferred.data.amount), [eventRef(deferred, '/amount')], 'matured');

const belowMinimum = async (sources: Sources, deferred: Deferred): Answer<DeferralReason> => {
  const { amount, terms, date } = deferred.data;
  const applied = await appliedPlanOf(sources, terms);
  if (E.isLeft(applied)) return applied;
  const { plan, version, hash } = terms;
  const minimum = param(booked(terms.minimum), { plan, version, hash }, '/payout/minimum', 'minimum');
  const due = dueNode(deferred);
  const missing = subtract(terms.minimum, amount);
  return E.right({
    said: {
      key: 'deferralMinimum',
      holes: {
        amount: toJson(amount),
        currency: amount.currency,
        date,
        minimum: toJson(terms.minimum),
        missing: toJson(missing),
      },
    },
    rows: [
      {
        said: { key: 'deferralReached', holes: { minimum: toJson(terms.minimum) } },
        gate: 'failed',
        node: guard('ge', [due, minimum], { plan, version, hash }),
      },
      { said: { key: 'deferralMinimumRow', holes: {} }, amount: add(missing, amount), node: minimum },
      { said: { key: 'deferralMissingRow', holes: {} }, amount: missing, node: sub(minimum, due) },
    ],
    plans: [applied.right.source],
    searched: [],
  });
};

/** What was known of the partner when nothing was paid. */
const partnerBefore = async (sources: Sources, deferred: Deferred): Answer<readonly RecordedEvent[]> => {
  const all = await sources.events.readRange(partnerStream(deferred.data.partner), 0);
  return E.map((events: readonly RecordedEvent[]) =>
    events.filter(({ recordedAt }) => recordedAt <= deferred.recordedAt),
  )(all);
};

const suspendedRow = (event: RecordedEvent, { data: { program, date } }: Deferred): readonly DraftRow[] => {
  if (event.type !== 'PartnerSuspended' || event.data.program !== program || event.data.from > date) return [];
  const { from, reason } = event.data;
  const said = { key: 'deferralSuspendedRow', holes: { from, reason } } as const;
  return [{ said, gate: 'failed', from: [eventRef(event, '/from')] }];
};

/** More disputes than these are not told one by one. */
const MOST_HELD = 12;

/** What held accruals then, in the account of the deferral. */
const heldBefore = async (sources: Sources, program: ProgramZone, deferred: Deferred): Answer<readonly DraftRow[]> => {
  const { partner, program: home, amount } = deferred.data;
  const stream = accountStream({ program: home, partner, currency: amount.currency });
  const before = await sources.events.readRange(stream, 0, deferred.revision);
  if (E.isLeft(before)) return before;
  const held = new Map<string, RecordedEvent<'AccrualHeld'>>();
  for (const event of before.right) {
    if (event.type === 'AccrualHeld') held.set(keyOf(event), event);
    if (event.type === 'AccrualReleased') held.delete(keyOf(event));
  }
  return E.right(
    [...held.values()].slice(0, MOST_HELD).map((event) => ({
      said: {
        key: 'deferralHeldRow',
        holes: { from: dayIn(program, event.data.occurredAt), reason: event.data.reason },
      },
      gate: 'failed',
      proof: event.data.accrual,
      from: [eventRef(event, '/reason')],
    })),
  );
};

const keyOf = ({ data: { accrual, by } }: RecordedEvent<'AccrualHeld' | 'AccrualReleased'>): string =>
  `${accrual} ${by?.kind ?? ''} ${by?.id ?? ''}`;
