export { createExplainer, type Explainer, type ExplainerOptions } from './questions/createExplainer.ts';
export { askAgain } from './questions/askAgain.ts';
export type * from './document/reply.ts';
export { checkedTogether } from './payout/checkedTogether.ts';
export type { CheckedPayout, CheckQuery } from './payout/checkPayout.ts';
export {
  checkInclusion,
  describeInclusionProblem,
  type InclusionProblem,
  type InclusionProof,
  type InclusionQuery,
} from './payout/inclusion.ts';
export type { LinesQuery } from './payout/payoutLines.ts';
export type { DataQuestion } from './questions/data/dataUsed.ts';
export type { TermsQuestion } from './questions/terms/terms.ts';
export type { DiffQuestion } from './questions/diff/diff.ts';
export type { KnownQuestion } from './questions/diff/knownQuestion.ts';
export type { FactorOrder } from './questions/diff/factorEffects.ts';
export { changesFromText } from './questions/whatIf/changesAsked.ts';
export type { WhatNextQuestion } from './questions/whatIf/whatNext.ts';
export type { WhatIfQuestion } from './questions/whatIf/whatWouldBe.ts';
export { explainerAsOf } from './questions/past/explainerAsOf.ts';
export { proverAsKnown } from './questions/past/proverAsKnown.ts';
export type { Past } from './questions/past/storeAsOf.ts';
export type { FoilQuestion } from './questions/foil/foil.ts';
export type { FoilLinesQuestion } from './questions/foil/foilLines.ts';
export type { ForeignLine } from './questions/foil/foreignLine.ts';
export type { WhenQuestion } from './questions/when.ts';
export type { WhoQuestion } from './questions/who.ts';
export type { WhyNotQuestion } from './questions/whyNotQuestion.ts';
export type { WhySubject } from './questions/whyOf.ts';
export { createProver, type Prover, type ProverOptions } from './why/createProver.ts';
export {
  describeExplainFailure,
  Unexplained,
  type DoesNotMatchReceipt,
  type ExplainFailure,
} from './reading/explainFailure.ts';
export type * from './document/explanation.ts';
export { referencesIn, type EventAt, type ReferenceKind, type References } from './reading/references.ts';
export { storedEventIn, type ReadStored } from './reading/eventReader.ts';
export { ExplanationCodec } from './document/explanationCodec.ts';
export { ReplyCodec } from './document/replyCodec.ts';
export { describeExplanationProblem, type ExplanationProblem } from './verify/explanationProblem.ts';
export { verifyExplanation, type VerifiedExplanation } from './verify/verifyExplanation.ts';
export { describeReplyProblem, type ReplyProblem } from './verify/replyProblem.ts';
export { verifyReply, type ReplyWitness, type VerifiedReply } from './verify/verifyReply.ts';
export { isMasked, namedIn, type Masking } from './mask/maskDocument.ts';
export { maskExplanation, maskReply } from './mask/maskAnswer.ts';
export { verifyMasked, type VerifiedMasked } from './verify/verifyMasked.ts';
export { localWindow } from './render/dates.ts';
export { renderCalculation, renderConditions } from './render/renderCalculation.ts';
export { describeNoSuchRow, noSuchRow, type NoSuchRow } from './render/noSuchRow.ts';
export { gateSigns, type Page, type PageRow, type PageTotal } from './render/page.ts';
export { pageOf } from './render/pageOf.ts';
export { partnersIn } from './render/partnersIn.ts';
export { renderHtml } from './render/renderHtml.ts';
export { renderJson } from './render/renderJson.ts';
export { renderMarkdown } from './render/renderMarkdown.ts';
export { describeTooLargeToDraw, renderMermaid, type TooLargeToDraw } from './render/renderMermaid.ts';
export { renderTree } from './render/renderTree.ts';
export { settingsFor, type Renderer, type RenderOptions, type RenderSettings } from './render/renderer.ts';
export type { Speaker } from './render/say.ts';
export type { Locale } from '@commission-ledger/locale';
