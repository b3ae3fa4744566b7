import type { Node } from '@commission-ledger/calculation';
import { money, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../../document/reply.ts';
import { entryKinds } from '@commission-ledger/projections';
import type { ExplainFailure } from '../../reading/explainFailure.ts';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { composeReply } from '../composeReply.ts';
import { alternativesOf, combinedOnLine, minorOf } from './alternatives.ts';
import type { Alternative } from './change.ts';
import { agreement, foundDraft, nearestDraft } from './foilDraft.ts';
import { currencyOf, entryToFoil, payoutToFoil, type FoilSubject } from './foilSubject.ts';
import { createFxBook } from './fxBook.ts';
import { lineReadings, type ReadLine } from './lineReadings.ts';
import { otherEntries } from './otherEntries.ts';
import { payoutReadings, type PayoutReading } from './payoutReadings.ts';
import { searchReadings } from './searchReadings.ts';

/**
 * Another figure for a payout, or for an entry. `expected`: major units, such as `5573.05`, in the currency of what was
 * booked; `currency` only where a payout arrives in another one and the figure is of that.
 */
export type FoilQuestion = Readonly<{ subject: string; expected: string; currency?: string }>;

/** From here on, one line is not misread in two ways at once: too many figures would come out by chance. */
const mostLinesToCombine = 20;

/**
 * Why somebody's own figure is not ours: the usual misreadings, up to three of them, that reproduce it exactly, each with
 * what it comes to and what decides; or else that none does, and what comes nearest.
 */
export const foil = async ({ sources, documents }: Asking, asked: FoilQuestion): Answer<Reply> => {
  const found = await subjectOf(sources, asked);
  if (E.isLeft(found)) return found;
  const subject = found.right;
  const figure = figureOf(asked, subject);
  if (E.isLeft(figure)) return figure;
  const about = { sources, subject, figure: figure.right, asked };
  if (minorOf(subject.amount) === Number(figure.right.minor)) return E.right(composeReply(agreement(about)));
  const fx = createFxBook(sources);
  const readings = await payoutReadings(sources, subject, fx);
  if (E.isLeft(readings)) return readings;
  const lines = await linesOf(sources, subject, fx);
  if (E.isLeft(lines)) return lines;
  const alternatives = [...alternativesOf(lines.right), ...(await entriesBeside({ sources, documents }, subject))];
  const combined = async (): Answer<readonly Alternative[]> =>
    lines.right.length > mostLinesToCombine ? E.right([]) : combinedOnLine(lines.right);
  const numbers = readings.right.map((reading) => numeric(reading, subject));
  const target = { figure: Number(figure.right.minor), matured: minorOf(subject.matured) ?? 0 };
  const searched = await searchReadings(numbers, alternatives, combined, target);
  if (E.isLeft(searched)) return searched;
  const search = searched.right;
  const [asItIs] = readings.right;
  const draft =
    search._tag === 'found'
      ? await foundDraft(about, readings.right, search)
      : await nearestDraft(about, asItIs, search);
  return E.map(composeReply)(draft);
};

const subjectOf = async (sources: Sources, { subject, currency }: FoilQuestion): Answer<FoilSubject> => {
  if ((await sources.index.lookUp('payout', subject)) !== undefined) return payoutToFoil(sources, subject, currency);
  for (const kind of entryKinds) {
    if ((await sources.index.lookUp(kind, subject)) !== undefined) return entryToFoil(sources, kind, subject);
  }
  return E.left({ _tag: 'UnknownSubject', subject });
};

const figureOf = ({ expected, currency }: FoilQuestion, { amount }: FoilSubject): E.Either<ExplainFailure, Money> => {
  const booked = currencyOf(amount);
  const figure = money(expected, currency ?? booked);
  if (E.isLeft(figure)) {
    return E.left({
      _tag: 'InvalidQuestion',
      field: 'expected',
      problem: `has to be an amount with the decimals of ${booked}, such as 1234`,
    });
  }
  return figure.right.currency === booked
    ? figure
    : E.left({
        _tag: 'InvalidQuestion',
        field: 'currency',
        problem: `has to be ${booked}, as that of the amount is`,
      });
};

const linesOf = async (
  sources: Sources,
  { lines, payout }: FoilSubject,
  fx: ReturnType<typeof createFxBook>,
): Answer<readonly ReadLine[]> => {
  const read: ReadLine[] = [];
  for (const line of lines) {
    const readings = await lineReadings({ sources, fx, paidOn: payout?.issued.data.date }, line);
    if (E.isLeft(readings)) return readings;
    read.push(readings.right);
  }
  return E.right(read.map((line) => ({ ...line, label: labelOf(line, read) })));
};

/** A deal has a line for each of its payments: then it is said which. */
const labelOf = (line: ReadLine, all: readonly ReadLine[]): string => {
  const { label, deal, payment } = line;
  const isOneOfSeveral = all.some((other) => other !== line && other.deal !== undefined && other.deal === deal);
  return payment === undefined || !isOneOfSeveral ? label : `${label} (${payment.id}, ${payment.on})`;
};

const entriesBeside = async (
  { sources, documents }: Pick<Asking, 'sources' | 'documents'>,
  { subject, account, payout, lines }: FoilSubject,
): Promise<readonly Alternative[]> => {
  if (payout === undefined) return [];
  const entries = new Set(lines.map(({ line }) => line.entry));
  const scope = { account, payout: subject.id, cutOff: payout.cutOff, entries };
  return otherEntries(sources, documents, scope, lines.length);
};

/** A reading of the terms as the search sees it. */
const numeric = ({ readings, of }: PayoutReading, { matured, payout }: FoilSubject) => ({
  kinds: readings.map(({ kind }) => kind),
  ...(readings.length === 0 && (payout === undefined || payout.isPlain)
    ? {}
    : { of: (minor: number): number => minorOf(of(supposedLike(matured, minor))) ?? Number.NaN }),
});

const supposedLike = ({ value }: Node, minor: number): Node => {
  if (value._tag !== 'money') throw new TypeError('Lines add up to money.');
  return { kind: 'fact', value: { _tag: 'money', money: { ...value.money, minor: BigInt(minor) } }, from: [] };
};
