import {
  describeGraphProblem,
  parseGraph,
  valueFromJson,
  type RuleRef,
  type ValueJson,
} from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { closedRecord } from './closedRecord.ts';
import {
  Booked,
  check,
  Clocks,
  Day,
  Log,
  matching,
  NodeIdText,
  oneOf,
  Plans,
  Program,
  Ref,
  Sha256,
  Text,
  Whole,
} from './fields.ts';
import type { About, ChargeLine, Earned, EntryKind, Explanation, Line } from './explanation.ts';
import { entryKinds } from '@commission-ledger/projections';

const LineNumber = matching('the number of a line', /^[1-9]\d*$/);
/** What a counter stands at: money, or a number of units. */
const Counted = check('booked money, or a ratio', (input): input is ValueJson => {
  const value = valueFromJson(input);
  return E.isRight(value) && (value.right._tag === 'money' || value.right._tag === 'ratio');
});
const Rule: t.Type<RuleRef, unknown> = closedRecord(
  'a rule',
  { plan: Text, version: Whole, hash: Sha256 },
  { rule: Text, clause: Text },
);

const AboutCodec: t.Type<About, unknown> = closedRecord(
  'what was asked about',
  {
    kind: oneOf<EntryKind | 'payout'>('payout', ...entryKinds),
    program: Text,
    partner: Text,
    amount: Booked,
    date: Day,
    from: Ref,
  },
  {
    cutOff: Day,
    gross: Booked,
    converted: closedRecord('what arrives in another currency', { amount: Booked, date: Day, node: NodeIdText }, {}),
  },
);

const Amendment = closedRecord('an amendment', { amendment: Text, reason: Text, author: Text, from: Ref }, {});
const Deal = closedRecord(
  'a deal',
  { deal: Text, attributes: t.record(Text, Text), from: Ref },
  { amendments: t.readonlyArray(Amendment) },
);
const Beneficiary = matching('a role', /^(?:referrer|upline(?:-[2-9])?|overlay-[A-Za-z0-9][A-Za-z0-9_-]{0,63})$/);
const Counters = t.readonlyArray(
  closedRecord(
    'a counter',
    { counter: Text, window: Text, before: Counted, after: Counted },
    {
      counts: oneOf('commission', 'unlimited', 'kept-back', 'units'),
      overtakenBy: closedRecord('a later event', { event: Text, occurredAt: Text, on: Day }, {}),
    },
  ),
);

const earned = {
  deal: Deal,
  cause: closedRecord('a cause', { kind: oneOf('win', 'payment'), id: Text }, {}),
  referrer: Text,
  beneficiary: Beneficiary,
  earnedOn: Day,
  holdDays: Whole,
  rule: Rule,
  counters: Counters,
};
const sometimesEarned = {
  holdMonths: Whole,
  holdFrom: oneOf('end-of-month'),
  part: closedRecord('a part', { number: Whole, of: Whole }, {}),
};
const EarnedCodec: t.Type<Earned, unknown> = closedRecord('what was earned', earned, sometimesEarned);

const entry = { number: LineNumber, node: NodeIdText, amount: Booked, entry: Text, maturesOn: Day, from: Ref };

const reversal = { ...entry, kind: t.literal('reversal'), accrual: Text, original: Ref, earned: EarnedCodec };

const trueUp = {
  ...entry,
  kind: t.literal('true-up'),
  deal: Deal,
  referrer: Text,
  beneficiary: Beneficiary,
  trueUpOn: Day,
  rule: Rule,
  counters: Counters,
};
const Rerating = closedRecord(
  'who had it rated again',
  { id: Text, accrual: Text, reason: Text, author: Text, approver: Text },
  {},
);

type Validated = Readonly<{ validate: t.Validate<unknown, Line> }>;

/** A line has one of two forms: the first where it has the field. */
const either = (field: string, first: Validated, second: Validated): Validated => ({
  validate: (input, context) =>
    t.UnknownRecord.is(input) && Object.hasOwn(input, field)
      ? first.validate(input, context)
      : second.validate(input, context),
});

const writeOff = { ...entry, kind: t.literal('write-off'), date: Day, reason: Text };

const draw = { ...entry, date: Day, debt: Booked, payout: Text };

const lines: Readonly<Record<Line['kind'], Validated>> = {
  accrual: closedRecord('an accrual', { ...entry, kind: t.literal('accrual'), ...earned }, sometimesEarned),
  reversal: either(
    'cancelledOn',
    closedRecord('a reversal after a cancellation', { ...reversal, cancelledOn: Day }, {}),
    closedRecord('a reversal', { ...reversal, refund: Text, refundedOn: Day }, {}),
  ),
  'true-up': either(
    'rerating',
    closedRecord('a new rating', { ...trueUp, rerating: Rerating }, {}),
    closedRecord('a true-up', { ...trueUp, refund: Text }, {}),
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
  'draw-advance': closedRecord('a draw', { ...draw, kind: t.literal('draw-advance') }, {}),
  'draw-recovery': closedRecord('a recovery', { ...draw, kind: t.literal('draw-recovery') }, {}),
  'write-off': either(
    'author',
    closedRecord('a write-off by hand', { ...writeOff, author: Text, approver: Text }, {}),
    closedRecord('a write-off', writeOff, {}),
  ),
  unclaimed: closedRecord(
    'an unclaimed balance',
    { ...entry, kind: t.literal('unclaimed'), date: Day, reason: Text, author: Text, approver: Text },
    {},
  ),
};
const kindOf = oneOf(...entryKinds);

const ChargeCodec: t.Type<ChargeLine, unknown> = closedRecord(
  'a charge',
  {
    kind: oneOf('withholding', 'fee', 'vat'),
    id: Text,
    node: NodeIdText,
    amount: Booked,
    bornBy: oneOf('partner', 'program'),
    path: matching('a JSON Pointer', /^(?:\/|$)/),
    from: Ref,
  },
  { title: closedRecord('a title', { en: Text }, { ru: Text }) },
);

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
    plans: Plans,
    program: Program,
    asOf: Clocks,
    log: Log,
    engine: Text,
  },
  { charges: t.readonlyArray(ChargeCodec) },
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
