/** A PostgreSQL server for tests. */
export type PostgresServer = Readonly<{
  /** `postgresql://…` with the password, for drivers. */
  connectionString: string;
  /** Whether the server was started here: only such a one can be killed and restarted. */
  isOwn: boolean;
  /** A name for a schema that nobody else uses. Whoever makes it removes it again. */
  newSchema(): string;
  /** Kills the server and all its processes at once (SIGKILL), as a crash of the machine would end them. */
  kill(): Promise<void>;
  /** Ends the server, if it runs, dropping the connections, and starts it again on the same data and port. */
  restart(): Promise<void>;
  /** Ends the server and removes its data. A server that was given stays as it is. */
  stop(): Promise<void>;
}>;

/** All optional; the values named are the defaults. */
export type PostgresServerOptions = Readonly<{
  /** Whether the server syncs what it acknowledges, as in production: true. */
  durable?: boolean;
  /** More settings of `postgresql.conf`: none. */
  settings?: Readonly<Record<string, string>>;
}>;
