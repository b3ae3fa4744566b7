import type { StoredEvent } from '@commission-ledger/event-store';
import { idMark } from './idSet.ts';
import { type HistoryPlace, historyPlace } from './historyPlace.ts';
import type { HistorySource } from './historySource.ts';
import type { FoundProblem } from './joinedHistory.ts';
import type { DraftFinding } from './verdictDraft.ts';

/** The place of the event with an index, when reading is to begin with the event `from`, after a position. */
export const eventAt = async (
  source: HistorySource,
  { index, from, after }: Readonly<{ index: number; from: number; after: string | null }>,
): Promise<HistoryPlace | null> => {
  let at = from;
  for await (const event of eventsAfter(source, after === null ? undefined : BigInt(after))) {
    if (at === index) return historyPlace(event, index);
    at += 1;
  }
  return null;
};

/** Reads the history again, and gives those of these events whose id is that of an earlier event, digit for digit. */
export const sameIds = async (source: HistorySource, suspects: readonly number[]): Promise<readonly FoundProblem[]> => {
  if (suspects.length === 0) return [];
  const suspected = new Set(suspects);
  const marks = new Set<string>();
  let index = 0;
  for await (const { id } of eventsAfter(source, undefined)) {
    if (suspected.has(index)) marks.add(markOf(id));
    index += 1;
  }
  const firsts = new Map<string, number>();
  const problems: FoundProblem[] = [];
  index = 0;
  for await (const event of eventsAfter(source, undefined)) {
    const { id } = event;
    const first = firsts.get(id);
    if (first !== undefined && suspected.has(index))
      problems.push({ place: historyPlace(event, index), cause: { _tag: 'SameId', first } });
    if (first === undefined && marks.has(markOf(id))) firsts.set(id, index);
    index += 1;
  }
  return problems;
};

/** Reads the history again as far as events have to be named that were not remembered whole. */
export const placed = async (
  source: HistorySource,
  findings: readonly DraftFinding[],
): Promise<readonly DraftFinding[]> => {
  const wanted = new Map<number, HistoryPlace>();
  const missing = findings.flatMap(({ place }) => (place !== null && place.position === '' ? [place.index] : []));
  if (missing.length === 0) return findings;
  const [last, indexes] = [Math.max(...missing), new Set(missing)];
  let index = 0;
  for await (const event of eventsAfter(source, undefined)) {
    if (indexes.has(index)) wanted.set(index, historyPlace(event, index));
    if (index === last) break;
    index += 1;
  }
  return findings.map((each) => ({ ...each, place: each.place && (wanted.get(each.place.index) ?? each.place) }));
};

const markOf = (id: string): string => {
  const marks = new Uint32Array(2);
  idMark(id, marks, 0);
  return marks.join();
};

const eventsAfter = async function* (source: HistorySource, start: bigint | undefined): AsyncGenerator<StoredEvent> {
  let after = start;
  for (;;) {
    const page = await source.readAll({ after, limit: 1000 });
    yield* page.events;
    if (page.atEnd || page.events.length === 0) return;
    after = page.events.at(-1)?.position;
  }
};
