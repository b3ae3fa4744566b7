import type { LocalDate } from '@commission-ledger/calendar';
import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { accountStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { balances, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Reply, Subject } from '../../document/reply.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, AppliedPlan, ExplainedAccrual } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { explainAccrual } from '../../why/explainAccrual.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { versionUnder, type PublishedVersion } from '../diff/planVersions.ts';
import { accountKeyOf, accountWithId, dayOfAnswer } from '../standing/readAccount.ts';
import { nodesBelow } from '../whatIf/nodesBelow.ts';
import { termRows } from './termRows.ts';

/** Whose commission, and on which day; without one, that of the newest record. */
export type TermsQuestion = Readonly<{ subject: Subject & Readonly<{ kind: 'account' }>; on?: LocalDate }>;

/**
 * How a partner's commission is calculated in general: the plan version in force, its rates and tiers with those that the
 * last amount of the partner was calculated by, and that amount as the example, step by step.
 */
export const terms = async (asking: Asking, { subject, on: asked }: TermsQuestion): Answer<Reply> => {
  const { sources } = asking;
  const account = accountWithId(subject.id);
  if (account === undefined || (await sources.index.lookUp('program', account.program)) === undefined)
    return E.left({ _tag: 'UnknownSubject', subject: subject.id });
  const program = await programZoneOf(sources, account.program);
  if (E.isLeft(program)) return program;
  const day = await dayOfAnswer(asking, program.right, asked);
  if (E.isLeft(day)) return day;
  const on = day.right;
  const version = await versionUnder(sources, account, on);
  if (E.isLeft(version)) return version;
  const published = version.right;
  const applied = published === undefined ? undefined : await appliedPlanOf(sources, published.source);
  if (applied !== undefined && E.isLeft(applied)) return applied;
  const last = await lastAccrual(asking, account, on);
  if (E.isLeft(last)) return last;
  const example = last.right;
  return E.right(
    composeReply({
      question: 'why',
      subject,
      asked: { about: 'terms', ...(asked === undefined ? {} : { on: asked }) },
      partner: account.partner,
      program: program.right.source,
      title: { key: 'termsTitle', holes: { partner: account.partner, on } },
      verdict: verdictOf(published, example, on),
      rows: [
        ...(published === undefined || applied === undefined ? [] : planRows(published, applied.right, example)),
        ...(example === undefined ? [] : [exampleRow(example)]),
      ],
      searched: [],
      plans: plansOf(applied?.right.source, example?.applied.source),
      effective: on,
    }),
  );
};

/** The newest accrual of the account that was earned by that day, calculated again. */
const lastAccrual = async (
  { documents, sources }: Asking,
  account: AccountRef,
  on: LocalDate,
): Answer<Example | undefined> => {
  const balance = await readDocument(documents, balances, accountKeyOf(account));
  if (balance === undefined) return E.right(undefined);
  const at = { stream: accountStream(account), revision: balance.revision };
  const found = await sources.events.findBack(at, ({ type, data }) => type === 'AccrualPosted' && data.earnedOn <= on);
  if (E.isLeft(found)) return found;
  const posted = found.right;
  if (posted?.type !== 'AccrualPosted') return E.right(undefined);
  const explained = await explainAccrual(sources, posted.data.accrual);
  return E.map((accrual: ExplainedAccrual): Example => ({ ...accrual, posted }))(explained);
};

type Example = ExplainedAccrual & Readonly<{ posted: RecordedEvent<'AccrualPosted'> }>;

const verdictOf = (
  version: PublishedVersion | undefined,
  example: Example | undefined,
  on: LocalDate,
): readonly Said[] => {
  const applies: Said =
    version === undefined
      ? { key: 'termsNoPlan', holes: { on } }
      : { key: 'termsInForce', holes: { plan: nameOf(version.source), from: version.document.effectiveFrom } };
  if (example === undefined) return [applies, { key: 'termsNothingYet', holes: {} }];
  const { amount, deal } = example.posted.data;
  const shows: Said = { key: 'termsLastLine', holes: { amount: toJson(amount), currency: amount.currency, deal } };
  const { source } = example.applied;
  return source.hash === version?.source.hash
    ? [applies, shows]
    : [applies, shows, { key: 'termsEarnedUnder', holes: { plan: nameOf(source) } }];
};

const nameOf = ({ plan, version }: Pick<PlanSource, 'plan' | 'version'>): string => `${plan}@${version}`;

const planRows = (
  { published }: PublishedVersion,
  { plan }: AppliedPlan,
  example: Example | undefined,
): readonly DraftRow[] => [...termRows(plan, pathsUsed(plan.hash, example)), ...approvalRows(published)];

/** Where in this version of the plan the numbers stand that an amount was calculated by. */
const pathsUsed = (hash: string, example: Example | undefined): ReadonlySet<string> =>
  new Set(
    example === undefined
      ? []
      : nodesBelow(example.root).flatMap((node) =>
          node.kind === 'param' && node.rule.hash === hash ? [node.path] : [],
        ),
  );

const approvalRows = (published: RecordedEvent<'PlanPublished'>): readonly DraftRow[] => {
  const { author, approver } = published.data;
  if (author === null || approver === null) return [];
  return [{ said: { key: 'termsApproved', holes: { author, approver } }, from: [eventRef(published, '/approver')] }];
};

const exampleRow = ({ posted, root }: Example): DraftRow => {
  const { deal, earnedOn: date, amount } = posted.data;
  return {
    said: { key: 'termsWorked', holes: { deal, date } },
    amount,
    node: root,
    from: [eventRef(posted, '/amount')],
  };
};

/** The version in force, and the one of the example where that is another. */
const plansOf = (...sources: readonly (PlanSource | undefined)[]): readonly PlanSource[] => [
  ...new Map(sources.flatMap((source) => (source === undefined ? [] : [[source.hash, source]]))).values(),
];
