import { describeExplanationProblem, type ExplanationProblem } from './explanationProblem.ts';

/** What is wrong with an answer, and where. `row` is the number of a row, or empty for the answer itself. */
export type ReplyProblem =
  | Exclude<ExplanationProblem, { _tag: 'NotAnExplanation' }>
  /** The document is not of the form of `reply/1`. */
  | Readonly<{ _tag: 'NotAReply'; path: string; expected: string }>
  /** The row is not numbered by its place. */
  | Readonly<{ _tag: 'WrongNumber'; row: string; expected: string }>
  /** The amount is not the value of the node that is named for it. */
  | Readonly<{ _tag: 'WrongAmount'; row: string; node: string; stated: string; found: string }>
  /** The rows that count do not add up to the amount. */
  | Readonly<{ _tag: 'DoesNotAddUp'; row: string; stated: string; found: string }>
  /** The condition turned out otherwise in the node that is named for it. */
  | Readonly<{ _tag: 'WrongGate'; row: string; node: string; stated: string; found: string }>;

/** One sentence for what is wrong and where. */
export const describeReplyProblem = (problem: ReplyProblem): string => {
  switch (problem._tag) {
    case 'NotAReply':
      return `At ${problem.path || 'the top'}: expected ${problem.expected}.`;
    case 'WrongNumber':
      return `Row ${quoted(problem.row)}: by its place it is ${problem.expected}.`;
    case 'WrongAmount':
      return `${placeOf(problem)}: it states ${quoted(problem.stated)}, but node ${quoted(problem.node)} gives ${quoted(problem.found)}.`;
    case 'DoesNotAddUp':
      return `${placeOf(problem)}: it states ${quoted(problem.stated)}, but the rows that count add up to ${quoted(problem.found)}.`;
    case 'WrongGate':
      return `${placeOf(problem)}: it states ${quoted(problem.stated)}, but node ${quoted(problem.node)} says ${quoted(problem.found)}.`;
    case 'UnknownEngine':
    case 'EventDiffers':
    case 'FactDiffers':
    case 'UnknownRule':
    case 'Overlooked':
    case 'ReadsDifferently':
    case 'NotExplainable':
    case 'Malformed':
    case 'MissingRoot':
    case 'WrongId':
    case 'MissingNode':
    case 'Unreachable':
    case 'Circular':
    case 'NotComputable':
    case 'WrongValue':
    case 'WrongReason':
      return describeExplanationProblem(problem);
  }
};

const placeOf = ({ row }: Readonly<{ row: string }>): string => (row === '' ? 'The answer' : `Row ${quoted(row)}`);

/** Shortened and printable, whatever the document says. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 120)).slice(1, -1);
