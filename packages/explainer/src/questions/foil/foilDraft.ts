import { booked, fact, sub, sum, type Node } from '@commission-ledger/calculation';
import { dateOf } from '@commission-ledger/calendar';
import { eventRef } from '@commission-ledger/ledger';
import { equals, isZero, subtract, toJson, type Money } from '@commission-ledger/money';
import { instantIn } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { Unexplained } from '../../reading/explainFailure.ts';
import type { EventAt } from '../../reading/references.ts';
import type { Answer, AppliedPlan, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Draft, DraftRow } from '../composeReply.ts';
import type { Told } from './change.ts';
import { distinctPlans, programOf, type FoilSubject } from './foilSubject.ts';
import type { PayoutReading } from './payoutReadings.ts';
import type { Answered, Found } from './searchReadings.ts';

/** What an answer is composed from. */
export type About = Readonly<{
  sources: Sources;
  subject: FoilSubject;
  figure: Money;
  asked: Readonly<{ expected: string; currency?: string }>;
}>;

/** The figure is the one that was booked. */
export const agreement = (about: About): Draft =>
  draftOf(about, [{ key: 'foilSame', holes: { expected: toJson(about.figure) } }], [], [], about.subject.amount);

/** The figure is reproduced exactly: the most usual way first, others below. */
export const foundDraft = async (
  about: About,
  readings: readonly [PayoutReading, ...PayoutReading[]],
  { answers, count, counted }: Extract<Found, { _tag: 'found' }>,
): Answer<Draft> => {
  const [first, ...others] = answers;
  if (first === undefined) throw new RangeError('What was found has an answer.');
  const told = await rowsOf(about, readings, first);
  if (E.isLeft(told)) return told;
  const plans = [...told.right.plans];
  const further: DraftRow[] = [];
  for (const other of others) {
    const rows = await rowsOf(about, readings, other);
    if (E.isLeft(rows)) return rows;
    plans.push(...rows.right.plans);
    further.push({
      said: { key: 'foilAnother', holes: {} },
      amount: differenceOf(about),
      rows: rows.right.rows,
    });
  }
  const { length } = told.right.rows;
  const verdict: Said[] = [verdictOf(about, length), { key: 'foilNothingOver', holes: {} }];
  if (count > 1) {
    const key = !counted ? 'foilVeryMany' : length === 1 ? 'foilManySingle' : 'foilMany';
    verdict.push({ key, holes: { count: `${count}`, shown: `${answers.length}` } });
  }
  const dispute: DraftRow = { said: { key: 'foilDispute', holes: { number: `${Math.min(2, length)}` } } };
  const theirs = figureFrom(about.subject, told.right.rows);
  if (!equals(moneyOf(theirs), about.figure)) throw new Unexplained(`The changes do not give ${about.asked.expected}.`);
  return E.right(draftOf(about, verdict, [...told.right.rows, ...further, dispute], plans, theirs));
};

const verdictOf = (about: About, changes: number): Said => {
  const { subject, figure } = about;
  const holes = {
    expected: toJson(figure),
    booked: toJson(moneyOf(subject.amount)),
    difference: toJson(differenceOf(about)),
  };
  if (changes === 1) return { key: 'foilByOne', holes };
  return { key: changes === 2 ? 'foilByTwo' : 'foilByThree', holes };
};

/** No usual misreading gives the figure: what comes nearest, with what is left over. */
export const nearestDraft = async (
  about: About,
  asItIs: PayoutReading,
  { nearest, tried }: Extract<Found, { _tag: 'none' }>,
): Answer<Draft> => {
  const { subject, figure } = about;
  const told = await rowsOf(about, [asItIs], { reading: 0, alternatives: nearest });
  if (E.isLeft(told)) return told;
  const { rows, plans } = told.right;
  const theirs = figureFrom(subject, rows);
  const rest = subtract(moneyOf(theirs), figure);
  const verdict: readonly Said[] = [
    {
      key: 'foilNone',
      holes: {
        expected: toJson(figure),
        booked: toJson(moneyOf(subject.amount)),
        difference: toJson(differenceOf(about)),
        tried: `${tried}`,
      },
    },
    {
      key: rows.length === 0 ? 'foilNearestNone' : 'foilNearest',
      holes: { nearest: toJson(moneyOf(theirs)), rest: toJson(rest) },
    },
  ];
  // Something is left over: rows that count would say that nothing is.
  const uncounted = rows.map((row) => {
    const { counts: _, ...shown } = row;
    return shown;
  });
  const over: DraftRow = { said: { key: 'foilLeftOver', holes: {} }, amount: rest };
  return E.right(draftOf(about, verdict, isZero(rest) ? uncounted : [...uncounted, over], plans));
};

type Rows = Readonly<{ rows: readonly DraftRow[]; plans: readonly AppliedPlan[] }>;

/** One row for each change: what it comes to in what was booked, one after the other. */
const rowsOf = async (
  about: About,
  readings: readonly [PayoutReading, ...PayoutReading[]],
  { reading, alternatives }: Answered,
): Answer<Rows> => {
  const told: Told[] = [];
  for (const { changes } of alternatives) {
    for (const { tell } of changes) {
      const change = await tell();
      if (E.isLeft(change)) return change;
      told.push(change.right);
    }
  }
  const { subject } = about;
  const isPlain = subject.payout === undefined || subject.payout.isPlain;
  const [asItIs] = readings;
  const rows: DraftRow[] = [];
  let matured = sumOfLines(subject);
  for (const change of told) {
    const next = sub(matured, change.effect);
    const effect = isPlain ? change.effect : sub(asItIs.of(matured), asItIs.of(next));
    const row = await rowOf(about, change, effect, isPlain);
    if (E.isLeft(row)) return row;
    rows.push(row.right);
    matured = next;
  }
  const last = readings[reading]?.readings ?? [];
  for (const [index, { kind: _, said, from }] of last.entries()) {
    const [before, after] = [
      throughReadings(readings, last.slice(0, index)),
      throughReadings(readings, last.slice(0, index + 1)),
    ];
    const effect = sub(before.of(matured), after.of(matured));
    rows.push({
      said,
      amount: moneyOf(effect),
      node: effect,
      counts: true,
      from: from.map((event) => eventRef(event, '')),
    });
  }
  return E.right({
    rows,
    plans: told.flatMap(({ applied, parts = [] }) =>
      [applied, ...parts.map((part) => part.applied)].flatMap((plan) => plan ?? []),
    ),
  });
};

/** The reading of the terms that has just these. */
const throughReadings = (
  readings: readonly [PayoutReading, ...PayoutReading[]],
  wanted: PayoutReading['readings'],
): PayoutReading => {
  const found = readings.find(
    (reading) =>
      reading.readings.length === wanted.length && reading.readings.every((one, index) => one === wanted[index]),
  );
  if (found === undefined) throw new RangeError('Whatever begins a reading of the terms is one itself.');
  return found;
};

/** The amounts of the lines as the payout names them. */
const sumOfLines = ({ payout, matured, lines }: FoilSubject): Node => {
  if (payout === undefined) return matured;
  const { issued } = payout;
  const named = issued.data.lines
    .slice(0, lines.length)
    .map(({ amount }, index) => fact(booked(amount), [eventRef(issued, `/lines/${index}/amount`)]));
  const [only, ...others] = named;
  if (only === undefined) return matured;
  return others.length === 0 ? only : sum(named, { name: 'matured' });
};

const rowOf = async (about: About, told: Told, effect: Node, isPlain: boolean): Answer<DraftRow> => {
  const below: DraftRow[] = [];
  for (const part of told.parts ?? []) {
    const row = await rowOf(about, part, part.effect, isPlain);
    if (E.isLeft(row)) return row;
    const { counts: _, ...uncounted } = row.right;
    below.push(isPlain ? row.right : uncounted);
  }
  const decided = await decisions(about, told.decidedBy);
  return E.map((rows: readonly DraftRow[]): DraftRow => ({
    said: told.said,
    amount: moneyOf(effect),
    node: effect,
    counts: true,
    from: rows.flatMap(({ from = [] }) => from),
    rows: [...below, ...rows],
  }))(decided);
};

/** Who told what decides, when it happened and when it was recorded. */
const decisions = async ({ sources, subject }: About, places: readonly EventAt[]): Answer<readonly DraftRow[]> => {
  const distinct = new Map(places.map((at) => [`${at.revision} ${at.stream}`, at]));
  const rows: DraftRow[] = [];
  for (const at of distinct.values()) {
    const read = await sources.events.readAny(at);
    if (E.isLeft(read)) return read;
    const { data, actor, recordedAt } = read.right;
    const { zone } = subject.program;
    rows.push({
      said: {
        key: 'foilToldBy',
        holes: {
          who: 'author' in data && typeof data.author === 'string' ? data.author : actor,
          on: dateOf(data.occurredAt, zone),
          known: dateOf(instantIn(recordedAt), zone),
        },
      },
      from: [eventRef(read.right, '')],
    });
  }
  return E.right(rows);
};

/** Ours less theirs. */
const differenceOf = ({ subject, figure }: About): Money => subtract(moneyOf(subject.amount), figure);

/** The booked money that a node is worth. */
export const moneyOf = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('What is compared is booked money.');
  return value.money;
};

/** What somebody has who made these changes: what was booked, less what they come to. */
const figureFrom = ({ amount }: FoilSubject, rows: readonly DraftRow[]): Node => {
  const effects = rows.flatMap(({ node, counts }) => (node === undefined || counts !== true ? [] : [node]));
  return effects.length === 0 ? amount : sub(amount, sum(effects));
};

/** The figure as a calculation, where it is one. */
const draftOf = (
  about: About,
  verdict: readonly Said[],
  rows: readonly DraftRow[],
  plans: readonly AppliedPlan[],
  theirs?: Node,
): Draft => {
  const { subject, asked, figure } = about;
  const { account, date, amount } = subject;
  return {
    question: 'foil',
    subject: subject.subject,
    asked: { expected: asked.expected, currency: figure.currency },
    partner: account.partner,
    program: programOf(subject),
    title: {
      key: 'foilTitleFigures',
      holes: {
        subject: subject.subject.id,
        partner: account.partner,
        expected: toJson(figure),
        booked: toJson(moneyOf(amount)),
      },
    },
    amount: differenceOf(about),
    ...(theirs === undefined ? {} : { root: sub(amount, theirs) }),
    verdict,
    rows,
    searched: [],
    plans: distinctPlans([...subject.plans, ...plans.map(({ source }) => source)]),
    effective: date,
  };
};
