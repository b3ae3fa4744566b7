import type { LocalDate } from '@commission-ledger/calendar';
import { booked, fact } from '@commission-ledger/calculation';
import { accountOfStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { dayIn } from '../standing/lineRow.ts';
import { dayOfAnswer } from '../standing/readAccount.ts';
import { paidSince, type PaidSince } from './paidSince.ts';
import { schedulesOn, payoutDaysOf } from './schedules.ts';
import { toldPayout, type ToldPayout } from './toldPayout.ts';
import { issuedRow } from './whenEntry.ts';
import { outcomeRows } from './dayRows.ts';

/** When a payout arrives, or arrived; of one that did not, when what it paid is paid. */
export const whenPayout = async (asking: Asking, id: string, asked: LocalDate | undefined): Answer<Reply> => {
  const at = await asking.sources.index.lookUp('payout', id);
  const account = at && accountOfStream(at.stream);
  if (account === undefined) return E.left({ _tag: 'UnknownSubject', subject: id });
  const told = await toldPayout(asking, account, id);
  if (E.isLeft(told)) return told;
  const program = await programZoneOf(asking.sources, account.program);
  if (E.isLeft(program)) return program;
  const on = await dayOfAnswer(asking, program.right, asked);
  if (E.isLeft(on)) return on;
  const { issued, ended } = told.right;
  const { data } = issued;
  const isReturned = ended !== undefined && ended.type !== 'PayoutSettled';
  const since = isReturned ? await paidSince(asking, account, issued) : E.right(undefined);
  if (E.isLeft(since)) return since;
  const schedule = since.right?.isOpen === true ? await schedulesOn(asking, on.right).of(account) : undefined;
  const days = schedule === undefined ? [] : payoutDaysOf(schedule);
  const paying = days.findIndex(({ outcome }) => outcome._tag === 'pays');
  const again = days[paying];
  const upTo = `${ended?.revision ?? issued.revision}`;
  const net = data.net ?? data.amount;
  return E.right(
    composeReply({
      question: 'when',
      subject: { kind: 'payout', id },
      asked: asked === undefined ? {} : { on: asked },
      partner: account.partner,
      program: program.right.source,
      title: { key: 'whenTitle', holes: { subject: id, partner: account.partner } },
      amount: net,
      root: fact(booked(net), [eventRef(issued, data.net === undefined ? '/amount' : '/net')], 'net'),
      verdict: [
        ...verdictOf(told.right, program.right, on.right),
        ...sinceSaid(since.right, program.right),
        ...(again === undefined ? [] : [{ key: 'whenExpected', holes: { date: again.date } } as const]),
      ],
      rows: [
        { said: { key: 'whenIssued', holes: { date: data.date } }, gate: 'passed', from: [eventRef(issued, '/date')] },
        issuedRow(issued),
        ...endRows(ended, issued, program.right),
        ...outcomeRows(again === undefined ? days : days.slice(0, paying + 1)),
      ],
      searched: [{ source: issued.stream, from: `${issued.revision}`, to: upTo, watermark: upTo }],
      plans: [],
      effective: on.right,
    }),
  );
};

const verdictOf = ({ issued, ended }: ToldPayout, program: ProgramZone, on: LocalDate): readonly Said[] => {
  const { payout, date } = issued.data;
  if (ended === undefined)
    return [date < on ? { key: 'whenUnconfirmed', holes: { date } } : { key: 'whenOnItsWay', holes: { date, payout } }];
  if (ended.type === 'PayoutSettled')
    return [{ key: 'whenArrived', holes: { date: dayIn(program, ended.data.occurredAt), payout } }];
  return [{ key: 'whenReturned', holes: { payout, reason: ended.data.reason } }];
};

/** What became of the amounts of a payout that did not arrive. */
const sinceSaid = (since: PaidSince | undefined, program: ProgramZone): readonly Said[] => {
  if (since === undefined) return [];
  const { payouts, isOpen } = since;
  const paid = payouts.map(({ issued, ended }): Said => {
    const { payout, date } = issued.data;
    return ended?.type === 'PayoutSettled'
      ? { key: 'whenPaidSince', holes: { payout, date: dayIn(program, ended.data.occurredAt) } }
      : { key: 'whenSentSince', holes: { payout, date } };
  });
  if (!isOpen) return paid;
  return [...paid, { key: payouts.length === 0 ? 'whenOpenAgain' : 'whenRestOpen', holes: {} }];
};

const endRows = (
  ended: ToldPayout['ended'],
  { data: { payout, date } }: RecordedEvent<'PayoutIssued'>,
  program: ProgramZone,
): readonly DraftRow[] => {
  if (ended === undefined) return [];
  if (ended.type !== 'PayoutSettled') {
    const said = { key: 'whenReturnedRow', holes: { payout, date, reason: ended.data.reason } } as const;
    return [{ said, gate: 'failed', from: [eventRef(ended, '/reason')] }];
  }
  const { reference, occurredAt } = ended.data;
  const said = { key: 'whenSettled', holes: { date: dayIn(program, occurredAt), reference } } as const;
  return [{ said, gate: 'passed', from: [eventRef(ended, '/reference')] }];
};
