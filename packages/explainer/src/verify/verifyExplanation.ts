import { verifyGraph } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { citationsOf, referencesAmong } from './citedEvents.ts';
import { createProver } from '../why/createProver.ts';
import { knownEngines } from '../document/engine.ts';
import { createEventReader, type ReadStored, type Streams } from '../reading/eventReader.ts';
import type { Explanation } from '../document/explanation.ts';
import { ExplanationCodec } from '../document/explanationCodec.ts';
import type { ExplanationProblem } from './explanationProblem.ts';
import { firstDifference } from '../why/firstDifference.ts';
import { overlookedIn, type PostedEntry } from './overlooked.ts';
import { malformed } from './malformed.ts';
import { plansAmong, readCited, storeOver, type Cited } from './readAgain.ts';
import { eventKey, problemsOfLeaf } from './verifyLeaves.ts';

/** A document that holds: how many steps were done again, and how many events were read again. */
export type VerifiedExplanation = Readonly<{ explanation: Explanation; nodes: number; events: number }>;

/**
 * Checks a document of any origin against the history: every step is done again, every event cited is read again and
 * has to have the hash and the field that are stated, every number of a plan has to stand in the published text, what is
 * said to be absent is looked for again, and the same question asked of the same events has to give the same document.
 *
 * @param json the document; an `Explanation`, or what was parsed from a file
 * @param readStored reads one stored event by stream and revision; see `storedEventIn`
 */
export const verifyExplanation = async (
  json: unknown,
  readStored: ReadStored,
): Promise<E.Either<readonly ExplanationProblem[], VerifiedExplanation>> => {
  const read = ExplanationCodec.decode(json);
  if (E.isLeft(read)) return E.left(read.left.map((error) => ({ _tag: 'NotAnExplanation', ...malformed(error) })));
  const explanation = read.right;
  if (!knownEngines.includes(explanation.engine)) {
    return E.left([{ _tag: 'UnknownEngine', engine: explanation.engine }]);
  }
  const { root, nodes } = explanation;
  const graph = verifyGraph({ root, nodes });
  const store = storeOver(readStored);
  const events = createEventReader(store);
  const { cited, problems } = await readCited(events, citationsOf(explanation));
  const { timeZone } = explanation.program;
  const looked = { events: cited, plans: plansAmong(explanation.plans, cited), timeZone };
  const found = [
    ...(E.isLeft(graph) ? graph.left : []),
    ...problems,
    ...Object.entries(nodes).flatMap(([id, node]) => problemsOfLeaf(id, node, looked)),
    ...(await overlookedIn(events, entriesOf(explanation, cited), new Set([...cited.values()].map(({ id }) => id)))),
  ];
  if (found.length > 0) return E.left(found);
  const again = await askedAgain(explanation, store, [...cited.values()]);
  if (again.length > 0) return E.left(again);
  return E.right({ explanation, nodes: Object.keys(nodes).length, events: cited.size });
};

const entriesOf = ({ lines }: Explanation, cited: Cited): readonly PostedEntry[] =>
  lines.flatMap((line, index) => {
    const refs = line.kind === 'reversal' ? [line.from, line.original] : [line.from];
    return refs.flatMap((ref): readonly PostedEntry[] => {
      const event = cited.get(eventKey(ref));
      const isEntry =
        event?.type === 'AccrualPosted' || event?.type === 'AccrualReversed' || event?.type === 'TrueUpPosted';
      return isEntry ? [{ path: `/lines/${index}`, event }] : [];
    });
  });

const askedAgain = async (
  explanation: Explanation,
  store: Streams,
  cited: readonly RecordedEvent[],
): Promise<readonly ExplanationProblem[]> => {
  const again = await createProver({ store, references: referencesAmong(cited) }).why(explanation.subject);
  if (E.isLeft(again)) return [{ _tag: 'NotExplainable', failure: again.left }];
  const difference = firstDifference(explanation, again.right);
  if (difference === undefined) return [];
  const { path, recorded, computed } = difference;
  return [{ _tag: 'ReadsDifferently', path, stated: recorded, found: computed }];
};
