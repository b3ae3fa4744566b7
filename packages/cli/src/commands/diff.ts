import type { Subject } from '@commission-ledger/explainer';
import { balancesOf, referenceTo } from '@commission-ledger/projections';
import type { AnswerOptions } from '../answering/answerOptions.ts';
import { explainerFor } from '../answering/explainerFor.ts';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { asOfDay, dayOf, monthOf, partnerFor, programFor, valueOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** How two amounts are compared, or the same thing as it was known on two days. */
export type DiffOptions = AnswerOptions &
  Readonly<{
    /** The other day. */
    against?: string;
    program?: string;
    currency?: string;
    /** The partner who asks. */
    asker?: string;
    /** Whose part of a deal is compared. */
    partner?: string;
    /** The average over all orders of causes, instead of one order. */
    average?: boolean;
  }>;

/** Why two amounts differ, or what has become known of one between two days. */
export const diff = async (
  context: CommandContext,
  first: string,
  second: string | undefined,
  asked: DiffOptions,
): Promise<number> => {
  await context.session.catchUp();
  const { asOf: _, knownAt, against, ...shown } = asked;
  if (second === undefined) return known(context, first, { knownAt, against }, asked);
  if (knownAt !== undefined || against !== undefined)
    throw new CommandFailed('Give two things to compare, or one with --known-at and --against.', exitCode.usage);
  const explainer = await explainerFor(context, {});
  const answer = await explainer.diff({
    a: await subjectOf(context, first, asked),
    b: await subjectOf(context, second, asked),
    ...(asked.average === true ? { order: 'shapley' as const } : {}),
    ...(asked.asker === undefined ? {} : { asker: (await partnerFor(context.session, asked.asker)).partner }),
    ...(asked.partner === undefined ? {} : { partner: (await partnerFor(context.session, asked.partner)).partner }),
  });
  return showAnswer(context, valueOf(answer), shown);
};

const known = async (
  context: CommandContext,
  id: string,
  { knownAt, against }: Readonly<{ knownAt: string | undefined; against: string | undefined }>,
  asked: DiffOptions,
): Promise<number> => {
  if (knownAt === undefined || against === undefined)
    throw new CommandFailed(
      'Give a second thing to compare it with, or both --known-at and --against to see what became known in between.',
      exitCode.usage,
    );
  const [one, other] = [dayOf(knownAt), dayOf(against)];
  const [earlier, later] = one < other ? [one, other] : [other, one];
  const explainer = await explainerFor(context, {});
  const answer = await explainer.diffKnown({ subject: await subjectOf(context, id, asked), earlier, later });
  const { asOf: _, knownAt: __, ...shown } = asked;
  return showAnswer(context, valueOf(answer), shown);
};

/**
 * What was typed: `orion@2026-07` is a month of a partner, `reseller/3` or `reseller@3` a version of a plan, `PO-…` a payout, `acr-…` and
 * the like an entry; anything else a deal, if there is one, else a partner with all that moved in the account.
 */
const subjectOf = async (context: CommandContext, typed: string, asked: DiffOptions): Promise<Subject> => {
  const { session } = context;
  const [partner = '', month, ...more] = typed.split('@');
  if (month !== undefined && more.length === 0 && /^[1-9]\d*$/.test(month))
    return { kind: 'plan', id: `${partner}/${month}` };
  if (month !== undefined && more.length === 0) {
    const account = await accountOf(context, partner, asked);
    return { kind: 'statement', id: `${account}/${monthOf(month).key}` };
  }
  if (/^[\w-]+\/[1-9]\d*$/.test(typed)) return { kind: 'plan', id: typed };
  if (typed.startsWith('PO-')) return { kind: 'payout', id: typed };
  if (/^(?:acr|rev|tru|DR|RC)-/.test(typed)) return { kind: 'entry', id: typed };
  if ((await referenceTo(session.documents, 'deal', typed)) !== undefined) return { kind: 'deal', id: typed };
  for (const kind of ['adjustment', 'write-off', 'unclaimed'] as const)
    if ((await referenceTo(session.documents, kind, typed)) !== undefined) return { kind: 'entry', id: typed };
  return { kind: 'account', id: await accountOf(context, typed, asked) };
};

/** The account of a partner, in the only currency there is or the one asked for. */
const accountOf = async (
  { session, terminal }: CommandContext,
  asked: string,
  { program: inProgram, currency }: DiffOptions,
): Promise<string> => {
  const program = await programFor(session, inProgram);
  const { partner } = await partnerFor(session, asked);
  const { documents, date } = await asOfDay(session, undefined, program, terminal);
  const accounts = await balancesOf(documents, { program: program.program, partner, asOf: date });
  const found = accounts.filter((account) => currency === undefined || account.currency === currency);
  const [only] = found;
  if (only !== undefined && found.length === 1) return `${program.program}.${partner}.${only.currency}`;
  if (only === undefined) throw new CommandFailed(`There is nothing in an account of ${shownSafely(partner)} yet.`);
  const currencies = found.map((account) => account.currency).join(', ');
  throw new CommandFailed(
    `${shownSafely(partner)} has accounts in ${currencies}. Choose one with --currency.`,
    exitCode.usage,
  );
};
