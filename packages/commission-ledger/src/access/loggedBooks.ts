import type { Instant } from '@commission-ledger/calendar';
import { type AccessLog, hashOf } from '@commission-ledger/events';
import { recordedForm } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { FinanceBooks } from './financeBooks.ts';
import type { ManagerBooks } from './managerBooks.ts';
import type { PartnerBooks } from './partnerBooks.ts';
import type { AccessNotLogged } from './scope.ts';

/** Who has the books, and where it is kept what they read in them. */
export type Reader = Readonly<{
  log: AccessLog;
  now: () => Instant;
  actor: string;
  role: 'partner' | 'manager' | 'finance';
  scope: Readonly<Record<string, string>>;
}>;

type Member = keyof PartnerBooks | keyof ManagerBooks | keyof FinanceBooks;

/** What the history itself has, with who did it. Whatever else the books have is read, and so is whatever is added. */
const commands: readonly Member[] = [
  'submitLead',
  'openInquiry',
  'withdrawInquiry',
  'acknowledge',
  'acceptLead',
  'rejectLead',
  'advanceLead',
  'loseLead',
  'reopenLead',
  'markLeadDuplicate',
  'answerInquiry',
  'escalateInquiry',
  'resolveInquiry',
  'reopenInquiry',
  'announce',
  'recordDigestDelivered',
  'preparePayouts',
  'approvePayouts',
  'issuePayouts',
  'discardPayouts',
  'recordPayoutFile',
  'settlePayout',
  'failPayout',
  'voidPayout',
  'holdAccrual',
  'releaseAccrual',
  'proposeAdjustment',
  'approveAdjustment',
  'declineAdjustment',
  'remitTax',
  'closePeriod',
];

const isCommand: ReadonlySet<string> = new Set(commands);

/** The same books; every answer is recorded before it is given, and where it cannot be, it is not given. */
export const loggedBooks = <Books extends object>(books: Books, reader: Reader): Books =>
  new Proxy(books, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name !== 'string' || isCommand.has(name)) return member;
      return async (...asked: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(member, target, asked);
        const problem = await recorded(reader, name, asked, answer);
        return problem === undefined ? answer : E.left(problem);
      };
    },
  });

const recorded = async (
  { log, now, actor, role, scope }: Reader,
  question: string,
  asked: readonly unknown[],
  answer: unknown,
): Promise<AccessNotLogged | undefined> => {
  const parameters: unknown = JSON.parse(textOf(asked) ?? '[]');
  try {
    await log.record({
      at: recordedForm(now()),
      actor,
      role,
      scope,
      question,
      subject: subjectOf(asked[0]) ?? scope['partner'] ?? null,
      parameters,
      ...outcomeOf(answer),
    });
    return undefined;
  } catch (error) {
    return { _tag: 'AccessNotLogged', problem: error instanceof Error ? error.message : String(error) };
  }
};

const outcomeOf = (answer: unknown) => {
  if (!isObject(answer) || answer['_tag'] !== 'Right') {
    const failure = isObject(answer) ? answer['left'] : undefined;
    const outcome = isObject(failure) && typeof failure['_tag'] === 'string' ? failure['_tag'] : 'refused';
    return { outcome, handedOver: [] };
  }
  const { right } = answer;
  const text = textOf(right);
  const count = right === undefined ? 0 : Array.isArray(right) ? right.length : 1;
  return {
    outcome: 'answered',
    handedOver: [{ what: 'rows', count, sha256: text === undefined ? null : hashOf(text) }],
  };
};

/** As JSON, with amounts in minor units as text; the order of the fields is that of the answer. */
const textOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inside: unknown) => (typeof inside === 'bigint' ? `${inside}` : inside));

const SUBJECTS = ['subject', 'payout', 'lead', 'inquiry', 'partner'];

/** What a question is about, where it says so under one of the names for that. */
const subjectOf = (asked: unknown): string | undefined => {
  if (typeof asked === 'string') return asked;
  if (!isObject(asked)) return undefined;
  if (typeof asked['kind'] === 'string' && typeof asked['id'] === 'string') return `${asked['kind']}/${asked['id']}`;
  return SUBJECTS.map((name) => asked[name]).flatMap((named) =>
    named === undefined ? [] : (subjectOf(named) ?? []),
  )[0];
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
