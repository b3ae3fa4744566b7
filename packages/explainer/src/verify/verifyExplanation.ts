import { verifyGraph } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { planIn } from './appliedPlan.ts';
import type { PlanCache } from './sources.ts';
import { citationsOf, problemOfCitation, referencesAmong } from './citedEvents.ts';
import { createExplainer } from './createExplainer.ts';
import { knownEngines } from './engine.ts';
import { createEventReader, type EventReader, type ReadStored, type Streams } from './eventReader.ts';
import type { Explanation } from './explanation.ts';
import { ExplanationCodec } from './explanationCodec.ts';
import type { ExplanationProblem } from './explanationProblem.ts';
import { firstDifference } from './firstDifference.ts';
import { overlookedIn, type PostedEntry } from './overlooked.ts';
import { eventKey, planKey, problemsOfLeaf } from './verifyLeaves.ts';

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
  if (E.isLeft(read)) return E.left(read.left.map(malformed));
  const explanation = read.right;
  if (!knownEngines.includes(explanation.engine)) {
    return E.left([{ _tag: 'UnknownEngine', engine: explanation.engine }]);
  }
  const { root, nodes } = explanation;
  const graph = verifyGraph({ root, nodes });
  const store = storeOver(readStored);
  const events = createEventReader(store);
  const { cited, problems } = await citedEvents(events, explanation);
  const { timeZone } = explanation.program;
  const looked = { events: cited, plans: plansOf(explanation, cited), timeZone };
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

const malformed = ({ context, message, value }: t.ValidationError): ExplanationProblem => ({
  _tag: 'NotAnExplanation',
  path: context.flatMap(({ key }) => (key === '' || /^[01]$/.test(key) ? [] : [`/${key}`])).join(''),
  expected: message ?? `${context.at(-1)?.type.name ?? 'something else'}, not ${JSON.stringify(value) ?? 'nothing'}`,
});

type Cited = ReadonlyMap<string, RecordedEvent>;

const citedEvents = async (
  events: EventReader,
  explanation: Explanation,
): Promise<Readonly<{ cited: Cited; problems: readonly ExplanationProblem[] }>> => {
  const cited = new Map<string, RecordedEvent>();
  const problems: ExplanationProblem[] = [];
  for (const citation of citationsOf(explanation)) {
    const event = await problemOfCitation(events, citation);
    if (E.isLeft(event)) problems.push(event.left);
    else cited.set(eventKey(event.right), event.right);
  }
  return { cited, problems };
};

/** The plan versions whose published text has the hash stated. */
const plansOf = ({ plans }: Explanation, cited: Cited): ReadonlyMap<string, Plan> => {
  const compiled: PlanCache = new Map();
  return new Map(
    plans.flatMap((source) => {
      const event = cited.get(eventKey(source.from));
      if (event?.type !== 'PlanPublished') return [];
      const plan = planIn(event, source, compiled);
      return E.isRight(plan) ? [[planKey(source), plan.right]] : [];
    }),
  );
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
  const again = await createExplainer({ store, references: referencesAmong(cited) }).why(explanation.subject);
  if (E.isLeft(again)) return [{ _tag: 'NotExplainable', failure: again.left }];
  const difference = firstDifference(explanation, again.right);
  if (difference === undefined) return [];
  const { path, recorded, computed } = difference;
  return [{ _tag: 'ReadsDifferently', path, stated: recorded, found: computed }];
};

/** Streams made of single reads, as far as the explainer needs them. */
const storeOver = (readStored: ReadStored): Streams => ({
  async *readStream(stream, { from = 0, direction = 'forwards', limit = Infinity } = {}) {
    const step = direction === 'forwards' ? 1 : -1;
    for (let revision = from, left = limit; revision >= 0 && left > 0; revision += step, left -= 1) {
      const stored = await readStored(stream, revision);
      if (stored === undefined) return;
      yield stored;
    }
  },
});
