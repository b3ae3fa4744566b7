import type { LocalDate } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { dealStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { leadOf, entriesOfDeal, entryOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { accountMoveOf } from '../standing/accountMove.ts';
import { dayIn } from '../standing/lineRow.ts';
import { dayOfAnswer } from '../standing/readAccount.ts';
import { outcomeRows } from './dayRows.ts';
import { entryWaitOf, type EntryWait } from './entryWait.ts';
import { schedulesOn, type Schedules } from './schedules.ts';
import { heldRow, mayChange } from './whenEntry.ts';

/** Whose part of which deal, or of what a lead became, and on which day. */
export type DealWaiting = Readonly<{ subject: Subject; partner: string | undefined; on: LocalDate | undefined }>;

/** When what a deal earned is paid, entry by entry; of one partner, or of everybody who earned on it. */
export const whenDeal = async (asking: Asking, deal: string, { subject, partner, on }: DealWaiting): Answer<Reply> => {
  const at = await asking.sources.index.lookUp('deal', deal);
  if (at === undefined) return E.left({ _tag: 'UnknownSubject', subject: subject.id });
  const won = await asking.sources.events.read('DealWon', at);
  if (E.isLeft(won)) return won;
  const program = await programZoneOf(asking.sources, won.right.data.program);
  if (E.isLeft(program)) return program;
  const day = await dayOfAnswer(asking, program.right, on);
  if (E.isLeft(day)) return day;
  const parts = await partsOf(asking, schedulesOn(asking, day.right), { deal, partner });
  if (E.isLeft(parts)) return parts;
  const told = await asking.sources.events.readRange(dealStream(deal), 0);
  if (E.isLeft(told)) return told;
  const isPaidFor = told.right.some(({ type }) => type === 'PaymentReceived');
  const upTo = `${told.right.at(-1)?.revision ?? 0}`;
  return E.right(
    composeReply({
      question: 'when',
      subject,
      asked: { ...(partner === undefined ? {} : { partner }), ...(on === undefined ? {} : { on }) },
      ...(partner === undefined ? {} : { partner }),
      program: program.right.source,
      title: { key: 'whenTitleOf', holes: { subject: subject.id } },
      verdict: verdictOf(deal, parts.right, isPaidFor),
      rows: [
        {
          said: { key: 'whenWon', holes: { date: dayIn(program.right, won.right.data.occurredAt) } },
          gate: 'passed',
          from: [eventRef(won.right, '/occurredAt')],
        },
        ...parts.right.map((part) => partRow(part, program.right)),
        ...(parts.right.length === 0 && !isPaidFor
          ? [{ said: { key: 'whenCustomerPays', holes: {} }, gate: 'open' } as const]
          : []),
        ...mayChange(
          { _tag: parts.right.some(({ wait }) => wait._tag === 'expected') ? 'expected' : 'paid' },
          told.right.some(({ type }) => type === 'DealCancelled'),
        ),
      ],
      searched: [{ source: dealStream(deal), from: '0', to: upTo, watermark: upTo }],
      plans: [],
      effective: day.right,
    }),
  );
};

/** When what a lead became is paid; a lead that is no deal has earned nothing. */
export const whenLead = async (asking: Asking, asked: DealWaiting): Answer<Reply> => {
  const { subject, on } = asked;
  const lead = await leadOf(asking.documents, subject.id);
  if (lead === undefined) return E.left({ _tag: 'UnknownSubject', subject: subject.id });
  if (lead.deal !== null) return whenDeal(asking, lead.deal, asked);
  const program = await programZoneOf(asking.sources, lead.program);
  if (E.isLeft(program)) return program;
  const day = await dayOfAnswer(asking, program.right, on);
  if (E.isLeft(day)) return day;
  const told = await asking.sources.events.readRange(`lead-${subject.id}`, 0);
  if (E.isLeft(told)) return told;
  const last = told.right.at(-1);
  const isOver = OVER.has(lead.state);
  const upTo = `${last?.revision ?? 0}`;
  return E.right(
    composeReply({
      question: 'when',
      subject,
      asked: on === undefined ? {} : { on },
      partner: lead.partner,
      program: program.right.source,
      title: { key: 'whenTitle', holes: { subject: subject.id, partner: lead.partner } },
      verdict: [{ key: isOver ? 'whenLeadOver' : 'whenLeadNotWon', holes: { lead: subject.id } }],
      rows: [
        ...(told.right[0] === undefined ? [] : [stepRow('whenReceived', told.right[0], program.right)]),
        {
          said: { key: 'whenBecomesDeal', holes: {} },
          gate: isOver ? 'failed' : 'open',
          ...(last === undefined ? {} : { from: [eventRef(last, '')] }),
        },
        { said: { key: 'whenCustomerPays', holes: {} }, gate: 'not-reached' },
      ],
      searched: [{ source: `lead-${subject.id}`, from: '0', to: upTo, watermark: upTo }],
      plans: [],
      effective: day.right,
    }),
  );
};

const OVER: ReadonlySet<string> = new Set(['rejected', 'duplicate', 'lost', 'expired']);

const stepRow = (key: 'whenReceived', event: RecordedEvent, program: ProgramZone): DraftRow => ({
  said: { key, holes: { date: dayIn(program, event.data.occurredAt) } },
  gate: 'passed',
  from: [eventRef(event, '/occurredAt')],
});

/** One entry that a deal led to. */
type Part = Readonly<{
  partner: string;
  matures: string;
  wait: EntryWait;
  move: NonNullable<ReturnType<typeof accountMoveOf>>;
}>;

const partsOf = async (
  asking: Asking,
  schedules: Schedules,
  { deal, partner }: Readonly<{ deal: string; partner: string | undefined }>,
): Answer<readonly Part[]> => {
  const parts: Part[] = [];
  for await (const { kind, entry, account } of entriesOfDeal(asking.documents, deal)) {
    if (partner !== undefined && account.partner !== partner) continue;
    const row = await entryOf(asking.documents, kind, entry);
    if (row === undefined) continue;
    const event = await asking.sources.events.readAny(row.event);
    if (E.isLeft(event)) return event;
    const move = accountMoveOf(event.right);
    const wait = await entryWaitOf(asking, schedules, account, row);
    if (E.isLeft(wait)) return wait;
    if (move !== undefined) parts.push({ partner: account.partner, matures: row.maturesOn, wait: wait.right, move });
  }
  return E.right(parts);
};

const partRow = ({ partner, matures, wait, move }: Part, program: ProgramZone): DraftRow => ({
  said: partSaid(partner, matures, wait, program),
  gate: wait._tag === 'paid' ? 'passed' : wait._tag === 'expected' || wait._tag === 'on-its-way' ? 'open' : 'failed',
  amount: move.amount,
  node: move.node,
  proof: move.id,
  from: [move.from],
  ...(wait._tag === 'no-date' || wait._tag === 'expected' ? { rows: outcomeRows(wait.days) } : {}),
  ...(wait._tag === 'disputed' ? { rows: wait.held.map((held) => heldRow(held, program)) } : {}),
});

const partSaid = (partner: string, matures: string, wait: EntryWait, program: ProgramZone): Said => {
  switch (wait._tag) {
    case 'paid': {
      const { payout, occurredAt } = wait.settled.data;
      return { key: 'whenEntryPaid', holes: { partner, date: dayIn(program, occurredAt), payout } };
    }
    case 'on-its-way': {
      const { payout, date } = wait.issued.data;
      return { key: 'whenEntryOnItsWay', holes: { partner, date, payout } };
    }
    case 'expected':
      return { key: 'whenEntryExpected', holes: { partner, matures, date: wait.date } };
    case 'disputed':
      return { key: 'whenEntryDisputed', holes: { partner, matures } };
    case 'no-date':
    case 'no-terms':
      return { key: 'whenEntryNoDate', holes: { partner, matures } };
  }
};

const verdictOf = (deal: string, parts: readonly Part[], isPaidFor: boolean): readonly Said[] => {
  if (parts.length === 0)
    return [
      { key: 'whenNothingEarned', holes: { deal } },
      ...(isPaidFor ? [] : [{ key: 'whenNotPaidFor', holes: {} } as const]),
    ];
  const dates = parts.flatMap(({ wait }) => {
    if (wait._tag === 'expected') return [wait.date];
    return wait._tag === 'on-its-way' ? [wait.issued.data.date] : [];
  });
  const isDisputed = parts.some(({ wait }) => wait._tag === 'disputed');
  const disputed: readonly Said[] = isDisputed ? [{ key: 'whenDealDisputed', holes: {} }] : [];
  if (isDisputed || parts.some(({ wait }) => wait._tag === 'no-date' || wait._tag === 'no-terms'))
    return [{ key: 'whenDealNoDate', holes: { deal } }, ...disputed];
  const last = dates.toSorted().at(-1);
  return [
    last === undefined
      ? { key: 'whenDealPaid', holes: { deal } }
      : { key: 'whenDealLast', holes: { deal, date: last } },
  ];
};
