import {
  describeGraphProblem,
  parseGraph,
  valueFromJson,
  type EventRef,
  type RuleRef,
} from '@commission-ledger/calculation';
import type { MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { closedRecord } from './closedRecord.ts';
import type { About, Earned, Explanation, Line } from './explanation.ts';

const check = <A>(name: string, is: (input: unknown) => input is A): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    name,
    is,
    (input, context) => (is(input) ? t.success(input) : t.failure(input, context)),
    t.identity,
  );

const matching = (name: string, grammar: RegExp): t.Type<string, unknown> =>
  check(name, (input): input is string => typeof input === 'string' && grammar.test(input));

const Text = check(
  'well-formed text',
  (input): input is string => typeof input === 'string' && !/\p{Surrogate}/u.test(input),
);
const Whole = check('a whole number', (input): input is number => Number.isSafeInteger(input) && Number(input) >= 0);
const Day = matching('a date, YYYY-MM-DD', /^\d{4}-\d{2}-\d{2}$/);
const Sha256 = matching('64 hexadecimal digits', /^[0-9a-f]{64}$/);
const NodeIdText = matching('a node id', /^[0-9a-f]{16}$/);
const LineNumber = matching('the number of a line', /^[1-9]\d*$/);
const Booked = check('booked money', (input): input is MoneyRecord => {
  const value = valueFromJson(input);
  return E.isRight(value) && value.right._tag === 'money';
});
const oneOf = <A extends string>(...options: readonly A[]): t.Type<A, unknown> =>
  check(options.join(' | '), (input): input is A => options.some((option) => option === input));

const Ref: t.Type<EventRef, unknown> = closedRecord(
  'a citation of an event',
  {
    event: Text,
    stream: Text,
    revision: Whole,
    hash: Sha256,
    path: matching('a JSON Pointer', /^(?:\/|$)/),
    occurredAt: Text,
    recordedAt: Text,
  },
  {},
);
const Rule: t.Type<RuleRef, unknown> = closedRecord(
  'a rule',
  { plan: Text, version: Whole, hash: Sha256 },
  { rule: Text, clause: Text },
);

const AboutCodec: t.Type<About, unknown> = closedRecord(
  'what was asked about',
  {
    kind: oneOf('payout', 'accrual', 'reversal', 'adjustment'),
    program: Text,
    partner: Text,
    amount: Booked,
    date: Day,
    from: Ref,
  },
  { cutOff: Day },
);

const earned = {
  deal: closedRecord('a deal', { deal: Text, attributes: t.record(Text, Text), from: Ref }, {}),
  cause: closedRecord('a cause', { kind: oneOf('win', 'payment'), id: Text }, {}),
  referrer: Text,
  beneficiary: oneOf('referrer', 'upline'),
  earnedOn: Day,
  holdDays: Whole,
  rule: Rule,
  counters: t.readonlyArray(
    closedRecord(
      'a counter',
      { counter: Text, window: Text, before: Booked, after: Booked },
      { overtakenBy: closedRecord('a later event', { event: Text, occurredAt: Text, on: Day }, {}) },
    ),
  ),
};
const EarnedCodec: t.Type<Earned, unknown> = closedRecord('what was earned', earned, {});

const entry = { number: LineNumber, node: NodeIdText, amount: Booked, entry: Text, maturesOn: Day, from: Ref };

const lines: Readonly<Record<Line['kind'], Readonly<{ validate: t.Validate<unknown, Line> }>>> = {
  accrual: closedRecord('an accrual', { ...entry, kind: t.literal('accrual'), ...earned }, {}),
  reversal: closedRecord(
    'a reversal',
    {
      ...entry,
      kind: t.literal('reversal'),
      refund: Text,
      refundedOn: Day,
      accrual: Text,
      original: Ref,
      earned: EarnedCodec,
    },
    {},
  ),
  adjustment: closedRecord(
    'an adjustment',
    {
      ...entry,
      kind: t.literal('adjustment'),
      reason: Text,
      author: Text,
      approver: Text,
      correctedOn: Day,
    },
    {},
  ),
};
const kindOf = oneOf('accrual', 'reversal', 'adjustment');

const validateLine: t.Validate<unknown, Line> = (input, context) => {
  const kind = t.type({ kind: kindOf }).validate(input, context);
  return E.isLeft(kind) ? kind : lines[kind.right.kind].validate(input, context);
};
const LineCodec = new t.Type<Line, unknown>(
  'a line',
  (input): input is Line => E.isRight(validateLine(input, [])),
  validateLine,
  t.identity,
);

const Shape = closedRecord(
  'an explanation',
  {
    schema: t.literal('explain/1'),
    subject: Text,
    question: t.literal('why'),
    about: AboutCodec,
    root: NodeIdText,
    nodes: t.UnknownRecord,
    unexplained: Booked,
    lines: t.readonlyArray(LineCodec),
    totals: t.readonlyArray(closedRecord('a total', { kind: kindOf, lines: Whole, causes: Whole, amount: Booked }, {})),
    plans: t.readonlyArray(closedRecord('a plan version', { plan: Text, version: Whole, hash: Sha256, from: Ref }, {})),
    program: closedRecord('a program', { program: Text, timeZone: Text, from: Ref }, {}),
    asOf: closedRecord('two clocks', { effective: Day, known: Text }, {}),
    log: closedRecord('a state of the log', { events: Whole, stream: Text, revision: Whole, head: Sha256 }, {}),
    engine: Text,
  },
  {},
);

const validate: t.Validate<unknown, Explanation> = (input, context) => {
  const shape = Shape.validate(input, context);
  if (E.isLeft(shape)) return shape;
  const { root, nodes } = shape.right;
  const graph = parseGraph({ root, nodes });
  if (E.isRight(graph)) return t.success({ ...shape.right, nodes: graph.right.nodes });
  return t.failures(graph.left.map((problem) => ({ value: nodes, context, message: describeGraphProblem(problem) })));
};

/**
 * Reads a document of any origin. The form is closed and each value has one way to be written; whether the document is
 * true is another question: see `verifyExplanation`.
 */
export const ExplanationCodec: t.Type<Explanation, unknown> = new t.Type<Explanation, unknown>(
  'explain/1',
  (input): input is Explanation => E.isRight(validate(input, [])),
  validate,
  t.identity,
);
