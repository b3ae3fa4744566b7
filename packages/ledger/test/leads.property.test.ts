import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadDecider, type LeadState } from '../src/lead/leadDecider.ts';
import type { Ledger, LedgerOptions, Result } from '../src/index.ts';
import { type LeadStep, leadStep, naiveLeads, takeNaively } from './naiveLeads.ts';
import { framesOf, historyOf, ledgerOn, ok, settle, won } from './world.ts';

const terms = { protection: 10, expiry: 15 };

const opened = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const program = { leadProtection: { days: terms.protection }, leadExpiry: { days: terms.expiry } };
  await settle(ledgerOn(store), { partners: ['bob', 'cat', 'dan'], program });
  return store;
};

/** Each step has a time of its own, so none is another one sent again. */
const timeOf = (day: number, index: number): string => new Date(Date.UTC(2024, 0, 1 + day, 12, 0, index)).toISOString();

const send = (ledger: Ledger, step: LeadStep, index: number): Result => {
  const occurredAt = timeOf(step.day, index);
  switch (step.kind) {
    case 'submit': {
      const { lead, partner, customer } = step;
      const claims = customer === null ? {} : { customer };
      const prospect = { reference: lead };
      return ledger.submitLead({ lead, program: 'acme', partner, prospect, attributes: {}, occurredAt, ...claims });
    }
    case 'accept':
      return ledger.acceptLead({ lead: step.lead, occurredAt });
    case 'expire':
      return ledger.expireLead({ lead: step.lead, occurredAt });
    case 'win':
      return ledger.winDeal(won(`d-${step.lead}`, { lead: step.lead, occurredAt }));
    case 'reject':
      return ledger.rejectLead({ lead: step.lead, reason: step.word, occurredAt });
    case 'lose':
      return ledger.loseLead({ lead: step.lead, reason: step.word, occurredAt });
    case 'reopen':
      return ledger.reopenLead({ lead: step.lead, reason: step.word, occurredAt });
    case 'advance':
      return ledger.advanceLead({ lead: step.lead, stage: step.word, occurredAt });
    case 'duplicate':
      return ledger.markLeadDuplicate({ lead: step.lead, of: step.of, occurredAt });
    case 'sweep':
      return ledger.expireLeads({ program: 'acme', now: occurredAt });
  }
};

/** The leads as their deciders fold them, and what was claimed and let go, in order. */
const found = async (store: EventStore) => {
  const states = new Map<string, LeadState>();
  const claims: string[] = [];
  for (const event of await historyOf(store)) {
    if (event.stream.startsWith('lead-'))
      states.set(event.stream.slice(5), leadDecider.evolve(states.get(event.stream.slice(5)), event));
    if (event.type === 'LeadClaimed') claims.push(`${event.data.lead} ${event.data.outcome}`);
    if (event.type === 'ClaimReleased') claims.push(`${event.data.lead} lets go`);
  }
  return { stages: new Map([...states].map(([lead, state]) => [lead, state?.stage])), claims };
};

describe('leads', () => {
  it('go the way that the issue describes, and so do their customers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(leadStep, { maxLength: 25 }), async (steps) => {
        const store = await opened();
        const ledger = ledgerOn(store);
        const world = naiveLeads();
        for (const [index, step] of steps.entries()) {
          const before = await framesOf(store);
          const expected = takeNaively(world, step, terms);
          const outcome = await send(ledger, step, index);
          expect(E.isLeft(outcome) ? outcome.left._tag : undefined).toBe(expected);
          if (E.isLeft(outcome)) expect(await framesOf(store)).toEqual(before);
        }
        const { stages, claims } = await found(store);
        expect(stages).toEqual(new Map([...world.leads].map(([lead, { stage }]) => [lead, stage])));
        expect(claims).toEqual(world.claims);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('and their customers come to the same after a crash at any append, once the rest was caught up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(leadStep, { maxLength: 12 }), fc.nat(25), async (steps, crash) => {
        const whole = await opened();
        const recorded: (readonly [LeadStep, number])[] = [];
        for (const [index, step] of steps.entries())
          if (E.isRight(await send(ledgerOn(whole), step, index))) recorded.push([step, index]);
        const store = await opened();
        const dying = ledgerOn(diesAfter(store, crash));
        const next = await survivors(dying, recorded);
        await ok(ledgerOn(store).catchUpAccruals());
        for (const [step, index] of recorded.slice(next)) await send(ledgerOn(store), step, index);
        expect(await found(store)).toEqual(await found(whole));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('say the same about their customers when that is made up for later, in the order of the history', async () => {
    const alone = (options: Partial<LedgerOptions>) => async (steps: readonly LeadStep[]) => {
      const store = await opened();
      for (const [index, step] of steps.entries()) await send(ledgerOn(store, options), step, index);
      await Promise.all([ok(ledgerOn(store).catchUpAccruals()), ok(ledgerOn(store).catchUpAccruals())]);
      expect(await ok(ledgerOn(store).catchUpAccruals())).toMatchObject({ events: 0 });
      return found(store);
    };
    const submission = leadStep.filter(({ kind }) => kind === 'submit' || kind === 'win');
    await fc.assert(
      fc.asyncProperty(fc.array(submission, { maxLength: 10 }), async (steps) => {
        expect(await alone({ accruals: 'deferred' })(steps)).toEqual(await alone({})(steps));
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

class Crash extends Error {}

/** A store whose process dies just before the append after so many. */
const diesAfter = (store: EventStore, appends: number): EventStore => {
  let left = appends;
  return {
    ...store,
    append: (stream, events, expected) => {
      left -= 1;
      if (left < 0) throw new Crash();
      return store.append(stream, events, expected);
    },
  };
};

/** The place of the step at which the process died, which is to be sent again. */
const survivors = async (ledger: Ledger, steps: readonly (readonly [LeadStep, number])[]): Promise<number> => {
  for (const [place, [step, index]] of steps.entries()) {
    try {
      await send(ledger, step, index);
    } catch (error) {
      if (error instanceof Crash) return place;
      throw error;
    }
  }
  return steps.length;
};
