export { createExplainer, type Explainer, type ExplainerOptions } from './createExplainer.ts';
export {
  describeExplainFailure,
  Unexplained,
  type DoesNotMatchReceipt,
  type ExplainFailure,
} from './explainFailure.ts';
export type * from './explanation.ts';
export { referencesIn, type EventAt, type ReferenceKind, type References } from './references.ts';
export { storedEventIn, type ReadStored } from './eventReader.ts';
export { ExplanationCodec } from './explanationCodec.ts';
export { describeExplanationProblem, type ExplanationProblem } from './explanationProblem.ts';
export { verifyExplanation, type VerifiedExplanation } from './verifyExplanation.ts';
export { localWindow } from './render/dates.ts';
export { renderCalculation, renderConditions } from './render/renderCalculation.ts';
export { renderJson } from './render/renderJson.ts';
export { renderMarkdown } from './render/renderMarkdown.ts';
export { renderTree } from './render/renderTree.ts';
export type { Renderer, RenderOptions } from './render/renderer.ts';
export type { Locale } from '@commission-ledger/locale';
