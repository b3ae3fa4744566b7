import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, categoryOf, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { LeadDirectory } from './leadDirectory.ts';

const PAGE = 1000;

/** Finds a program's open leads by reading the whole history: always right, and linear in its length. */
export const openLeadsInHistory = (store: EventStore): LeadDirectory =>
  async function* (program) {
    const open = new Set<string>();
    const ended = new Set<string>();
    const won = new Set<string>();
    let after: bigint | undefined;
    for (let atEnd = false; !atEnd;) {
      const page = await store.readAll({ after, limit: PAGE });
      for (const stored of page.events) {
        const category = categoryOf(stored.stream);
        if (category !== 'lead' && category !== 'deal') continue;
        const read = readEvent(stored);
        // Whoever loads the stream is told that it cannot be read.
        if (E.isRight(read)) note(read.right, program, { open, ended, won });
      }
      ({ atEnd, next: after } = page);
    }
    for (const lead of open) if (!ended.has(lead) && !won.has(lead)) yield lead;
  };

type Leads = Readonly<Record<'open' | 'ended' | 'won', Set<string>>>;

const note = (event: RecordedEvent, program: string, { open, ended, won }: Leads): void => {
  if (event.type === 'LeadSubmitted' && event.data.program === program) open.add(event.data.lead);
  if (event.type === 'DealWon' && event.data.lead !== undefined) won.add(event.data.lead);
  if (event.type === 'LeadReopened') ended.delete(event.data.lead);
  if (
    event.type === 'LeadRejected' ||
    event.type === 'LeadMarkedDuplicate' ||
    event.type === 'LeadLost' ||
    event.type === 'LeadExpired'
  )
    ended.add(event.data.lead);
};
