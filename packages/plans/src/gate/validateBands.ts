import { exactCompare, exactIsZero, type Exact } from '@commission-ledger/money';
import type { Band, PlanDocument, PointTerm } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import type { MeasureKind } from './measureKind.ts';
import { problemsOfAmountTerm, problemsOfPoint, problemsOfRateTerm, valueOfPoint } from './validateTerms.ts';

/** Bands and what they are for: what their edges stand on, and what they pay on. */
export type BandTable = Readonly<{
  form: 'marginal' | 'slab' | 'lookup';
  bands: readonly Band[];
  path: string;
  edges: MeasureKind | undefined;
  paysOn: MeasureKind | undefined;
}>;

/** Bands follow each other upwards without gap or overlap, the last is open, and each pays something that fits. */
export const problemsOfBands = (table: BandTable, document: PlanDocument): readonly PlanProblem[] => {
  const { bands, path } = table;
  if (bands.length === 0) {
    return [{ path, code: 'empty-list', message: 'A table of bands needs at least one band.' }];
  }
  return bands.flatMap((band, index) => {
    const at = `${path}/${index}`;
    const last = index === bands.length - 1;
    return problemsOfEdge(table, index, at, document).concat(
      problemsOfEnd(band, last, at),
      problemsOfPayment(band, table, last, at, document),
    );
  });
};

/** The edge of a band as it is written: where, and how. */
export const edgeOf = ({ upTo, below }: Band): readonly [field: 'upTo' | 'below', point: PointTerm] | undefined => {
  if (upTo !== undefined) return ['upTo', upTo];
  return below === undefined ? undefined : ['below', below];
};

const problemsOfEdge = (
  { form, bands, edges }: BandTable,
  index: number,
  at: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const band = bands[index];
  const edge = band && edgeOf(band);
  if (edge === undefined) return [];
  const [field, point] = edge;
  const written = problemsOfPoint(point, edges, `${at}/${field}`, 'The upper edge of the band', document);
  const before = bands[index - 1] && edgeOf(bands[index - 1] ?? {});
  return written.concat(
    problemsOfOrder(
      valueOfPoint(point, edges, document),
      before && valueOfPoint(before[1], edges, document),
      form !== 'lookup' && index === 0,
      `${at}/${field}`,
    ),
    band?.upTo !== undefined && band.below !== undefined ? [twoEdges(`${at}/below`)] : [],
  );
};

const twoEdges = (path: string): PlanProblem => ({
  path,
  code: 'band-two-edges',
  message: 'A band has one upper edge. Write upTo to include it, or below to leave it to the next band.',
});

const problemsOfOrder = (
  edge: Exact | undefined,
  previous: Exact | undefined,
  fromZero: boolean,
  path: string,
): readonly PlanProblem[] => {
  if (edge === undefined) return [];
  if (fromZero && exactIsZero(edge)) {
    const message = 'The first band begins at zero, so its edge must be more than that.';
    return [{ path, code: 'bands-unsorted', message }];
  }
  if (previous === undefined || exactCompare(edge, previous) > 0) return [];
  const message = 'The band ends before it begins: each edge must be larger than the one before.';
  return [{ path, code: 'bands-unsorted', message }];
};

const problemsOfEnd = (band: Band, last: boolean, path: string): readonly PlanProblem[] => {
  const edge = edgeOf(band);
  if (last === (edge === undefined)) return [];
  const message = last
    ? 'Above its edge nothing is said. Leave the edge out of the last band, or add a band above (with rate "0" if it pays nothing).'
    : 'Without an edge the band has no end, so those after it are never reached. Only the last band has none.';
  return [{ path: edge === undefined ? path : `${path}/${edge[0]}`, code: 'band-gap', message }];
};

const problemsOfPayment = (
  { rate, each, flat, spread, above100 }: Band,
  { form, paysOn }: BandTable,
  last: boolean,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [];
  if (rate === undefined && each === undefined && flat === undefined && spread === undefined) {
    const message =
      'The band does not say what it pays. Write a rate, an amount for each unit, or a flat amount; rate "0" pays nothing.';
    problems.push({ path, code: 'pays-nothing', message });
  }
  if (rate !== undefined) {
    problems.push(...problemsOfRateTerm(rate, `${path}/rate`, above100 === true, document));
    if (paysOn === 'quantity') problems.push(rateOfQuantity(`${path}/rate`));
  }
  if (each !== undefined) {
    problems.push(...problemsOfAmountTerm(each, `${path}/each`, 'The amount for each unit', document));
    if (paysOn === 'money') problems.push(eachOfMoney(`${path}/each`));
  }
  if (flat !== undefined) problems.push(...problemsOfAmountTerm(flat, `${path}/flat`, 'The flat amount', document));
  if (spread !== undefined) {
    problems.push(...problemsOfAmountTerm(spread, `${path}/spread`, 'The amount spread over the band', document));
    if (form !== 'marginal' || last) problems.push(misplaced(`${path}/spread`));
  }
  return problems;
};

/** A share of seats is no money. */
export const rateOfQuantity = (path: string): PlanProblem => ({
  path,
  code: 'wrong-kind',
  message: 'A rate is a share of an amount, but this pays on a number. Write an amount for each unit.',
});

/** So much for each unit needs units. */
export const eachOfMoney = (path: string): PlanProblem => ({
  path,
  code: 'wrong-kind',
  message: 'An amount for each unit needs a number of units, but this pays on an amount. Write a rate.',
});

const misplaced = (path: string): PlanProblem => ({
  path,
  code: 'spread-misplaced',
  message:
    'An amount is spread over a band with two ends, and only marginal bands are passed through. Write a flat amount.',
});
