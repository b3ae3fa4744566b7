/** The last event of each stream that was met lately, kept in little memory: a history has many streams. */
export type ChainEnds = Readonly<{
  /** Whether the stream ends with this event as far as it was met; `undefined` when it is not known. */
  endsWith(stream: string, revision: number, hash: string): boolean | undefined;
  set(stream: string, revision: number, hash: string): void;
}>;
