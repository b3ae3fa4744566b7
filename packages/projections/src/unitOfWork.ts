import { StoreFailure } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import type { DocumentStore, StoredDocument } from './documentStore.ts';
import { type AnyProjection, CannotApply, storedName } from './projection.ts';
import type { HaltReason } from './projectionFailure.ts';
import { parseDocument } from './readDocuments.ts';

/** What events make of the documents of one projection. Nothing is written, and no text is made of them, before the end. */
export type UnitOfWork = Readonly<{
  /**
   * Folds the next events into the documents they touch; those that are not here yet are read in one go. Answers what
   * stopped it, if anything; then nothing more is to be folded.
   */
  fold(events: readonly RecordedEvent[]): Promise<Halt | undefined>;
  /** How many documents it holds. */
  size(): number;
  /** All that has changed. */
  changes(): Changes;
}>;

/** One event could not be applied; so many of those given before it were. */
export type Halt = Readonly<{ applied: number; reason: HaltReason }>;

/** Documents that are others than before, and keys of those that are gone. */
export type Changes = Readonly<{ puts: readonly StoredDocument[]; removes: readonly string[] }>;

/** Work on documents as they stand in the store. */
export const unitOfWork = (projection: AnyProjection, documents: DocumentStore): UnitOfWork => {
  const name = storedName(projection);
  const parsed = parsedOf(documents, name);
  const work: Workspace = { name, texts: new Map(), parsed, before: new Map(), now: new Map() };
  return {
    fold: async (events) => {
      const touched = touchedBy(projection, events);
      await readNew(work, documents, name, touched.keys);
      for (const [applied, touches] of touched.keys.entries()) {
        const event = events[applied];
        if (event === undefined || touches.length === 0) continue;
        const reason = attempt(() => applyTo(work, projection, event, touches));
        if (reason !== undefined) return { applied, reason };
      }
      return touched.halt && { applied: touched.keys.length, reason: touched.halt };
    },
    size: () => work.texts.size,
    changes: () => changesOf(work, parsed),
  };
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

/** Reads the documents that are touched for the first time. */
const readNew = async (
  { texts }: Workspace,
  documents: DocumentStore,
  name: string,
  touched: readonly (readonly string[])[],
): Promise<void> => {
  const found = new Set<string>();
  for (const keys of touched) for (const key of keys) if (!texts.has(key)) found.add(key);
  if (found.size === 0) return;
  const keys = [...found];
  const read = await documents.readMany(name, keys);
  for (const [index, key] of keys.entries()) texts.set(key, read[index]);
};

/** The documents of a unit of work: as text until one is needed, then as it was, then as it became. */
type Workspace = Readonly<{
  name: string;
  texts: Map<string, string | undefined>;
  parsed: ReadonlyMap<string, Parsed>;
  before: Map<string, unknown>;
  now: Map<string, unknown>;
}>;

const documentIn = ({ name, texts, parsed, before, now }: Workspace, key: string): unknown => {
  const made = now.get(key);
  if (made !== undefined || now.has(key)) return made;
  const text = texts.get(key);
  const known = parsed.get(key);
  const document: unknown =
    text === undefined ? undefined : known?.json === text ? known.document : parseDocument(name, key, text);
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

const changesOf = ({ before, now }: Workspace, parsed: Map<string, Parsed>): Changes => {
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
      problem:
        error instanceof CannotApply || error instanceof StoreFailure ? message : `The projection failed: ${message}`,
    };
  }
};
