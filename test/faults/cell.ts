/**
 * One fault on one adapter: made to happen, and what came of it as it was observed, or why it cannot happen there. `run`
 * answers `undefined` where it has not what it needs, such as a server that may be killed.
 */
export type Cell = Readonly<{ run(): Promise<string | undefined> }> | Readonly<{ doesNotApply: string }>;

/** One fault, and what comes of it on each adapter. */
export type FaultRow<Adapter extends string> = Readonly<{
  /** The place where it strikes, by the numbers of the explanation on the page. */
  point: string;
  fault: string;
  on: Readonly<Record<Adapter, Cell>>;
}>;

/** The fault cannot happen there. */
export const doesNotApply = (why: string): Cell => ({ doesNotApply: why });

/** The words for what must never come of any fault. They stand in capitals, so that nobody reads past them. */
export const unsound = /\b(?:TORN|TWICE|LOST|WRONG|DIFFERENT)\b/;
