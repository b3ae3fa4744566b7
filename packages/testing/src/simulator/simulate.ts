import { BusinessCalendarCodec, type LocalDate, addMonths, localDate } from '@commission-ledger/calendar';
import { payoutsBetween } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type Agenda, emptyAgenda } from './agenda.ts';
import { type Dice, diceOf } from './dice.ts';
import { dealStory } from './dealStory.ts';
import { competingLead, leadStory } from './leadStory.ts';
import { type SimulatedPartner, joiningOf, partnersOf } from './partnersOf.ts';
import { SIMULATED_PROGRAM, simulatedPlan, simulatedSettings } from './simulatedProgram.ts';
import type { SimulatedStep } from './simulatedStep.ts';
import { DAY, HOUR, type SimulationOptions, euros, moment, numbered } from './simulation.ts';

/**
 * A partner program as it goes, as the commands of its host in the order of time: leads that compete, are rejected,
 * wait and expire; deals, subscriptions, late and doubled messages, refunds before their payments, chargebacks,
 * amendments; a new plan version halfway; inquiries; a payout run and the closing of a month every month. It is made
 * month by month, so that millions of steps need little memory.
 *
 * @throws RangeError when the first month is none, or a number is below 1.
 */
export function* simulate(options: SimulationOptions): Generator<SimulatedStep, void, undefined> {
  const first = localDate(`${options.from}-01`);
  if (E.isLeft(first)) throw new RangeError('The first month is YYYY-MM.');
  const { seed, leads, months } = options;
  if (![leads, months, options.partners].every((number) => Number.isSafeInteger(number) && number >= 1))
    throw new RangeError('Partners, leads and months are whole numbers from 1 on.');
  const dice = diceOf(seed);
  const startOf = (month: number): number => Date.parse(addMonths(first.right, month));
  const [start, end] = [startOf(0), startOf(months)];
  const partners = partnersOf(dice, options.partners, start, end);
  const agenda = emptyAgenda<SimulatedStep>();
  const plan = (step: SimulatedStep): void => agenda.add(step.at, step);
  for (const step of openingOf(addMonths(first.right, Math.trunc(months / 2)), start, startOf(Math.trunc(months / 2))))
    plan(step);
  for (const [index, partner] of partners.entries())
    for (const step of joiningOf(partner, index, dice, start)) plan(step);
  const crowd = weighted(partners);
  const held: Held[] = [];
  for (let month = 0; month < months; month += 1) {
    // In the first month nothing is due yet.
    if (month > 0) for (const step of runsIn(first.right, month, startOf(month + 1))) plan(step);
    const [from, to] = [startOf(month), startOf(month + 1)];
    const already = Math.trunc((leads * month) / months);
    for (let number = already + 1; number <= Math.trunc((leads * (month + 1)) / months); number += 1)
      bringLead({ dice, agenda, held, crowd, end }, number, from + dice.between(DAY, to - from - 1));
    for (const { item } of agenda.takeUntil(to)) yield item;
  }
}

type Held = Readonly<{ customer: string; partner: string; from: number; endsAt: number }>;

type Market = Readonly<{
  dice: Dice;
  agenda: Agenda<SimulatedStep>;
  /** Customers whom partners brought lately. */
  held: Held[];
  crowd: readonly [SimulatedPartner, ...SimulatedPartner[]];
  end: number;
}>;

/** How many of the latest customers another partner may come across. */
const REMEMBERED = 500;

/** For less than the program protects them. */
const PROTECTED = 60 * DAY;

const bringLead = ({ dice, agenda, held, crowd, end }: Market, number: number, at: number): void => {
  const { partner, suspended } = dice.pick(crowd);
  if (suspended !== undefined && at > suspended.from - DAY && at < suspended.until + DAY) return;
  const other = held[dice.between(0, Math.max(0, held.length - 1))];
  const competes =
    other !== undefined &&
    other.partner !== partner &&
    at > other.from &&
    at < other.from + PROTECTED &&
    at < other.endsAt;
  if (competes && dice.perMille(200)) {
    const step = competingLead({ number, partner, customer: other.customer, at }, dice);
    return agenda.add(step.at, step);
  }
  const customer = numbered('customer', number);
  const { steps, endsAt, sale } = leadStory({ number, partner, customer, at }, dice);
  held.push({ customer, partner, from: at, endsAt });
  if (held.length > REMEMBERED) held.shift();
  const colleague = dice.pick(crowd).partner;
  if (dice.perMille(5)) for (const step of correctionOf(partner, number, at, dice)) agenda.add(step.at, step);
  for (const step of [...steps, ...(sale === undefined ? [] : dealStory(sale, colleague, dice, end))])
    agenda.add(step.at, step);
};

/** A correction by hand: one asks, another approves. */
function* correctionOf(partner: string, number: number, at: number, dice: Dice): Generator<SimulatedStep> {
  const about = { program: SIMULATED_PROGRAM, partner, adjustment: numbered('adjustment', number) };
  const amount = euros(dice.between(100, 20_000));
  const maturesOn = moment(at + 30 * DAY).slice(0, 10);
  const asked = { ...about, amount, reason: 'thanks for the fair', author: 'sales-1', maturesOn };
  yield { at, command: 'proposeAdjustment', input: asked };
  yield { at: at + 2 * HOUR, command: 'approveAdjustment', input: { ...about, approver: 'finance-2' } };
}

/** Each as often as their weight, so that a throw among them picks by weight. */
const weighted = (partners: readonly SimulatedPartner[]): Market['crowd'] => {
  const [first, ...others] = partners.flatMap((partner) => Array.from({ length: partner.weight }, () => partner));
  if (first === undefined) throw new RangeError('There is at least one partner.');
  return [first, ...others];
};

function* openingOf(change: LocalDate, start: number, changeAt: number): Generator<SimulatedStep, void, undefined> {
  const approver = 'finance-2';
  yield { at: start, command: 'openProgram', input: simulatedSettings };
  const document = simulatedPlan(1, '2020-01-01');
  yield { at: start, command: 'publishPlan', input: { document, author: 'finance-1', approver } };
  const next = { document: simulatedPlan(2, change), author: 'finance-1', approver };
  yield { at: changeAt, command: 'publishPlan', input: next };
  yield {
    at: changeAt,
    command: 'publishAnnouncement',
    input: {
      program: SIMULATED_PROGRAM,
      announcement: 'plan-2',
      title: { en: 'The first tier rises' },
      body: { en: `From ${change} on the first tier pays 11 %.` },
      audience: 'everyone',
      acknowledgement: 'asked',
      author: 'finance-1',
    },
  };
}

/** What is told late may open an account in a month that was closed without it, so many months back at most. */
const MONTHS_CLOSED = 3;

/** The payout run of a month, what the bank says a day later, and the closing of the months before. */
function* runsIn(first: LocalDate, number: number, next: number): Generator<SimulatedStep, void, undefined> {
  const program = SIMULATED_PROGRAM;
  const month = addMonths(first, number);
  const calendar = BusinessCalendarCodec.decode(simulatedSettings.businessCalendar);
  if (E.isLeft(calendar)) throw new Error('The calendar of the simulation is one.');
  const [payout] = payoutsBetween(simulatedPlan(1, '2020-01-01').payout, month, addMonths(month, 1), calendar.right);
  if (payout === undefined) return;
  const { date } = payout;
  const at = Date.parse(date) + 9 * HOUR;
  if (at + DAY >= next) return;
  const rate = { from: 'EUR', to: 'USD', rate: `1.0${number % 10}`, date, source: 'the central bank' };
  yield { at: at - HOUR, command: 'recordFxRate', input: rate };
  yield { at, command: 'preparePayouts', input: { program, date }, meta: { actor: 'finance-1' } };
  yield { at: at + HOUR, command: 'approvePayouts', input: { program, date }, meta: { actor: 'finance-2' } };
  yield { at: at + 2 * HOUR, command: 'issuePayouts', input: { program, date }, meta: { actor: 'finance-1' } };
  yield { at: at + DAY, command: 'settlePayouts', input: { program, date } };
  for (let back = Math.min(number, MONTHS_CLOSED); back > 0; back -= 1) {
    const period = addMonths(month, -back).slice(0, 7);
    yield { at: at + 2 * DAY, command: 'closePeriod', input: { program, period, closedBy: 'finance-1' } };
  }
}
