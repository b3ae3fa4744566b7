import { describeGraphProblem, parseGraph, type SearchedSource } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { closedRecord } from './closedRecord.ts';
import { Booked, check, Clocks, Log, matching, NodeIdText, oneOf, Plans, Program, Ref, Text } from './fields.ts';
import type { Gate, Question, Reply, Row, Subject } from './reply.ts';
import { isSubjectKind } from './subjectKinds.ts';
import { SaidCodec } from './saidCodec.ts';

const SubjectCodec: t.Type<Subject, unknown> = closedRecord(
  'a subject',
  {
    kind: check('a kind of subject', isSubjectKind),
    id: Text,
  },
  {},
);

/** What is named in another way is refused, not left out. */
const Asked = check(
  'texts by name',
  (input): input is Readonly<Record<string, string>> =>
    t.UnknownRecord.is(input) &&
    Object.entries(input).every(([name, value]) => /^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(name) && Text.is(value)),
);

const Searched: t.Type<SearchedSource, unknown> = closedRecord(
  'a source that was searched',
  { source: Text, from: Text, to: Text, watermark: Text },
  {},
);

const row = { number: matching('the number of a row', /^[1-9]\d*(?:\.[1-9]\d*)*$/), said: SaidCodec };
const sometimes = {
  amount: Booked,
  counts: t.literal(true),
  gate: oneOf<Gate>('passed', 'failed', 'open', 'not-reached'),
  node: NodeIdText,
  proof: Text,
  from: t.readonlyArray(Ref),
};
const LowestRow: t.Type<Row, unknown> = closedRecord('a row', row, sometimes);

const rowAbove = (below: t.Type<Row, unknown>): t.Type<Row, unknown> =>
  closedRecord('a row', row, { ...sometimes, rows: t.readonlyArray(below) });

/** So many rows below each other at most: who reads a document of any origin is safe from one without a bottom. */
const levels = 8;

const RowCodec = Array.from({ length: levels - 1 }).reduce<t.Type<Row, unknown>>(rowAbove, LowestRow);

const Shape = closedRecord(
  'an answer',
  {
    schema: t.literal('reply/1'),
    question: oneOf<Question>('why', 'why-not', 'when', 'who', 'diff', 'foil', 'what-if'),
    subject: SubjectCodec,
    asked: Asked,
    program: Program,
    title: SaidCodec,
    verdict: t.readonlyArray(SaidCodec),
    rows: t.readonlyArray(RowCodec),
    nodes: t.UnknownRecord,
    searched: t.readonlyArray(Searched),
    plans: Plans,
    asOf: Clocks,
    log: Log,
    engine: Text,
  },
  { partner: Text, amount: Booked, root: NodeIdText, unexplained: Booked },
);

const validate: t.Validate<unknown, Reply> = (input, context) => {
  const shape = Shape.validate(input, context);
  if (E.isLeft(shape)) return shape;
  const { nodes } = shape.right;
  // There may be no calculation at all; where there are some, none of them is the root of all.
  const graph = parseGraph({ root: Object.keys(nodes)[0] ?? '0000000000000000', nodes });
  if (E.isRight(graph)) return t.success({ ...shape.right, nodes: graph.right.nodes });
  return t.failures(graph.left.map((problem) => ({ value: nodes, context, message: describeGraphProblem(problem) })));
};

/**
 * Reads an answer of any origin. The form is closed, each value has one way to be written, and each sentence has just
 * the holes of its template; whether the answer is true is another question: see `verifyReply`.
 */
export const ReplyCodec: t.Type<Reply, unknown> = new t.Type<Reply, unknown>(
  'reply/1',
  (input): input is Reply => E.isRight(validate(input, [])),
  validate,
  t.identity,
);
