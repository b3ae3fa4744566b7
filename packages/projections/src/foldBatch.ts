import type { RecordedEvent } from '@commission-ledger/events';
import type { DocumentStore, StoredDocument } from './documentStore.ts';
import { type AnyProjection, CannotApply, storedName } from './projection.ts';
import type { HaltReason } from './projectionFailure.ts';

/** What a run of events makes of the documents. Nothing is written yet. */
export type Folded = Readonly<{
  /** How many of the events are in; fewer than there were when one of them cannot be applied. */
  applied: number;
  halt: HaltReason | undefined;
  puts: readonly StoredDocument[];
  removes: readonly string[];
}>;

/** Folds events into the documents they touch, which are read in one go. */
export const foldBatch = async (
  projection: AnyProjection,
  documents: DocumentStore,
  events: readonly RecordedEvent[],
): Promise<Folded> => {
  const touched = touchedBy(projection, events);
  const keys = [...new Set(touched.keys.flat())];
  const name = storedName(projection);
  const texts = keys.length === 0 ? [] : await documents.readMany(name, keys);
  const work = workspaceOf(keys, texts);
  for (const [index, touches] of touched.keys.entries()) {
    const event = events[index];
    if (event === undefined || touches.length === 0) continue;
    const halt = attempt(() => applyTo(work, projection, event, touches));
    if (halt !== undefined) return { applied: index, halt, ...changesOf(work) };
  }
  return { applied: touched.keys.length, halt: touched.halt, ...changesOf(work) };
};

type Touched = Readonly<{ keys: readonly (readonly string[])[]; halt: HaltReason | undefined }>;

/** The keys of each event, up to the first for which the projection cannot tell. */
const touchedBy = (projection: AnyProjection, events: readonly RecordedEvent[]): Touched => {
  const keys: (readonly string[])[] = [];
  for (const event of events) {
    const halt = attempt(() => keys.push(projection.keysOf(event)));
    if (halt !== undefined) return { keys, halt };
  }
  return { keys, halt: undefined };
};

/** The documents of a batch: as text until one is needed, then as it was, then as it became. */
type Workspace = Readonly<{
  texts: ReadonlyMap<string, string | undefined>;
  before: Map<string, unknown>;
  now: Map<string, unknown>;
}>;

const workspaceOf = (keys: readonly string[], texts: readonly (string | undefined)[]): Workspace => ({
  texts: new Map(keys.map((key, index) => [key, texts[index]])),
  before: new Map(),
  now: new Map(),
});

const documentIn = ({ texts, before, now }: Workspace, key: string): unknown => {
  if (now.has(key)) return now.get(key);
  const text = texts.get(key);
  const document: unknown = text === undefined ? undefined : JSON.parse(text);
  before.set(key, document);
  now.set(key, document);
  return document;
};

/** All documents of the event change, or none: one that throws leaves the workspace as it was. */
const applyTo = (work: Workspace, projection: AnyProjection, event: RecordedEvent, keys: readonly string[]): void => {
  const evolved = keys.map((key) => projection.evolve(documentIn(work, key), event, key));
  for (const [index, key] of keys.entries()) work.now.set(key, evolved[index]);
};

const changesOf = ({ before, now }: Workspace): Pick<Folded, 'puts' | 'removes'> => {
  const puts: StoredDocument[] = [];
  const removes: string[] = [];
  for (const [key, document] of now) {
    if (document === before.get(key)) continue;
    if (document === undefined) removes.push(key);
    else puts.push({ key, json: JSON.stringify(document) });
  }
  return { puts, removes };
};

/** Runs a step of a projection; what it throws stops the projection instead of the process. */
const attempt = (step: () => unknown): HaltReason | undefined => {
  try {
    step();
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      _tag: 'Inapplicable',
      problem: error instanceof CannotApply ? message : `The projection failed: ${message}`,
    };
  }
};
