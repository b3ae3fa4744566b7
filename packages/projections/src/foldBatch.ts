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
  const keys = distinct(touched.keys);
  const name = storedName(projection);
  const texts = keys.length === 0 ? [] : await documents.readMany(name, keys);
  const parsed = parsedOf(documents, name);
  const work = workspaceOf(keys, texts, parsed);
  for (const [index, touches] of touched.keys.entries()) {
    const event = events[index];
    if (event === undefined || touches.length === 0) continue;
    const halt = attempt(() => applyTo(work, projection, event, touches));
    if (halt !== undefined) return { applied: index, halt, ...changesOf(work, parsed) };
  }
  return { applied: touched.keys.length, halt: touched.halt, ...changesOf(work, parsed) };
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

const distinct = (touched: readonly (readonly string[])[]): readonly string[] => {
  const found = new Set<string>();
  for (const keys of touched) for (const key of keys) found.add(key);
  return [...found];
};

/** The documents of a batch: as text until one is needed, then as it was, then as it became. */
type Workspace = Readonly<{
  texts: ReadonlyMap<string, string | undefined>;
  parsed: ReadonlyMap<string, Parsed>;
  before: Map<string, unknown>;
  now: Map<string, unknown>;
}>;

const workspaceOf = (
  keys: readonly string[],
  texts: readonly (string | undefined)[],
  parsed: ReadonlyMap<string, Parsed>,
): Workspace => ({
  texts: new Map(keys.map((key, index) => [key, texts[index]])),
  parsed,
  before: new Map(),
  now: new Map(),
});

const documentIn = ({ texts, parsed, before, now }: Workspace, key: string): unknown => {
  const made = now.get(key);
  if (made !== undefined || now.has(key)) return made;
  const text = texts.get(key);
  const known = parsed.get(key);
  const document: unknown = text === undefined ? undefined : known?.json === text ? known.document : JSON.parse(text);
  before.set(key, document);
  now.set(key, document);
  return document;
};

/** All documents of the event change, or none: one that throws leaves the workspace as it was. */
const applyTo = (work: Workspace, projection: AnyProjection, event: RecordedEvent, keys: readonly string[]): void => {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) {
    work.now.set(only, projection.evolve(documentIn(work, only), event, only));
    return;
  }
  const evolved = keys.map((key) => projection.evolve(documentIn(work, key), event, key));
  for (const [index, key] of keys.entries()) work.now.set(key, evolved[index]);
};

/** A document and the text it has in the store. */
type Parsed = Readonly<{ json: string; document: unknown }>;

/**
 * What the last batches made of documents. A text that comes back from the store as it was put is not parsed again:
 * the same text is the same document, whoever has written it.
 */
const parsedOf = (documents: DocumentStore, name: string): Map<string, Parsed> => {
  const ofStore = parsedByStore.get(documents) ?? new Map<string, Map<string, Parsed>>();
  parsedByStore.set(documents, ofStore);
  const parsed = ofStore.get(name) ?? new Map<string, Parsed>();
  ofStore.set(name, parsed);
  if (parsed.size > MOST_PARSED) parsed.clear();
  return parsed;
};

const parsedByStore = new WeakMap<DocumentStore, Map<string, Map<string, Parsed>>>();
const MOST_PARSED = 2000;

const changesOf = ({ before, now }: Workspace, parsed: Map<string, Parsed>): Pick<Folded, 'puts' | 'removes'> => {
  const puts: StoredDocument[] = [];
  const removes: string[] = [];
  for (const [key, document] of now) {
    if (document === before.get(key)) continue;
    if (document === undefined) removes.push(key);
    else puts.push(textOf(key, document, parsed));
  }
  return { puts, removes };
};

const textOf = (key: string, document: unknown, parsed: Map<string, Parsed>): StoredDocument => {
  const json = JSON.stringify(document);
  parsed.set(key, { json, document });
  return { key, json };
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
