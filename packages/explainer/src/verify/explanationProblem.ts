import { describeGraphProblem, type GraphProblem } from '@commission-ledger/calculation';
import { describeExplainFailure, type ExplainFailure } from '../reading/explainFailure.ts';

/** What is wrong with a document, and where. `path` is a JSON Pointer into it: `/nodes/<id>` for a node. */
export type ExplanationProblem =
  | GraphProblem
  /** The document is not of the form of `explain/1`. */
  | Readonly<{ _tag: 'NotAnExplanation'; path: string; expected: string }>
  | Readonly<{ _tag: 'UnknownEngine'; engine: string }>
  /** The event cited is not what is stored now: it was changed, here or there, or is gone. */
  | Readonly<{
      _tag: 'EventDiffers';
      path: string;
      stream: string;
      revision: number;
      field: string;
      stated: string;
      found: string;
    }>
  /** The node's value is not what stands in the event, or in the plan. */
  | Readonly<{ _tag: 'FactDiffers'; node: string; source: string; stated: string; found: string }>
  /** A rule that the document does not say where to find, or that is not in the plan. */
  | Readonly<{ _tag: 'UnknownRule'; node: string; rule: string }>
  /** Something was not absent, or not the latest: this event is in between. */
  | Readonly<{ _tag: 'Overlooked'; path: string; what: string; stream: string; revision: number }>
  /** The same question, asked again of the events that are cited, is answered differently here. */
  | Readonly<{ _tag: 'ReadsDifferently'; path: string; stated: string; found: string }>
  /** It cannot be asked again. */
  | Readonly<{ _tag: 'NotExplainable'; failure: ExplainFailure }>;

/** One sentence for what is wrong and where. */
export const describeExplanationProblem = (problem: ExplanationProblem): string => {
  switch (problem._tag) {
    case 'NotAnExplanation':
      return `At ${problem.path || 'the top'}: expected ${problem.expected}.`;
    case 'UnknownEngine':
      return `The document was written by ${quoted(problem.engine)}, which this release cannot verify.`;
    case 'EventDiffers':
      return `At ${problem.path}: event ${problem.revision} of ${quoted(problem.stream)} is cited with the ${problem.field} ${quoted(problem.stated)}, but has ${quoted(problem.found)}.`;
    case 'FactDiffers':
      return `Node ${problem.node}: it states ${quoted(problem.stated)}, but ${problem.source} says ${quoted(problem.found)}.`;
    case 'UnknownRule':
      return `Node ${problem.node}: it names ${quoted(problem.rule)}, which is not in the plans of the document.`;
    case 'Overlooked':
      return `At ${problem.path}: ${problem.what} was changed by event ${problem.revision} of ${quoted(problem.stream)}, which is not mentioned.`;
    case 'ReadsDifferently':
      return `At ${problem.path}: it states ${quoted(problem.stated)}, but the events cited give ${quoted(problem.found)}.`;
    case 'NotExplainable':
      return describeExplainFailure(problem.failure);
    case 'Malformed':
    case 'MissingRoot':
    case 'WrongId':
    case 'MissingNode':
    case 'Unreachable':
    case 'Circular':
    case 'NotComputable':
    case 'WrongValue':
    case 'WrongReason':
      return describeGraphProblem(problem);
  }
};

/** Shortened and printable, whatever the document says. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 120)).slice(1, -1);
