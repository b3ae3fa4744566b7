import { dateOf } from '@commission-ledger/calendar';
import { counterfactual, type Change, type Counterfactual } from '@commission-ledger/ledger';
import { isNegative, negate, toJson, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../../document/reply.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { creditedFirst, dealSceneOf } from '../gates/dealScene.ts';
import { asExplainFailure } from './asExplainFailure.ts';
import { changesAsText } from './changesAsked.ts';
import { changedEntries, currencyOf, dayOfEntry, entryRow, totalsOf, type Totals } from './entryRows.ts';
import { plansIn } from './plansIn.ts';
import { refundWindowRows } from './refundWindow.ts';
import { suppositionRows } from './suppositionRows.ts';

/** What is asked: whose account (the first who is credited with the deal now, unless said), and what is supposed. */
export type WhatIfQuestion = Readonly<{
  subject: Subject & Readonly<{ kind: 'deal' }>;
  partner?: string;
  changes: readonly Change[];
}>;

/**
 * What a partner's account would have if some things had been otherwise: the difference, and every entry that would be
 * another one, with the calculation as it is and as it would be. Facts without events are those that are supposed.
 */
export const whatWouldBe = async ({ store, sources }: Asking, question: WhatIfQuestion): Answer<Reply> => {
  const { subject, changes } = question;
  const scene = await dealSceneOf(sources, subject.id);
  if (E.isLeft(scene)) return scene;
  if (scene.right === undefined) return E.left({ _tag: 'UnknownSubject', subject: subject.id });
  const { won } = scene.right;
  const { program, occurredAt } = won.data;
  const partner = question.partner ?? creditedFirst(scene.right) ?? '';
  const { zone } = scene.right.program;
  const found = await counterfactual(store, { program, partner, deals: [subject.id] }, changes);
  if (E.isLeft(found)) return E.left(asExplainFailure(found.left));
  const changed = changedEntries(found.right.entries);
  const supposed = await suppositionRows(sources, changes, zone);
  if (E.isLeft(supposed)) return supposed;
  const window = await refundWindowRows(sources, changes, found.right.entries, zone);
  if (E.isLeft(window)) return window;
  const plans = await plansIn(
    sources,
    changed.flatMap(({ before, after }) => [before, after].flatMap((side) => side?.root ?? [])),
  );
  if (E.isLeft(plans)) return plans;
  const currencies = [...new Set(changed.map(currencyOf))];
  const [only, ...others] = currencies;
  const totals = others.length === 0 ? totalsOf(changed) : undefined;
  const nothing = only ?? found.right.entries.map(currencyOf)[0] ?? won.data.amount.currency;
  const inOrder = changed.toSorted((a, b) =>
    dayOfEntry(a) < dayOfEntry(b) ? -1 : Number(dayOfEntry(a) > dayOfEntry(b)),
  );
  const ofSubject = inOrder.filter(({ deal }) => deal === subject.id);
  const ofOthers = inOrder.filter(({ deal }) => deal !== subject.id);
  const rows = [...ofSubject, ...ofOthers].map((entry): DraftRow => {
    const { counts, ...row } = entryRow(entry);
    return others.length === 0 && counts !== undefined ? { ...row, counts } : row;
  });
  return E.right(
    composeReply({
      question: 'what-if',
      subject,
      asked: { partner, changes: changesAsText(changes) },
      partner,
      program: scene.right.program.source,
      title: { key: 'whatIfTitle', holes: { deal: subject.id, partner } },
      verdict: [
        ...(found.right.refused.length === 0 ? [] : [{ key: 'whatIfLeftOut', holes: {} } as const]),
        ...(others.length === 0 ? [verdictOf(totals, partner)] : [{ key: 'whatIfInSeveral', holes: {} } as const]),
        ...(changed.length === 0 && isPaidOnPayments(found.right, question)
          ? [{ key: 'whatIfPaidOnPayments', holes: {} } as const]
          : []),
      ],
      ...(others.length > 0 ? {} : { amount: totals?.difference ?? zero(nothing) }),
      ...(totals === undefined ? {} : { root: totals.root }),
      rows: [...supposed.right, ...rows, ...window.right, ...remarksOn(found.right)],
      searched: [],
      plans: plans.right,
      effective: dateOf(occurredAt, zone),
    }),
  );
};

/** Whether only the price is otherwise, and what was earned, on this deal or else on any, was earned on payments. */
const isPaidOnPayments = ({ entries }: Counterfactual, { subject, changes }: WhatIfQuestion): boolean => {
  const onDeal = entries.filter(({ deal }) => deal === subject.id);
  const earned = onDeal.length === 0 ? entries : onDeal;
  return (
    changes.length > 0 &&
    changes.every(({ _tag }) => _tag === 'amount') &&
    earned.length > 0 &&
    earned.every(({ cause }) => cause.kind === 'payment')
  );
};

const verdictOf = (totals: Totals | undefined, partner: string): Said => {
  if (totals === undefined) return { key: 'whatIfSame', holes: { partner } };
  const { now, would, difference } = totals;
  if (now !== undefined && would !== undefined) {
    if (difference.minor === 0n) return { key: 'whatIfEven', holes: { would: toJson(would.amount) } };
    const holes = { would: toJson(would.amount), now: toJson(now.amount) };
    return isNegative(difference)
      ? { key: 'whatIfLess', holes: { ...holes, difference: toJson(negate(difference)) } }
      : { key: 'whatIfMore', holes: { ...holes, difference: toJson(difference) } };
  }
  if (would !== undefined)
    return isNegative(would.amount)
      ? { key: 'whatIfTaken', holes: { amount: toJson(negate(would.amount)) } }
      : { key: 'whatIfComes', holes: { would: toJson(would.amount) } };
  const gone = now?.amount ?? difference;
  return isNegative(gone)
    ? { key: 'whatIfGivenBack', holes: { amount: toJson(negate(gone)) } }
    : { key: 'whatIfGoes', holes: { now: toJson(gone) } };
};

/** What is left out of the comparison, and why. */
const remarksOn = ({ refused, setAside, differs }: Counterfactual): readonly DraftRow[] => [
  // What the bank decided of a dispute that is left out is left out with it.
  ...refused
    .filter(
      ({ refusal, stream }) =>
        refusal._tag !== 'UnknownChargeback' ||
        !refused.some((other) => other.type === 'ChargebackOpened' && other.stream === stream),
    )
    .map((fact): DraftRow => ({ said: refusedSaid(fact) })),
  ...setAside.map(({ deal, reason }): DraftRow => ({ said: { key: 'whatIfSetAside', holes: { deal, reason } } })),
  ...differs.map(({ id }): DraftRow => ({ said: { key: 'whatIfByHand', holes: { entry: id } }, proof: id })),
];

/** In words for whoever asks; what the ledger says is for whoever records. */
const refusedSaid = ({ stream, type, refusal }: Counterfactual['refused'][number]): Said => {
  if (refusal._tag !== 'RefundTooLarge' && refusal._tag !== 'ChargebackTooLarge')
    return { key: 'whatIfRefused', holes: { record: `${type} (${stream})` } };
  const { payment, left, requested } = refusal;
  const key = refusal._tag === 'RefundTooLarge' ? 'whatIfRefusedRefund' : 'whatIfRefusedChargeback';
  return { key, holes: { payment, left: toJson(left), amount: toJson(requested) } };
};
