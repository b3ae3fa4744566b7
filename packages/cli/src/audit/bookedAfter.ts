import type { Instant } from '@commission-ledger/calendar';
import {
  type BalanceRow,
  type ClosingDocument,
  type DocumentStore,
  accrualHolds,
  closings,
  eachDocument,
  instantIn,
  movements,
} from '@commission-ledger/projections';

/**
 * What the journal of an account has after an instant: `nothing`; `later`, only what happened later; or `late`, also what
 * happened before, but was recorded when its month was closed, so that balances as of the instant have it already.
 */
export type BookedAfter = 'nothing' | 'later' | 'late';

/** Says for one account what is booked after the instant. */
export const bookedAfter = async (
  documents: DocumentStore,
  { program, partner, currency }: Pick<BalanceRow, 'program' | 'partner' | 'currency'>,
  end: Instant,
): Promise<BookedAfter> => {
  const prefix = `${program}/${partner}/${currency}/`;
  const closed: ClosingDocument[] = [];
  for await (const closing of eachDocument(documents, closings, { prefix })) closed.push(closing);
  const canBeLate = closed.some(({ until }) => instantIn(until) >= end);
  let found: BookedAfter = 'nothing';
  for await (const step of stepsOf(documents, prefix, canBeLate ? undefined : end)) {
    const before = closed.findLast(({ event }) => event.revision < step.event.revision);
    const happened = instantIn(step.occurredAt);
    if (happened >= end) found = 'later';
    else if (before !== undefined && instantIn(before.until) >= end) return 'late';
  }
  return found;
};

type Step = Readonly<{ occurredAt: string; event: Readonly<{ revision: number }> }>;

/** What moves money, or holds or releases it. Movements are kept by month, so what is long before need not be read. */
async function* stepsOf(
  documents: DocumentStore,
  prefix: string,
  from: Instant | undefined,
): AsyncGenerator<Step, void, undefined> {
  const after = from === undefined ? {} : { after: `${prefix}${from.slice(0, 7)}` };
  yield* eachDocument(documents, movements, { prefix, ...after });
  for await (const { steps } of eachDocument(documents, accrualHolds, { prefix })) yield* steps;
}
