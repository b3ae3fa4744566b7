import { daysBetween, endOfMonth, localDate, type LocalDate } from '@commission-ledger/calendar';
import { sum as sumNode } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { sum, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import type { Asking } from './asking.ts';
import type { DraftRow } from './composeReply.ts';
import type { CauseStanding, EarnedPart } from './gates/focusOf.ts';
import { entryIn } from './gates/paidGates.ts';
import { statementGate } from './gates/statementGate.ts';

/** The payout, or the month of a statement, in which something is missed. */
export type PlaceMissed = Readonly<{ payout: RecordedEvent<'PayoutIssued'> }> | Readonly<{ month: string }>;

/** Reads the place that is asked about; nothing where none is. */
export const placeMissed = async ({ sources }: Asking, asked: string | undefined): Answer<PlaceMissed | undefined> => {
  if (asked === undefined) return E.right(undefined);
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(asked)) return E.right({ month: asked });
  const at = await sources.index.lookUp('payout', asked);
  if (at === undefined) return E.left({ _tag: 'UnknownSubject', subject: asked });
  const payout = await sources.events.read('PayoutIssued', at);
  return E.map((event: RecordedEvent<'PayoutIssued'>) => ({ payout: event }))(payout);
};

/** What is in the place after all, cause by cause: each with those of its entries that are there. */
export const foundThere = async (
  asking: Asking,
  place: PlaceMissed,
  program: ProgramZone,
  standings: readonly CauseStanding[],
): Answer<readonly CauseStanding[]> => {
  const found: CauseStanding[] = [];
  for (const standing of standings) {
    const parts: EarnedPart[] = [];
    for (const part of standing.parts) {
      const isThere = await isIn(asking, place, program, part);
      if (E.isLeft(isThere)) return isThere;
      if (isThere.right) parts.push(part);
    }
    const earned = parts.map(({ event }) => event);
    if (parts.length > 0) found.push({ ...standing, parts, earned });
  }
  return E.right(found);
};

const isIn = async (
  asking: Asking,
  place: PlaceMissed,
  program: ProgramZone,
  { event }: EarnedPart,
): Answer<boolean> => {
  if ('month' in place) {
    const gate = await statementGate(asking, event, place.month, program);
    return E.map(({ state }: { state: string }) => state === 'passed')(gate);
  }
  const { kind, id } = entryIn(event);
  return E.right(place.payout.data.lines.some((line) => line.kind === kind && line.entry === id));
};

/** Of what is not there, that which comes nearest in time; of those alike, what has come least far. */
export const nearestTo = (place: PlaceMissed, standings: readonly CauseStanding[]): CauseStanding | undefined => {
  const [first, ...others] = standings;
  return first === undefined
    ? undefined
    : others.reduce((near, each) => (daysOff(place, each) < daysOff(place, near) ? each : near), first);
};

const daysOff = (place: PlaceMissed, { cause, earned }: CauseStanding): number => {
  if ('payout' in place) {
    const from = earned[0]?.data.maturesOn ?? cause.date;
    return Math.abs(daysBetween(from, place.payout.data.cutOff));
  }
  const first = dayIn(place.month);
  return Math.max(daysBetween(cause.date, first), daysBetween(endOfMonth(first), cause.date), 0);
};

const dayIn = (month: string): LocalDate => {
  const day = localDate(`${month}-01`);
  if (E.isLeft(day)) throw new TypeError('A month has a first day.');
  return day.right;
};

/** That it is not missing: what is in the place, one sentence for each cause. */
export const thereRows = (place: PlaceMissed, found: readonly CauseStanding[]): readonly DraftRow[] =>
  found.flatMap(({ cause, parts, earned }): readonly DraftRow[] => {
    const amounts = earned.map(({ data }) => data.amount);
    return [...new Set(amounts.map(({ currency }) => currency))].map((currency) => {
      const all = sum(
        currency,
        amounts.filter((each) => each.currency === currency),
      );
      const own = parts.filter(({ event }) => event.data.amount.currency === currency);
      const holes = { payment: cause.id, on: cause.date, amount: toJson(all), currency };
      const node = sumNode(own.map(({ whole }) => whole));
      return { said: thereSaid(place, cause.kind, holes), amount: all, node, gate: 'passed' };
    });
  });

type Holes = Extract<Said, { key: 'whyNotPaymentInMonth' }>['holes'];

const thereSaid = (place: PlaceMissed, kind: 'win' | 'payment', about: Omit<Holes, 'month'>): Said => {
  const { payment, ...win } = about;
  if ('month' in place) {
    const { month } = place;
    return kind === 'win'
      ? { key: 'whyNotWinInMonth', holes: { ...win, month } }
      : { key: 'whyNotPaymentInMonth', holes: { payment, ...win, month } };
  }
  const { payout, date } = place.payout.data;
  return kind === 'win'
    ? { key: 'whyNotWinInPayout', holes: { ...win, payout, date } }
    : { key: 'whyNotPaymentInPayout', holes: { payment, ...win, payout, date } };
};
