import type { EventStore } from '@commission-ledger/event-store';
import { type AccountRef, accountOfStream, accountStream, categoryOf, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { publishedPlanOf } from '../plan/planDecider.ts';
import type { AccountDirectory } from './payoutRun.ts';

const PAGE = 1000;

/**
 * Finds a program's accounts by reading the whole history: always right, and linear in its length. Partners in a plan
 * with a draw have an account although nothing happened in it yet.
 */
export const accountsInHistory = (store: EventStore): AccountDirectory =>
  async function* (program) {
    const seen = new Set<string>();
    const guaranteed = guaranteedAccounts(program);
    let after: bigint | undefined;
    for (let atEnd = false; !atEnd;) {
      const page = await store.readAll({ after, limit: PAGE });
      for (const event of page.events) {
        guaranteed.note(event);
        const account = accountOfStream(event.stream);
        if (account?.program !== program || seen.has(event.stream)) continue;
        seen.add(event.stream);
        yield account;
      }
      ({ atEnd, next: after } = page);
    }
    for (const account of guaranteed.found()) if (!seen.has(accountStream(account))) yield account;
  };

type StoredEvent = Parameters<typeof readEvent>[0];

/** Gathers who is in which plan of the program, and which plans guarantee a payout. */
const guaranteedAccounts = (program: string) => {
  const members = new Map<string, Set<string>>();
  const currencies = new Map<string, Set<string>>();
  const note = (stored: StoredEvent): void => {
    const category = categoryOf(stored.stream);
    if (category !== 'plan' && category !== 'partner') return;
    const read = readEvent(stored);
    // Whoever loads the stream is told that it cannot be read.
    if (E.isLeft(read)) return;
    const event = read.right;
    if (event.type === 'PartnerEnrolled' && event.data.program === program)
      into(members, event.data.plan, event.data.partner);
    if (event.type !== 'PlanPublished') return;
    const { plan, payout, currency } = publishedPlanOf(event).document;
    if (payout.draw !== undefined) into(currencies, plan, currency);
  };
  const found = (): readonly AccountRef[] =>
    [...currencies].flatMap(([plan, codes]) =>
      [...(members.get(plan) ?? [])].flatMap((partner) =>
        [...codes].map((currency) => ({ program, partner, currency })),
      ),
    );
  return { note, found };
};

const into = (sets: Map<string, Set<string>>, key: string, value: string): void => {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
};
