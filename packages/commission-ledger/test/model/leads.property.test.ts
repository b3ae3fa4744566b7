import type { EventStore } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type HostLedger, orThrow } from '../../src/index.ts';
import { dayAt, noonOf } from './days.ts';
import { expectFolded, expectSound, expectStopped, frozenHistory } from './history.ts';
import { type LeadCommand, leadSteps } from './leadCommands.ts';
import { EXPIRY, type NaiveLeads, PROTECTION, naiveLeads } from './naiveLeads.ts';
import { startProcess } from './process.ts';
import { openProgram } from './programUnderTest.ts';
import { sendLeads } from './sendLeads.ts';
import { sent } from './sent.ts';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
const HOUR = 3_600_000;
const YEARS = 10 * 365 * 24;

/** Every lead is where the naive program has it, and every inquiry that is not resolved is listed. */
const expectLeads = async (books: HostLedger, naive: NaiveLeads): Promise<void> => {
  const rows = await orThrow(books.leads());
  const told = new Map(
    rows.map(({ lead, state, timeline }) => [lead, [state, ...timeline.filter(isOwn).map(stateOf)]]),
  );
  const expected = [...naive.leads].map(
    ([lead, { won, stage, steps }]) => [lead, [won ? 'won' : stage, ...steps]] as const,
  );
  expect(told).toEqual(new Map(expected));
  const listed = await orThrow(books.inquiries());
  const unresolved = [...naive.inquiries].filter(([, { status }]) => status !== 'resolved');
  expect(new Map(listed.map(({ inquiry, status, thread }) => [inquiry, [status, thread.length]]))).toEqual(
    new Map(unresolved.map(([inquiry, { status, messages }]) => [inquiry, [status, messages]])),
  );
};

const isOwn = ({ fact }: Readonly<{ fact: string }>): boolean => fact !== 'DealWon';

/** A step is told with the state in which it left the lead. */
const stateOf = ({ state }: Readonly<{ state: string }>): string => state;

/** Who has each customer, as the history says, is who has it in the naive program; and never two at once. */
const expectHolders = async (store: EventStore, naive: NaiveLeads): Promise<void> => {
  const holders = new Map<string, string>();
  for (const { type, data } of await frozenHistory(store)) {
    if (type === 'LeadClaimed' && data.outcome === 'granted') holders.set(data.customer, data.lead);
    if (type === 'ClaimReleased') {
      expect(holders.get(data.customer)).toBe(data.lead);
      holders.delete(data.customer);
    }
  }
  expect(holders).toEqual(new Map([...naive.holders].map(([customer, { lead }]) => [customer, lead])));
};

it(
  'leads, claims and inquiries come to the same as in a naive program',
  async () => {
    await fc.assert(
      fc.asyncProperty(leadSteps, async (told) => {
        let now = noonOf(75);
        const server = startProcess(() => now);
        const naive = naiveLeads();
        await openProgram(server.books(), { leadProtection: { days: PROTECTION }, leadExpiry: { days: EXPIRY } });
        const commands: LeadCommand[] = [];
        const send = async (command: LeadCommand): Promise<void> => {
          const expected = naive.send(command, now);
          const verdict = await sent(server, () => sendLeads(server.books(), command), expected);
          expect([command, verdict]).toEqual([command, expected]);
          commands.push(command);
        };
        for (const step of told) {
          if (step.kind === 'clock') now += step.hours * HOUR;
          else if (step.kind === 'crash') server.restart();
          else if (step.kind === 'rebuild') server.loseDocuments();
          else if (step.kind === 'again') {
            const command = commands[step.nth % Math.max(1, commands.length)];
            if (command !== undefined) await send(command);
          } else {
            server.plan(step.fault);
            const { draft } = step;
            await send('day' in draft ? { ...draft, day: dayAt(now) - draft.day } : draft);
          }
        }
        await expectLeads(server.books(), naive);
        now += YEARS * HOUR;
        for (const command of commands.slice()) await send(command);
        await expectLeads(server.books(), naive);
        await expectHolders(server.events, naive);
        const wasAway = told.some((step) => step.kind === 'send' && step.fault !== undefined);
        await expectSound(server.events, wasAway);
        await expectFolded(server.events, server.documents(), 1 + (told.length % 7));
        await expectStopped(server.events, told.length);
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + 3_000 * RUNS,
);
