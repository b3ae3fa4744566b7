import type { Dice } from './dice.ts';
import { SIMULATED_PROGRAM } from './simulatedProgram.ts';
import type { SimulatedStep } from './simulatedStep.ts';
import { DAY, HOUR, moment, numbered } from './simulation.ts';

/** How many partners work with one manager, and stand below one upline. */
const GROUP = 5;

/** A partner of a simulation; `weight` is how many leads they bring compared to others. */
export type SimulatedPartner = Readonly<{
  partner: string;
  weight: number;
  /** When they are suspended: neither do they bring leads then. */
  suspended: Readonly<{ from: number; until: number }> | undefined;
}>;

/** The partners: few bring much, many bring little. */
export const partnersOf = (dice: Dice, count: number, start: number, end: number): readonly SimulatedPartner[] =>
  Array.from({ length: count }, (_, index) => {
    const from = start + DAY * dice.between(20, Math.max(20, Math.trunc((end - start) / DAY) - 40));
    const suspended = dice.perMille(20) ? { from, until: from + 30 * DAY } : undefined;
    return { partner: numbered('partner', index + 1), weight: 1 + Math.trunc(60 / (1 + (index % 20))), suspended };
  });

/** How a partner joins: plan, manager, upline, tax status and, for nearly all, where they are paid. */
export function* joiningOf(
  { partner, suspended }: SimulatedPartner,
  index: number,
  dice: Dice,
  start: number,
): Generator<SimulatedStep, void, undefined> {
  const program = SIMULATED_PROGRAM;
  const from = moment(start).slice(0, 10);
  const at = start + HOUR;
  yield { at, command: 'joinPartner', input: { partner, name: `Partner ${index + 1}` } };
  yield { at, command: 'enrolPartner', input: { partner, program, plan: 'simulated', from } };
  const manager = `manager-${1 + Math.trunc(index / GROUP)}`;
  yield { at, command: 'assignManager', input: { partner, program, manager, from } };
  const upline = numbered('partner', index - (index % GROUP) + 1);
  if (upline !== partner) yield { at, command: 'assignUpline', input: { partner, program, upline, from } };
  if (dice.perMille(100)) yield { at, command: 'recordTaxStatus', input: { partner, status: 'abroad', from } };
  const elsewhere = dice.perMille(40) ? { currency: 'USD' } : {};
  if (dice.perMille(970))
    yield { at, command: 'changePayoutDestination', input: { partner, reference: `bank-of-${partner}`, ...elsewhere } };
  if (dice.perMille(30)) {
    const moved = { partner, reference: `new-bank-of-${partner}`, ...elsewhere };
    yield { at: at + DAY * dice.between(20, 100), command: 'changePayoutDestination', input: moved };
  }
  if (suspended === undefined) return;
  const [first, last] = [moment(suspended.from).slice(0, 10), moment(suspended.until).slice(0, 10)];
  const reason = 'the contract is being checked';
  yield {
    at: suspended.from,
    command: 'suspendPartner',
    input: { partner, program, from: first, reason, earning: dice.pick(['continues', 'stops']) },
  };
  yield {
    at: suspended.until,
    command: 'reinstatePartner',
    input: { partner, program, from: last, reason: 'the contract is in order' },
  };
}
