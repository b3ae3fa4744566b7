import { booked, fact, sum, type Node } from '@commission-ledger/calculation';
import type { LocalDate } from '@commission-ledger/calendar';
import { accountOfStream, type AccountRef, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import type { CurrencyCode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource, ProgramSource } from '../../document/explanation.ts';
import type { Subject } from '../../document/reply.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ExplainedEntry, ProgramZone, Sources } from '../../reading/sources.ts';
import { explainEntry } from '../../why/explainEntry.ts';
import { explainPayout, type ExplainedPayout } from '../../why/explainPayout.ts';
import { addedFor } from '../../why/payoutAdditions.ts';

/** What somebody has another figure for. */
export type FoilSubject = Readonly<{
  subject: Subject;
  account: AccountRef;
  /** Its lines, each proved; those that a payout added by itself are none of them. */
  lines: readonly ExplainedEntry[];
  /** The sum of the lines. */
  matured: Node;
  /** What was booked: what arrives, in the currency that was asked for. */
  amount: Node;
  /** Only of a payout. */
  payout?: PaidOut;
  program: ProgramZone;
  plans: readonly PlanSource[];
  date: string;
}>;

/** A payout, with what its terms make of the sum of its lines. */
export type PaidOut = Readonly<{
  issued: RecordedEvent<'PayoutIssued'>;
  explained: ExplainedPayout;
  terms: AppliedPlan;
  /** Whether its terms added something to the account, or kept something back. */
  isPlain: boolean;
  cutOff: LocalDate;
}>;

type Kind = Parameters<typeof explainEntry>[1];

/** A payout as it was booked. `currency`: what arrives in another one, if somebody has a figure for that. */
export const payoutToFoil = async (sources: Sources, id: string, currency: string | undefined): Answer<FoilSubject> => {
  const explained = await explainPayout(sources, id);
  if (E.isLeft(explained)) return explained;
  const { issued, entries, charges, program, converted } = explained.right;
  const { data } = issued;
  const terms = await appliedPlanOf(sources, data.terms);
  if (E.isLeft(terms)) return terms;
  const added = await addedFor(sources, issued);
  if (E.isLeft(added)) return added;
  const lines = entries.slice(0, entries.length - added.right.length);
  const isConverted = converted !== undefined && currency !== undefined && currency !== data.amount.currency;
  const net = data.net === undefined ? (['/amount', data.amount] as const) : (['/net', data.net] as const);
  const [path, amount] =
    isConverted && data.conversion !== undefined ? (['/conversion/amount', data.conversion.amount] as const) : net;
  return E.right({
    subject: { kind: 'payout', id },
    account: { program: data.program, partner: data.partner, currency: data.amount.currency },
    lines,
    matured: sum(
      lines.map(({ root }) => root),
      { name: 'matured' },
    ),
    amount: fact(booked(amount), [eventRef(issued, path)], 'payout'),
    payout: {
      issued,
      explained: isConverted ? explained.right : { ...explained.right, converted: undefined },
      terms: terms.right,
      isPlain: charges.length + added.right.length === 0 && !isConverted,
      cutOff: data.cutOff,
    },
    program,
    plans: distinctPlans([terms.right.source, ...entries.flatMap(({ plan }) => plan ?? [])]),
    date: data.date,
  });
};

/** One entry as it was booked. */
export const entryToFoil = async (sources: Sources, kind: Kind, id: string): Answer<FoilSubject> => {
  const explained = await explainEntry(sources, kind, id);
  if (E.isLeft(explained)) return explained;
  const { root, line, plan, program } = explained.right;
  const account = accountOfStream(line.from.stream);
  if (account === undefined) throw new Error(`${id} was posted in ${line.from.stream}, which is no account.`);
  return E.right({
    subject: { kind: 'entry', id },
    account,
    lines: [explained.right],
    matured: root,
    amount: root,
    program,
    plans: plan === undefined ? [] : [plan],
    date: line.maturesOn,
  });
};

/** Each version once. */
export const distinctPlans = (plans: readonly PlanSource[]): readonly PlanSource[] => [
  ...new Map(plans.map((plan) => [`${plan.plan}@${plan.version}`, plan])).values(),
];

/** The currency of an amount. */
export const currencyOf = ({ value }: Node): CurrencyCode => {
  if (value._tag !== 'money') throw new TypeError('What was booked is money.');
  return value.money.currency;
};

/** The source of the program. */
export const programOf = ({ program }: FoilSubject): ProgramSource => program.source;
