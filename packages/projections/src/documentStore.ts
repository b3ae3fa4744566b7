/**
 * Where read models live: JSON documents under (projection, key), written together with the checkpoint that
 * says which events they contain. A promise rejects only with the `StoreFailure` of the event-store package.
 *
 * `projection` is a name with its version, such as `balances@1`: a new version builds its documents beside
 * the old ones.
 */
export interface DocumentStore {
  /** One document as it was put, or `undefined`. */
  read(projection: string, key: string): Promise<string | undefined>;
  /** Many documents at once, in the order of the keys asked for. */
  readMany(projection: string, keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Documents whose key starts with `prefix`, in the order of their keys (by UTF-8 bytes), strictly after `after`. */
  list(projection: string, options: ListOptions): Promise<readonly StoredDocument[]>;
  /** The last event the documents contain, or `undefined` before the first. */
  checkpoint(projection: string): Promise<Checkpoint | undefined>;
  /** The checkpoint of every projection that has one, by the projection's name, read at one moment. */
  checkpoints(): Promise<ReadonlyMap<string, Checkpoint>>;
  /**
   * Puts and removes documents and moves the checkpoint, all in one transaction. Answers `false`, and writes
   * nothing, when the checkpoint does not stand at the position `expected`: somebody else is folding the same
   * projection.
   */
  commit(batch: DocumentBatch): Promise<boolean>;
  /**
   * Puts the documents and the checkpoint of `by` in the place of those of `projection`, in one transaction; `by`
   * are then empty and without a checkpoint. A reader sees the old documents or the new ones, never some of each.
   *
   * Answers `false`, and changes nothing, unless all of `by` have one and the same checkpoint, its event included
   * ({@link isSameCheckpoint}); so also when there is none of them. Rejects with `InvalidAppend`, and changes nothing,
   * when a key stands in several of `by`, when a name is given twice, and when `projection` is among them.
   */
  replace(projection: string, by: readonly string[]): Promise<boolean>;
  /** Removes all documents and the checkpoint of a projection. */
  clear(projection: string): Promise<void>;
}

/** A key and the JSON text under it. */
export type StoredDocument = Readonly<{ key: string; json: string }>;

/** A page of documents. */
export type ListOptions = Readonly<{ prefix?: string; after?: string; limit?: number }>;

/** What one step of a projection changes. */
export type DocumentBatch = Readonly<{
  projection: string;
  /** The position at which the checkpoint must stand, `undefined` when there must be none. */
  expected: bigint | undefined;
  /** Where it stands afterwards. */
  checkpoint: Checkpoint;
  puts: readonly StoredDocument[];
  removes: readonly string[];
}>;

/** How far documents go. */
export type Checkpoint = Readonly<{
  /** The position of the last event they contain. */
  position: bigint;
  /** That event. Missing in the checkpoints of earlier releases, and where a checkpoint stands for no event. */
  event?: EventMark;
}>;

/**
 * The event at which a checkpoint stands. Whether the history still has it, there and with that content, tells a
 * restored backup from the history that was folded.
 */
export type EventMark = Readonly<{
  stream: string;
  revision: number;
  /** SHA-256 of the UTF-8 bytes of the stored body, 64 lower-case hexadecimal digits. */
  hash: string;
}>;

/** Whether two checkpoints stand at the same position, for the same event or both for none. */
export const isSameCheckpoint = (a: Checkpoint | undefined, b: Checkpoint | undefined): boolean =>
  a?.position === b?.position &&
  a?.event?.stream === b?.event?.stream &&
  a?.event?.revision === b?.event?.revision &&
  a?.event?.hash === b?.event?.hash;
