/**
 * What the store needs of a pool of connections: a `Pool` of the package `pg` is one. The pool must not be set to
 * read rows as arrays.
 */
export interface PostgresPool {
  /** A connection that is the caller's until it is released. */
  connect(): Promise<PostgresClient>;
  /** An idle connection broke; without a listener that ends the process. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Whether the pool takes no more work. */
  readonly ending?: boolean;
}

/** A connection out of the pool. */
export interface PostgresClient {
  query(statement: PostgresStatement): Promise<PostgresAnswer>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  /** Gives the connection back, or ends it. */
  release(destroy?: boolean): void;
}

/** One statement with its bind parameters; `query_timeout` is in milliseconds. */
export interface PostgresStatement {
  text: string;
  values?: (string | number | null | string[])[];
  query_timeout?: number;
}

/** The rows of a statement, and how many it read or changed. */
export interface PostgresAnswer {
  rows: unknown[];
  rowCount: number | null;
}
