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
  /** The position of the last event the documents contain, or `undefined` before the first. */
  checkpoint(projection: string): Promise<bigint | undefined>;
  /**
   * Puts and removes documents and moves the checkpoint, all in one transaction. Answers `false`, and writes
   * nothing, when the checkpoint is not `expected`: somebody else is folding the same projection.
   */
  commit(batch: DocumentBatch): Promise<boolean>;
  /** Removes all documents and the checkpoint of a projection, for a rebuild. */
  clear(projection: string): Promise<void>;
}

/** A key and the JSON text under it. */
export type StoredDocument = Readonly<{ key: string; json: string }>;

/** A page of documents. */
export type ListOptions = Readonly<{ prefix?: string; after?: string; limit?: number }>;

/** What one step of a projection changes. */
export type DocumentBatch = Readonly<{
  projection: string;
  expected: bigint | undefined;
  checkpoint: bigint;
  puts: readonly StoredDocument[];
  removes: readonly string[];
}>;
