import { fact, guard, text } from '@commission-ledger/calculation';
import type { LocalDate } from '@commission-ledger/calendar';
import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { deferrals, eachDocument, entries, payoutPostings, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { accountKeyOf } from '../standing/readAccount.ts';
import { deferredGate } from './deferredGate.ts';
import type { LookedAt } from './gate.ts';
import { momentsOf } from './moments.ts';

/** What earned: an accrual, or what a new calculation added to one. */
export type EarnedEvent = RecordedEvent<'AccrualPosted' | 'TrueUpPosted'>;

/** Its id, and the kind of entry that it is. */
export const entryIn = (event: EarnedEvent): Readonly<{ kind: 'accrual' | 'true-up'; id: string }> =>
  event.type === 'AccrualPosted'
    ? { kind: 'accrual', id: event.data.accrual }
    : { kind: 'true-up', id: event.data.trueUp };

/** What an entry is asked about: the day of the answer, and the payout in which it is missed. */
export type PaidAsked = Readonly<{
  on: LocalDate;
  program: ProgramZone;
  payout?: RecordedEvent<'PayoutIssued'>;
}>;

/** It has matured: before the cut-off of the payout in which it is missed, or by the day of the answer. */
export const maturedGate = (accrual: EarnedEvent, { on, payout }: PaidAsked): LookedAt => {
  const { maturesOn, earnedOn } = accrual.data;
  const ref = eventRef(accrual, '/maturesOn');
  const matures = fact(text(maturesOn), [ref], 'matures-on');
  if (payout !== undefined) {
    const { cutOff, payout: id } = payout.data;
    const node = guard('lt', [matures, fact(text(cutOff), [eventRef(payout, '/cutOff')], 'cut-off')]);
    const holes = { matures: maturesOn, cutOff, payout: id };
    return maturesOn < cutOff
      ? { state: 'passed', said: { key: 'whyNotBeforeCutOff', holes }, node }
      : {
          state: 'failed',
          said: { key: 'whyNotAfterCutOff', holes },
          node,
        };
  }
  const holes = { matures: maturesOn, earned: earnedOn };
  return maturesOn <= on
    ? { state: 'passed', said: { key: 'whyNotMatured', holes }, from: [ref] }
    : {
        state: 'failed',
        said: { key: 'whyNotStillMaturing', holes },
        from: [ref],
      };
};

/** It stands in the payout in which it is missed; or it was recorded later, or another payout has it. */
export const inPayoutGate = async (
  asking: Asking,
  accrual: EarnedEvent,
  asked: PaidAsked,
): Answer<readonly LookedAt[]> => {
  const { payout, program } = asked;
  if (payout === undefined) return payingGates(asking, accrual, asked);
  const { payout: id, lines, date } = payout.data;
  const { kind, id: entry } = entryIn(accrual);
  const place = lines.findIndex((line) => line.kind === kind && line.entry === entry);
  if (place >= 0) {
    const listed: LookedAt = {
      state: 'passed',
      said: { key: 'whyNotListed', holes: { payout: id, date } },
      from: [eventRef(payout, `/lines/${place}/entry`)],
    };
    const settled = await settledGate(asking, payout, program);
    if (E.isLeft(settled)) return settled;
    return settled.right.state === 'failed'
      ? sinceReturned(asking, accrual, asked, { returned: payout, listed, ended: settled.right })
      : E.right([listed, settled.right]);
  }
  if (payout.stream !== accrual.stream) {
    const holes = { payout: id };
    return E.right([
      {
        state: 'failed',
        said: { key: 'whyNotOtherAccount', holes },
        from: [eventRef(payout, '/payout'), eventRef(accrual, '/amount')],
      },
    ]);
  }
  if (accrual.revision > payout.revision) return E.right([recordedLater(accrual, payout, program)]);
  return payingGates(asking, accrual, asked);
};

const recordedLater = (
  accrual: EarnedEvent,
  payout: RecordedEvent<'PayoutIssued'>,
  { zone }: ProgramZone,
): LookedAt => {
  const { on, recorded } = momentsOf(accrual, zone);
  const holes = { on, recorded, payout: payout.data.payout, issued: momentsOf(payout, zone).recorded };
  return {
    state: 'failed',
    said: { key: 'whyNotRecordedLater', holes },
    from: [eventRef(accrual, '/occurredAt'), eventRef(payout, '/cutOff')],
  };
};

type Returned = Readonly<{ returned: RecordedEvent<'PayoutIssued'>; listed: LookedAt; ended: LookedAt }>;

/** The payout in which it is missed had it, and did not arrive: where it has been since decides. */
const sinceReturned = async (
  asking: Asking,
  accrual: EarnedEvent,
  asked: PaidAsked,
  { returned, listed, ended }: Returned,
): Answer<readonly LookedAt[]> => {
  const { payout: id } = returned.data;
  if ((await takenBy(asking, accrual)) === id) return waitingAgain(asking, accrual, asked, { returned, listed, ended });
  const now = await payingGates(asking, accrual, asked);
  if (E.isLeft(now)) return now;
  const { said, from = [] } = ended;
  const had: LookedAt = { ...listed, rows: [{ said: againSaid(said), from }] };
  return E.right([had, ...now.right.map((gate) => insteadOf(id, gate))]);
};

/** No payout has taken it since: what stood in the way of those that came. */
const waitingAgain = async (
  asking: Asking,
  accrual: EarnedEvent,
  asked: PaidAsked,
  { returned, listed, ended }: Returned,
): Answer<readonly LookedAt[]> => {
  const since = await notTaken(asking, accrual, asked, returned.revision);
  return E.map((gates: readonly LookedAt[]) => [listed, ended, ...gates])(since);
};

/** What became of a payout, where it is not the end of it. */
const againSaid = (said: Said): Said => {
  if (said.key === 'whyNotPayoutFailed') return { ...said, key: 'whyNotPayoutFailedThen' };
  return said.key === 'whyNotPayoutVoided' ? { ...said, key: 'whyNotPayoutVoidedThen' } : said;
};

/** The payout that has it now, told as the one that came in the place of another. */
const insteadOf = (payout: string, gate: LookedAt): LookedAt => {
  const { said } = gate;
  if (said.key === 'whyNotListed') {
    const { payout: instead, date } = said.holes;
    return { ...gate, paid: { key: 'whyNotPaidInstead', holes: { payout, instead, date } } };
  }
  if (said.key !== 'whyNotOnItsWay') return gate;
  const { payout: instead, date } = said.holes;
  return { ...gate, verdict: { key: 'whyNotOnItsWayInstead', holes: { payout, instead, date } } };
};

const accountIn = ({ data }: EarnedEvent): AccountRef => ({
  program: data.program,
  partner: data.partner,
  currency: data.amount.currency,
});

/** The payout that listed it last, whether it arrived or not. */
const takenBy = async ({ documents }: Asking, accrual: EarnedEvent): Promise<string | undefined> => {
  const { kind, id } = entryIn(accrual);
  const key = `${accountKeyOf(accountIn(accrual))}/${accrual.data.maturesOn}/${kind}/${id}`;
  const entry = await readDocument(documents, entries, key);
  return entry?.payout ?? undefined;
};

/** A payout took it, and arrived; or the reason why not. */
const payingGates = async (asking: Asking, accrual: EarnedEvent, asked: PaidAsked): Answer<readonly LookedAt[]> => {
  const taking = await takenBy(asking, accrual);
  if (taking === undefined) return notTaken(asking, accrual, asked, accrual.revision);
  const at = await asking.sources.index.locate('payout', taking);
  if (E.isLeft(at)) return at;
  const issued = await asking.sources.events.read('PayoutIssued', at.right);
  if (E.isLeft(issued)) return issued;
  const settled = await settledGate(asking, issued.right, asked.program);
  if (E.isLeft(settled)) return settled;
  const { payout, date } = issued.right.data;
  const listed: LookedAt = {
    state: 'passed',
    said: { key: 'whyNotListed', holes: { payout, date } },
    from: [eventRef(issued.right, '/payout')],
  };
  return settled.right.state === 'failed'
    ? waitingAgain(asking, accrual, asked, { returned: issued.right, listed, ended: settled.right })
    : E.right([listed, settled.right]);
};

/** No payout has it: why those since a record of its account did not take it. */
const notTaken = async (
  asking: Asking,
  accrual: EarnedEvent,
  { on }: PaidAsked,
  since: number,
): Answer<readonly LookedAt[]> => {
  const account = accountIn(accrual);
  let latest: Readonly<{ stream: string; revision: number }> | undefined;
  for await (const deferral of eachDocument(asking.documents, deferrals, { prefix: `${accountKeyOf(account)}/` })) {
    const isAfter = deferral.event.revision > since && deferral.cutOff > accrual.data.maturesOn;
    if (isAfter && deferral.date <= on) latest = deferral.event;
  }
  if (latest !== undefined) {
    const deferred = await asking.sources.events.read('PayoutDeferred', latest);
    return E.map((event: RecordedEvent<'PayoutDeferred'>) => [deferredGate(event)])(deferred);
  }
  const holes = { matures: accrual.data.maturesOn };
  return E.right([
    {
      state: 'open',
      said: { key: 'whyNotNoRunYet', holes },
    },
  ]);
};

/** The payout arrived. */
const settledGate = async (
  { documents, sources }: Asking,
  { data }: RecordedEvent<'PayoutIssued'>,
  { zone }: ProgramZone,
): Answer<LookedAt> => {
  const account = { program: data.program, partner: data.partner, currency: data.amount.currency };
  const postings = await readDocument(documents, payoutPostings, `${accountKeyOf(account)}/${data.payout}`);
  const ended = postings?.ended ?? undefined;
  if (ended === undefined) {
    const holes = { payout: data.payout, date: data.date };
    return E.right({
      state: 'open',
      said: { key: 'whyNotOnItsWay', holes },
    });
  }
  const end = await sources.events.readAny(ended.event);
  if (E.isLeft(end)) return end;
  const { right: event } = end;
  const { on } = momentsOf(event, zone);
  if (event.type === 'PayoutSettled') {
    const { payout, reference, amount } = event.data;
    return E.right({
      state: 'passed',
      said: {
        key: 'whyNotArrived',
        holes: { payout, on, reference, amount: toJson(amount), currency: amount.currency },
      },
      from: [eventRef(event, '/reference')],
    });
  }
  const reason = event.type === 'PayoutFailed' || event.type === 'PayoutVoided' ? event.data.reason : '';
  const holes = { payout: data.payout, on, reason };
  const failed = event.type === 'PayoutFailed';
  return E.right({
    state: 'failed',
    said: failed ? { key: 'whyNotPayoutFailed', holes } : { key: 'whyNotPayoutVoided', holes },
    from: [eventRef(event, '/reason')],
  });
};
