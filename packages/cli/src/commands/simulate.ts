import { type Period, addMonths, daysBetween, instantAt, localDate, periodOf } from '@commission-ledger/calendar';
import {
  type SimulatedStep,
  playSimulation,
  simulate as simulated,
  simulatedClock,
  simulatedSettings,
} from '@commission-ledger/testing/simulator';
import { openCommissionLedger } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { type ProgressBar, progressBar } from '../progressBar.ts';
import { monthOf } from '../session.ts';
import { shownSafely } from '../table.ts';
import { simulationWords } from '../simulationWords.ts';

/** What to simulate; the same numbers give the same program. */
export type SimulateOptions = Readonly<{
  seed: string;
  partners: string;
  leads: string;
  from?: string;
  months: string;
}>;

/** Plays a partner program into an empty store, as its host would have sent it. */
export const simulate = async (context: CommandContext, asked: SimulateOptions): Promise<number> => {
  const { session, terminal, options } = context;
  const say = simulationWords[options.locale];
  const numbers = {
    seed: numberIn('--seed', asked.seed, 0),
    partners: numberIn('--partners', asked.partners, 1),
    leads: numberIn('--leads', asked.leads, 1),
    months: numberIn('--months', asked.months, 1),
  };
  const from = asked.from === undefined ? monthsAgo(numbers.months, terminal.clock()) : monthOf(asked.from);
  await checkEmpty(context);
  const clock = simulatedClock();
  const ledger = openCommissionLedger({ ...session.ledgerOptions, clock: clock.now, stores: session });
  const bar = progressBar(terminal, say.playing);
  const days = daysBetween(from.start, addMonths(from.start, numbers.months));
  const steps = shownOn(bar, simulated({ ...numbers, from: from.key }), Date.parse(from.start), days);
  const { commands, refused } = await playSimulation(steps, ledger, clock);
  bar.end();
  await session.catchUp();
  const [first] = refused;
  if (options.json === true)
    writeJson(terminal, {
      program: simulatedSettings.program,
      ...numbers,
      from: from.key,
      commands,
      refused: refused.map(({ step, failure }) => ({ command: step.command, failure: failure._tag })),
    });
  else {
    terminal.out(`${say.played(commands, simulatedSettings.name)}\n`);
    if (first !== undefined) terminal.out(`${say.refused(refused.length, first.step.command, first.failure._tag)}\n`);
  }
  return exitCode.done;
};

/** So that the last simulated month is over. */
const monthsAgo = (months: number, now: number): Period => {
  const today = localDate(instantAt(now).slice(0, 10));
  if (E.isLeft(today)) throw new Error('A day of the clock is a date.');
  return periodOf(addMonths(periodOf(today.right, 'month').start, -months), 'month');
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** The steps, with the days that have passed shown on the bar as they are taken. */
function* shownOn(
  bar: ProgressBar,
  steps: Iterable<SimulatedStep>,
  start: number,
  days: number,
): Generator<SimulatedStep, void, undefined> {
  for (const step of steps) {
    bar.show(Math.min(days, Math.max(0, Math.trunc((step.at - start) / DAY_MS))), days);
    yield step;
  }
}

const numberIn = (option: string, text: string, least: number): number => {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new CommandFailed(
    `${option} takes a whole number from ${least} on, not '${shownSafely(text.slice(0, 20))}'.`,
    exitCode.usage,
  );
};

/** A simulated history among others could be taken for one that happened. */
const checkEmpty = async ({ session, options }: CommandContext): Promise<void> => {
  const { events } = await session.events.readAll({ after: undefined, limit: 1 });
  if (events.length > 0)
    throw new CommandFailed(
      `${options.store} holds a history already. Give an empty store, such as --store sqlite:simulated.db.`,
    );
};
