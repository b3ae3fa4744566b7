import type { NodeJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { knownEngines } from '../document/engine.ts';
import type { Reply, Row } from '../document/reply.ts';
import { ReplyCodec } from '../document/replyCodec.ts';
import { createEventReader, type ReadStored } from '../reading/eventReader.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import { firstDifference } from '../why/firstDifference.ts';
import type { Citation } from './citedEvents.ts';
import { malformed } from './malformed.ts';
import { problemsWithin } from './problemsWithin.ts';
import { plansAmong, readCited, storeOver } from './readAgain.ts';
import type { ReplyProblem } from './replyProblem.ts';
import { problemsOfLeaf } from './verifyLeaves.ts';

/** An answer that holds: how many steps were done again, and how many events were read again. */
export type VerifiedReply = Readonly<{ reply: Reply; nodes: number; events: number }>;

/** The question, asked again, is not answered. */
type NotAnswered<Failure> = Readonly<{ _tag: 'NotExplainable'; failure: Failure }>;

/** What an answer is checked against. */
export type ReplyWitness<Failure = ExplainFailure> = Readonly<{
  /** Puts the question of an answer once more: its subject, and what else was asked, stand in the answer. */
  askAgain: (reply: Reply) => Promise<E.Either<Failure, Reply>>;
  /** Reads one stored event by stream and revision; see `storedEventIn`. */
  readStored: ReadStored;
}>;

/**
 * Checks an answer of any origin against the history: every step is done again, rows that count have to add up, every
 * event cited is read again and has to have the hash and the field that are stated, every number of a plan has to stand
 * in the published text, and the same question, asked again, has to give the same document. What was known then but was
 * recorded only later makes it another one: an answer holds as of the state of the history it was given in.
 *
 * @param json the document; a `Reply`, or what was parsed from a file
 */
export const verifyReply = async <Failure = ExplainFailure>(
  json: unknown,
  { askAgain, readStored }: ReplyWitness<Failure>,
): Promise<E.Either<readonly (ReplyProblem | NotAnswered<Failure>)[], VerifiedReply>> => {
  const read = ReplyCodec.decode(json);
  if (E.isLeft(read)) return E.left(read.left.map((error) => ({ _tag: 'NotAReply', ...malformed(error) })));
  const reply = read.right;
  const { nodes, engine, plans, program } = reply;
  if (!knownEngines.includes(engine)) return E.left([{ _tag: 'UnknownEngine', engine }]);
  const events = createEventReader(storeOver(readStored));
  const { cited, problems } = await readCited(events, citationsIn(reply));
  const looked = { events: cited, plans: plansAmong(plans, cited), timeZone: program.timeZone };
  const found = [
    ...problemsWithin(reply),
    ...problems,
    ...Object.entries(nodes).flatMap(([id, node]) => (isSupposed(reply, node) ? [] : problemsOfLeaf(id, node, looked))),
  ];
  if (found.length > 0) return E.left(found);
  const again = await askAgain(reply);
  if (E.isLeft(again)) return E.left([{ _tag: 'NotExplainable', failure: again.left }]);
  const problem = readsDifferently(reply, again.right);
  return problem === undefined
    ? E.right({ reply, nodes: Object.keys(nodes).length, events: cited.size })
    : E.left([problem]);
};

/** What is supposed to have been otherwise has no event; that it is what was asked shows when it is asked again. */
const isSupposed = ({ question }: Reply, node: NodeJson): boolean =>
  (question === 'what-if' || question === 'why-not') && node.kind === 'fact' && node.from.length === 0;

const readsDifferently = (stated: Reply, found: Reply): ReplyProblem | undefined => {
  const difference = firstDifference(stated, found);
  if (difference !== undefined) {
    const { path, recorded, computed } = difference;
    return { _tag: 'ReadsDifferently', path, stated: recorded, found: computed };
  }
  const extra = firstDifference(found, stated);
  if (extra === undefined) return undefined;
  return { _tag: 'ReadsDifferently', path: extra.path, stated: extra.computed, found: extra.recorded };
};

/** Every citation of an event in an answer, with its place. */
export const citationsIn = ({ nodes, rows, plans, program }: Reply): readonly Citation[] => [
  ...Object.entries(nodes).flatMap(([id, node]) =>
    node.kind === 'fact' ? node.from.map((ref) => ({ path: `/nodes/${id}`, ref })) : [],
  ),
  ...citationsOfRows(rows, ''),
  ...plans.map(({ from }, index) => ({ path: `/plans/${index}`, ref: from })),
  { path: '/program', ref: program.from },
];

const citationsOfRows = (rows: readonly Row[], above: string): readonly Citation[] =>
  rows.flatMap(({ from = [], rows: below = [] }, index) => {
    const path = `${above}/rows/${index}`;
    return [...from.map((ref) => ({ path, ref })), ...citationsOfRows(below, path)];
  });
