import type { EventData } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { ReferenceKind } from './references.ts';
import type { Sources } from './sources.ts';

/** What is asked for of a line. */
type Asked = Pick<EventData<'PayoutIssued'>['lines'][number], 'kind' | 'entry'>;

/**
 * Finds and reads what lines of a payout rest on, many at once: their entries, and of accruals the deals and what was paid
 * on them. Whatever is missing is said by who asks for it later.
 */
export const prefetchLines = async (sources: Sources, lines: readonly Asked[]): Promise<void> => {
  const { events } = sources;
  for (const kind of new Set(lines.map((line) => line.kind))) {
    const ids = lines.filter((line) => line.kind === kind).map(({ entry }) => entry);
    const entries = await placesOf(sources, kind, ids);
    await events.prefetch(entries);
    if (kind !== 'accrual') continue;
    const posted = await Promise.all(entries.map((at) => events.read('AccrualPosted', at)));
    const accruals = posted.flatMap((event) => (E.isRight(event) ? [event.right.data] : []));
    const won = await placesOf(sources, 'deal', [...new Set(accruals.map(({ deal }) => deal))]);
    await events.prefetch([...won, ...accruals.map(({ causeEvent }) => causeEvent)]);
  }
};

const placesOf = async ({ index }: Sources, kind: ReferenceKind, ids: readonly string[]) => {
  await index.prefetch(kind, ids);
  const found = await Promise.all(ids.map((id) => index.lookUp(kind, id)));
  return found.flatMap((at) => at ?? []);
};
