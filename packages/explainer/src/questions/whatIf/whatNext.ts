import { localDate, type LocalDate } from '@commission-ledger/calendar';
import { booked, fact, sum, type Node } from '@commission-ledger/calculation';
import { type AccountRef, type RecordedEvent } from '@commission-ledger/events';
import { eventRef, recited, whatIf, type SupposedDeal, type WhatIf } from '@commission-ledger/ledger';
import { money, toJson, zero, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../../document/reply.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { accountWithId } from '../standing/readAccount.ts';
import { bandRows } from './bandRows.ts';
import { asExplainFailure } from './asExplainFailure.ts';
import { lastOwnWin } from './lastOwnWin.ts';
import { plansIn } from './plansIn.ts';
import { tierRows } from './tierRows.ts';

/**
 * What is asked: whose account, on which local day (`YYYY-MM-DD`), and how much more is brought, in its currency (1000.00 unless said),
 * with a deal that has the attributes of the partner's last one, or those given.
 */
export type WhatNextQuestion = Readonly<{
  subject: Subject & Readonly<{ kind: 'account' }>;
  on: string;
  amount?: string;
}>;

/** How far the next tier is, what the next sale would earn as things stand, and what once that tier is reached. */
export const whatNext = async ({ store, sources }: Asking, question: WhatNextQuestion): Answer<Reply> => {
  const { subject, amount: told = '1000.00' } = question;
  const account = accountWithId(subject.id);
  if (account === undefined) return E.left({ _tag: 'UnknownSubject', subject: subject.id });
  const amount = money(told, account.currency);
  if (E.isLeft(amount)) return E.left({ _tag: 'InvalidQuestion', field: 'amount', problem: 'is no amount' });
  const date = localDate(question.on);
  if (E.isLeft(date)) return E.left({ _tag: 'InvalidQuestion', field: 'on', problem: 'must be a date, YYYY-MM-DD' });
  const on = date.right;
  const zone = await programZoneOf(sources, account.program);
  if (E.isLeft(zone)) return zone;
  const like = await lastOwnWin(store, sources, account);
  if (E.isLeft(like)) return like;
  const found = await whatIf(store, dealOf(account, on, told, like.right));
  if (E.isLeft(found)) return E.left(asExplainFailure(found.left));
  const own = ownPart(found.right, account.partner);
  const commissions = own.commissions.filter((each) => each.amount.currency === account.currency);
  const worth = totalOf(commissions.map(({ root }) => root));
  const tiers = await tierRows(sources, own, amount.right);
  if (E.isLeft(tiers)) return tiers;
  const bands = await bandRows(
    sources,
    commissions.map(({ root }) => root),
  );
  if (E.isLeft(bands)) return bands;
  const plans = await plansIn(sources, [...commissions.map(({ root }) => root), ...tiers.right.nodes]);
  if (E.isLeft(plans)) return plans;
  const holes = { amount: toJson(amount.right) };
  return E.right(
    composeReply({
      question: 'what-if',
      subject,
      asked: { on, amount: told },
      partner: account.partner,
      program: zone.right.source,
      title: { key: 'whatNextTitle', holes: { ...holes, partner: account.partner, on } },
      verdict: [
        worth === undefined
          ? { key: 'whatNextNothing', holes }
          : { key: 'whatNextEarns', holes: { ...holes, worth: toJson(worth.amount) } },
        ...tiers.right.verdict,
      ],
      amount: worth?.amount ?? zero(amount.right.currency),
      ...(worth === undefined ? {} : { root: worth.node }),
      rows: [
        supposedRow(like.right, amount.right),
        ...commissions.map(({ clause, amount: earned, root }): DraftRow => ({
          said: { key: 'whatNextClause', holes: { clause } },
          amount: earned,
          counts: true,
          node: root,
        })),
        ...tiers.right.rows,
        ...bands.right,
        ...own.setAside.map((reason): DraftRow => ({ said: { key: 'whatNextSetAside', holes: { reason } } })),
      ],
      searched: [],
      plans: plans.right,
      effective: on,
    }),
  );
};

const dealOf = (
  { program, partner, currency }: AccountRef,
  date: LocalDate,
  amount: string,
  like: RecordedEvent<'DealWon'> | undefined,
): SupposedDeal => ({
  program,
  partner,
  currency,
  date,
  deal: amount,
  payment: amount,
  attributes: like?.data.attributes ?? {},
});

/** What is recorded stays cited; what is supposed has no frame that could be. */
const citeRecorded = recited((refs) => (refs.some(({ hash }) => hash === '') ? [] : refs));

const ownPart = ({ commissions, nothing, tiers, setAside }: WhatIf, partner: string): WhatIf => ({
  commissions: commissions
    .filter((each) => each.partner === partner)
    .map((each) => ({ ...each, root: citeRecorded(each.root) })),
  nothing: nothing
    .filter((each) => each.partner === partner)
    .map((each) => ({ ...each, because: each.because.map(citeRecorded) })),
  tiers: tiers.filter((each) => each.partner === partner),
  setAside,
});

const supposedRow = (like: RecordedEvent<'DealWon'> | undefined, amount: Money): DraftRow => ({
  said:
    like === undefined ? { key: 'whatNextPlain', holes: {} } : { key: 'whatNextLike', holes: { deal: like.data.deal } },
  node: fact(booked(amount), [], 'deal'),
  ...(like === undefined ? {} : { from: [eventRef(like, '/attributes')] }),
});

const totalOf = (roots: readonly Node[]): Readonly<{ amount: Money; node: Node }> | undefined => {
  const [first, ...others] = roots;
  const node = first === undefined || others.length === 0 ? first : sum(roots);
  return node?.value._tag === 'money' ? { amount: node.value.money, node } : undefined;
};
