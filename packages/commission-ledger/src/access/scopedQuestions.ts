import type {
  DataQuestion,
  DiffQuestion,
  Explanation,
  FoilLinesQuestion,
  FoilQuestion,
  InclusionProof,
  InclusionQuery,
  LinesQuery,
  Reply,
  Subject,
  TermsQuestion,
  WhatIfQuestion,
  WhenQuestion,
  WhySubject,
} from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { CommissionLedger } from '../commissionLedger.ts';
import type { Reach } from './reach.ts';
import { type Answer, reaching } from './reaching.ts';
import type { NotFound } from './scope.ts';

/** Why something within the scope is not there: what is missed, and where it is looked for. */
export type MissedQuestion = Readonly<{
  subject: Subject & Readonly<{ kind: 'deal' | 'lead' | 'entry' }>;
  /** Who misses it. */
  partner?: string;
  /** The id of a payout, or the month of a statement, `2026-07`. */
  in?: string;
  on?: WhenQuestion['on'];
}>;

/**
 * The questions of the explainer, about what is within a scope. Where somebody outside of it has a part of a deal too, it is
 * answered for one partner of the scope: `partner`, or the first of them who is credited with it or earned on it.
 */
export type ScopedQuestions = Readonly<{
  /** Why an amount is what it is: a payout, or an entry of an account, by its id. */
  why: (subject: string) => Answer<Explanation>;
  /** Why an account, a statement, a deferral, a lead or a deal stands as it does. */
  whyOf: (subject: WhySubject) => Answer<Reply>;
  /** How the commission of an account is calculated in general. */
  terms: (question: TermsQuestion) => Answer<Reply>;
  /** Which data an answer was made from. */
  dataUsed: (question: DataQuestion) => Answer<Reply>;
  /** Why something earned nothing, is not paid, or is not where it is looked for. */
  whyNot: (question: MissedQuestion) => Answer<Reply>;
  /** When something is paid. */
  when: (question: WhenQuestion) => Answer<Reply>;
  /** Why two amounts differ. */
  diff: (question: Omit<DiffQuestion, 'asker'>) => Answer<Reply>;
  /** Why a figure is not ours. */
  foil: (question: FoilQuestion) => Answer<Reply>;
  /** Where somebody's list differs from the lines of a payout, or of the month of an account, and why: by what is theirs only. */
  foilLines: (question: Omit<FoilLinesQuestion, 'only'>) => Answer<Reply>;
  /** What an account would have if some things had been otherwise. */
  whatWouldBe: (question: WhatIfQuestion) => Answer<Reply>;
  /** What a payout of many lines is made of. */
  rollUp: (payout: string) => Answer<Reply>;
  payoutLines: (query: LinesQuery) => Answer<Reply>;
  /** That one line is in a payout and in its sum. */
  includes: (query: InclusionQuery) => Answer<InclusionProof>;
}>;

/** Who asks, and how what they are answered is made theirs. */
export type Asker = Readonly<{
  /** A partner who asks is told of their own part. */
  partner?: string;
  explanation: (explanation: Explanation) => Promise<Explanation>;
  reply: (reply: Reply) => Promise<Reply>;
}>;

/** Whoever runs the program is told everything as it is. */
export const insider: Asker = { explanation: async (explanation) => explanation, reply: async (reply) => reply };

/** Makes the questions of a scope: whatever is asked about has to be within reach. */
export const scopedQuestions = (books: CommissionLedger, reach: Reach, asker: Asker): ScopedQuestions => {
  const { partner } = asker;
  const reached = reaching(books);
  /** Who may be supposed to be credited: a partner only themselves. */
  const supposable = (id: string): Looked =>
    partner === undefined ? reach.partner(id) : Promise.resolve(id === partner ? FOUND : noPartner(id));
  /** Whose part it is about: a partner's own; else who is asked for, or the one whose part can be told. */
  const whose = async (subject: Subject, asked?: string): Promise<Readonly<{ partner?: string }>> => {
    const told = partner ?? asked ?? (asker === insider ? undefined : await reach.part(subject));
    return told === undefined ? {} : { partner: told };
  };
  /** Whose part is asked for has to be within the scope too; of a partner it is always their own. */
  const personIn = async ({ partner: asked }: Readonly<{ partner?: string }>): Looked =>
    asked === undefined || partner !== undefined ? FOUND : reach.partner(asked);
  const about = (
    subjects: readonly Subject[],
    go: () => Answer<Reply>,
    look: () => Looked = async () => FOUND,
  ): Answer<Reply> =>
    reached(
      async () => {
        for (const subject of subjects) {
          const found = await reach.subject(subject);
          if (E.isLeft(found)) return found;
        }
        return look();
      },
      async () => {
        const answer = await go();
        return E.isLeft(answer) ? answer : E.right(await asker.reply(answer.right));
      },
    );
  return {
    why: (subject) =>
      reached(
        () => reach.amount(subject),
        async (id) => {
          const answer = await books.why(id);
          return E.isLeft(answer) ? answer : E.right(await asker.explanation(answer.right));
        },
      ),
    whyOf: (subject) =>
      about(
        [subject],
        async () => books.whyOf({ ...subject, ...(await whose(subject, subject.partner)) }),
        () => personIn(subject),
      ),
    terms: (question) => about([question.subject], () => books.terms(question)),
    dataUsed: (question) =>
      about(
        [question.subject],
        async () => books.dataUsed({ ...question, ...(await whose(question.subject, question.partner)) }),
        () => personIn(question),
      ),
    whyNot: ({ subject, in: place, on, partner: asked }) =>
      about(
        [subject, ...placeOf(place)],
        async () =>
          books.whyNot({
            subject: subject.id,
            ...(await whose(subject, asked)),
            ...(place === undefined ? {} : { in: place }),
            ...(on === undefined ? {} : { on }),
          }),
        () => personIn(asked === undefined ? {} : { partner: asked }),
      ),
    when: (question) =>
      about(
        [question.subject],
        async () => books.when({ ...question, ...(await whose(question.subject, question.partner)) }),
        () => personIn(question),
      ),
    diff: (question) =>
      about(
        [question.a, question.b],
        async () =>
          partner === undefined && question.partner === undefined && isOfPlan(question)
            ? E.left({ _tag: 'InvalidQuestion', field: 'partner', problem: OF_PLAN })
            : books.diff({
                ...question,
                ...(await whose(question.a, question.partner ?? (await whose(question.b)).partner)),
                ...(partner === undefined ? {} : { asker: partner }),
              }),
        () => personIn(question),
      ),
    foil: (question) => about([{ kind: 'entry', id: question.subject }], () => books.foil(question)),
    foilLines: ({ subject, lines }) =>
      about([{ kind: subject.includes('/') ? 'statement' : 'payout', id: subject }], () =>
        books.foilLines({ subject, lines, only: 'own' }),
      ),
    whatWouldBe: (question) =>
      about(
        [question.subject],
        async () => books.whatWouldBe({ ...question, ...(await whose(question.subject, question.partner)) }),
        async () => {
          const person = await personIn(question);
          return E.isLeft(person) ? person : changesWithin(question, supposable);
        },
      ),
    rollUp: (payout) => about(aPayout(payout), () => books.rollUp(payout)),
    payoutLines: (query) => about(aPayout(query.payout), () => books.payoutLines(query)),
    includes: (query) =>
      reached(
        () => reach.payout(query.payout),
        () => books.includes(query),
      ),
  };
};

/** What a version of a plan came to for everybody tells of those outside of a scope too. */
const OF_PLAN = 'is missing: within a scope, versions of a plan are compared for one partner';

const isOfPlan = ({ a, b }: Pick<DiffQuestion, 'a' | 'b'>): boolean => a.kind === 'plan' || b.kind === 'plan';

const aPayout = (id: string): readonly Subject[] => [{ kind: 'payout', id }];

/** A month is of the account that is asked about anyway. */
const placeOf = (place: string | undefined): readonly Subject[] =>
  place === undefined || MONTH.test(place) ? [] : aPayout(place);

const MONTH = /^\d{4}-\d{2}$/;

/** Whether something is within reach. */
type Looked = Promise<E.Either<NotFound, unknown>>;

const FOUND = E.right(undefined);

const noPartner = (id: string): E.Either<NotFound, never> => E.left({ _tag: 'NotFound', what: 'partner', id });

/** Only the deal itself may be supposed to be otherwise: what is said of another would tell of it. */
const changesWithin = async (
  { subject: { id: deal }, changes }: WhatIfQuestion,
  supposable: (partner: string) => Looked,
): Looked => {
  for (const change of changes) {
    const isOfDeal = 'event' in change ? change.event.stream === `deal-${deal}` : change.deal === deal;
    if (!isOfDeal) {
      const id = 'event' in change ? change.event.stream.replace(/^deal-/, '') : change.deal;
      return E.left({ _tag: 'NotFound', what: 'deal', id });
    }
    if (change._tag !== 'credited') continue;
    for (const { partner } of change.attribution) {
      const found = await supposable(partner);
      if (E.isLeft(found)) return found;
    }
  }
  return FOUND;
};
