import type { Ledger } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { SimulatedCommand, SimulatedStep } from './simulatedStep.ts';
import { DAY, moment } from './simulation.ts';

/** A clock that stands where the simulation is; a ledger is created with `clock: clock.now`. */
export type SimulatedClock = Readonly<{ now: () => number; set: (at: number) => void }>;

/** A clock that begins in 1970. */
export const simulatedClock = (): SimulatedClock => {
  let now = 0;
  return {
    now: () => now,
    set: (at) => {
      now = Math.max(now, at);
    },
  };
};

type Played<Value> = Promise<E.Either<Readonly<{ _tag: string }>, Value>>;

/** What a simulation is played on: a ledger, or whatever stands before one and takes the same commands. */
export type SimulatedTarget = Readonly<{
  [Command in Exclude<SimulatedCommand, 'issuePayouts'>]: (...args: Parameters<Ledger[Command]>) => Played<unknown>;
}> &
  Readonly<{
    issuePayouts: (
      ...args: Parameters<Ledger['issuePayouts']>
    ) => Played<Readonly<{ issued: readonly Readonly<{ data: IssuedPayout }>[] }>>;
    settlePayout: (...args: Parameters<Ledger['settlePayout']>) => Played<unknown>;
    failPayout: (...args: Parameters<Ledger['failPayout']>) => Played<unknown>;
    voidPayout: (...args: Parameters<Ledger['voidPayout']>) => Played<unknown>;
  }>;

type IssuedPayout = Readonly<{
  program: string;
  partner: string;
  payout: string;
  amount: Readonly<{ minor: bigint; currency: string }>;
}>;

/** How a simulation went. A refusal is none of the ledger's faults that a simulation expects: there are none. */
export type SimulationPlayed = Readonly<{
  commands: number;
  refused: readonly Readonly<{ step: SimulatedStep; failure: Readonly<{ _tag: string }> }>[];
}>;

/** Sends the steps one after the other, with the clock at the time of each; the bank settles nearly every payout. */
export const playSimulation = async (
  steps: Iterable<SimulatedStep>,
  target: SimulatedTarget,
  clock: SimulatedClock,
): Promise<SimulationPlayed> => {
  let commands = 0;
  const refused: { step: SimulatedStep; failure: Readonly<{ _tag: string }> }[] = [];
  let issued: readonly IssuedPayout[] = [];
  for (const step of steps) {
    clock.set(step.at);
    if (step.command === 'settlePayouts') {
      for (const payout of issued) {
        commands += 1;
        const outcome = await settle(target, payout, step.at);
        if (E.isLeft(outcome)) refused.push({ step, failure: outcome.left });
      }
      issued = [];
      continue;
    }
    commands += 1;
    const outcome = await send(target, step);
    if (E.isLeft(outcome)) refused.push({ step, failure: outcome.left });
    else if (outcome.right !== undefined) issued = outcome.right;
  }
  return { commands, refused };
};

const send = async (
  target: SimulatedTarget,
  step: Exclude<SimulatedStep, { command: 'settlePayouts' }>,
): Played<readonly IssuedPayout[] | undefined> => {
  if (step.command === 'issuePayouts') {
    const run = await target.issuePayouts(step.input, step.meta);
    return E.isLeft(run) ? run : E.right(run.right.issued.map(({ data }) => data));
  }
  return E.map(() => undefined)(await commandOf(target, step)(step.input, step.meta));
};

const commandOf = (
  target: SimulatedTarget,
  { command }: Exclude<SimulatedStep, { command: 'settlePayouts' | 'issuePayouts' }>,
): ((input: unknown, meta?: unknown) => Played<unknown>) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a step has the input of its own command
  target[command] as (input: unknown, meta?: unknown) => Played<unknown>;

/** One payout in forty does not arrive, and one is called off and comes with the next run; which, its id decides. */
const settle = (target: SimulatedTarget, { program, partner, payout, amount }: IssuedPayout, at: number) => {
  const digits = `${amount.minor}`.padStart(3, '0');
  const told = { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: amount.currency };
  const about = { program, partner, payout, amount: told, occurredAt: moment(at - (at % DAY)) };
  const fate = Number.parseInt(payout.slice(-6), 16) % 40;
  if (fate === 1) return target.voidPayout({ ...about, reason: 'sent to the old account' });
  return fate === 0
    ? target.failPayout({ ...about, reason: 'the account was closed' })
    : target.settlePayout({ ...about, reference: `bank-${payout}` });
};
