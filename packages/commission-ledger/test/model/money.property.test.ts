import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HostLedger } from '../../src/index.ts';
import { expectBooks, expectPaidOnce } from './expectBooks.ts';
import { expectFolded, expectSound, expectStopped } from './history.ts';
import { altered, concrete } from './concrete.ts';
import { noonOf } from './days.ts';
import { type MoneyCommand, PARTNERS, type Step, steps } from './moneyCommands.ts';
import { naiveMoney } from './naiveMoney.ts';
import { startProcess } from './process.ts';
import { openAccounts, openProgram } from './programUnderTest.ts';
import { sendMoney } from './sendMoney.ts';
import { sent, sentAtOnce } from './sent.ts';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);
const HOUR = 3_600_000;
const YEARS = 10 * 365 * 24;

/** Plays the steps on the books and on the naive program at once. */
const play = async (told: readonly Step[]) => {
  let now = noonOf(75);
  const server = startProcess(() => now);
  const naive = naiveMoney();
  await openProgram(server.books());
  await openAccounts(server.books());
  for (const partner of PARTNERS) naive.post(partner, { kind: 'adjustment', amount: 2n, matures: 0, of: null }, 0);
  const commands: MoneyCommand[] = [];
  const send = async (command: MoneyCommand, atOnce = false): Promise<void> => {
    const expected = naive.send(command, now);
    const sendTo = (books: () => HostLedger) => () => sendMoney(books(), server.events, command);
    const verdict = atOnce
      ? await sentAtOnce([sendTo(server.books), sendTo(server.rival)])
      : await sent(server, sendTo(server.books), expected);
    expect([command, verdict]).toEqual([command, expected]);
    commands.push(command);
  };
  for (const step of told) {
    if (step.kind === 'clock') now += step.hours * HOUR;
    else if (step.kind === 'crash') server.restart();
    else if (step.kind === 'rebuild') server.loseDocuments();
    else if (step.kind === 'at-once') await send(concrete(step.draft, now, naive), true);
    else if (step.kind === 'again') {
      const command = commands[step.nth % Math.max(1, commands.length)];
      if (command !== undefined) await send(step.change ? altered(command) : command);
    } else {
      server.plan(step.fault);
      await send(concrete(step.draft, now, naive));
      server.plan(undefined);
    }
  }
  return { server, naive, commands, send, now: () => now, later: (hours: number) => (now += hours * HOUR) };
};

it(
  'comes to the same as a naive program, command by command',
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (told) => {
        const { server, naive, commands, send, now, later } = await play(told);
        await expectBooks(server.books(), naive, now());
        later(YEARS);
        for (const command of commands.slice()) await send(command);
        await expectBooks(server.books(), naive, now());
        await expectPaidOnce(server.events, naive);
        const wasAway = told.some(
          (step) => step.kind === 'at-once' || (step.kind === 'send' && step.fault !== undefined),
        );
        await expectSound(server.events, wasAway);
        await expectFolded(server.events, server.documents(), 1 + (told.length % 7));
        await expectStopped(server.events, told.length);
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + 3_000 * RUNS,
);
