import type { EventStore } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import { withStore } from '../reading/eventReader.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import { referencesIn } from '../reading/references.ts';
import type { Answer } from '../reading/sources.ts';
import { type Prover, proofOf, sourcesOver } from '../why/createProver.ts';
import { checkPayout, type CheckedPayout, type CheckQuery } from '../payout/checkPayout.ts';
import { includes, type InclusionProof, type InclusionQuery } from '../payout/inclusion.ts';
import { type LinesQuery, payoutLines } from '../payout/payoutLines.ts';
import { rollUp } from '../payout/rollUp.ts';
import type { Asking } from './asking.ts';
import { dataUsed, type DataQuestion } from './data/dataUsed.ts';
import { diff, type DiffQuestion } from './diff/diff.ts';
import { diffKnown } from './diff/diffKnown.ts';
import type { KnownQuestion } from './diff/knownQuestion.ts';
import { foil, type FoilQuestion } from './foil/foil.ts';
import { foilLines, type FoilLinesQuestion } from './foil/foilLines.ts';
import { terms, type TermsQuestion } from './terms/terms.ts';
import { whatNext, type WhatNextQuestion } from './whatIf/whatNext.ts';
import { whatWouldBe, type WhatIfQuestion } from './whatIf/whatWouldBe.ts';
import { when, type WhenQuestion } from './when.ts';
import { who, type WhoQuestion } from './who.ts';
import { whyNot } from './whyNot.ts';
import type { WhyNotQuestion } from './whyNotQuestion.ts';
import { whyOf, type WhySubject } from './whyOf.ts';

/** Answers people's questions from the history. Whatever is said can be verified later from the answer alone. */
export type Explainer = Prover &
  Readonly<{
    /** Why an account, a statement or a deferral is what it is. */
    whyOf(subject: WhySubject): Promise<E.Either<ExplainFailure, Reply>>;
    /** How a partner's commission is calculated in general: the plan in force, its tiers, and the last amount as the example. */
    terms(asked: TermsQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** Which data an answer was made from: records, terms, steps, and who else is named in them. */
    dataUsed(asked: DataQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** Why two amounts differ: `b` less `a`, put down to causes that add up to it exactly. */
    diff(asked: DiffQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** Why somebody has another figure: the usual misreadings that reproduce it exactly, or what comes nearest. */
    foil(asked: FoilQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** Where somebody's list of lines differs from ours, key by key, and why. */
    foilLines(asked: FoilLinesQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** What became known between two days about the same thing, and what it changed. */
    diffKnown(asked: KnownQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** Why something earned nothing, is not paid, or is not where it is looked for. */
    whyNot(asked: WhyNotQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** Who changed something, when, why, from what to what; and who approved it. */
    who(asked: WhoQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** What a partner's account would have if some things had been otherwise, or were to happen. */
    whatWouldBe(asked: WhatIfQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** How far the next tier is, what the next sale would earn, and what once that tier is reached. */
    whatNext(asked: WhatNextQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** When something is paid: the first date, how it follows, and what may still change it. */
    when(asked: WhenQuestion): Promise<E.Either<ExplainFailure, Reply>>;
    /** What a payout of many lines is made of: by clause, the largest lines of each, the others in one row. */
    rollUp(payout: string): Promise<E.Either<ExplainFailure, Reply>>;
    /** A page of the lines of a payout, with what comes before and after it as sums. */
    payoutLines(query: LinesQuery): Promise<E.Either<ExplainFailure, Reply>>;
    /** That one line is in a payout and in its sum, in a few steps that anybody can check. */
    includes(query: InclusionQuery): Promise<E.Either<ExplainFailure, InclusionProof>>;
    /** Calculates every line of a payout again, in memory that does not grow with their number. */
    checkPayout(query: CheckQuery): Promise<E.Either<ExplainFailure, CheckedPayout>>;
  }>;

/** What an explainer reads: the history, and the read models, which have to be up to date. */
export type ExplainerOptions = Readonly<{
  store: EventStore;
  documents: DocumentStore;
  /** What proofs of amounts are read from, where that is more of the history than `store` shows: as of an earlier day. */
  proofs?: EventStore;
}>;

/** Makes an explainer. It writes nothing and knows no clock. */
export const createExplainer = ({ store, documents, proofs = store }: ExplainerOptions): Explainer => {
  const references = referencesIn(documents);
  const newSources = sourcesOver(store, references);
  const proofSources = proofs === store ? undefined : sourcesOver(proofs, references);
  const ask =
    <Question, Value>(question: (asking: Asking, asked: Question) => Answer<Value>) =>
    (asked: Question): Promise<E.Either<ExplainFailure, Value>> => {
      const sources = newSources();
      const proving = proofSources?.() ?? sources;
      const asking: Asking = { store, documents, sources, newSources, why: (subject) => proofOf(proving, subject) };
      return withStore(() => question(asking, asked));
    };
  return {
    why: ask(({ why }, subject: string) => why(subject)),
    whyOf: ask(whyOf),
    terms: ask(terms),
    dataUsed: ask(dataUsed),
    diff: ask(diff),
    diffKnown: ask(diffKnown),
    foil: ask(foil),
    foilLines: ask(foilLines),
    whatWouldBe: ask(whatWouldBe),
    whatNext: ask(whatNext),
    when: ask(when),
    whyNot: ask(whyNot),
    who: ask(who),
    rollUp: ask(rollUp),
    payoutLines: ask(payoutLines),
    includes: ask(({ sources }, query: InclusionQuery) => includes(sources, query)),
    checkPayout: ask(checkPayout),
  };
};
