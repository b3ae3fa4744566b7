import type { Lookup, Pay, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { canHold } from './canHold.ts';
import { causeOfCounter, kindOf, kindOfCounter } from './measureKind.ts';
import type { PayScope } from './payScope.ts';
import { problemsOfCounterRead, problemsOfMeasure } from './reader.ts';
import { eachOfMoney, edgeOf, problemsOfBands, rateOfQuantity } from './validateBands.ts';
import { problemsOfCondition, problemsOfEarlierWindow } from './validateCondition.ts';
import { problemsOfCap, problemsOfCollected, problemsOfFloor, problemsOfSlab } from './validateLimits.ts';
import { problemsOfAmountTerm, problemsOfRateTerm, valueOfPoint } from './validateTerms.ts';
import { subjectOf, waysToHold, type Bound } from './waysToHold.ts';

/** What is wrong with what a rule pays. */
export const problemsOfPay = (pay: Pay, path: string, scope: PayScope): readonly PlanProblem[] => {
  const { reader, document } = scope;
  if ('fixed' in pay) return problemsOfAmountTerm(pay.fixed, `${path}/fixed`, 'The fixed amount', document);
  if ('each' in pay) {
    return problemsOfMeasure(pay.of, `${path}/of`, reader, document).concat(
      problemsOfAmountTerm(pay.each, `${path}/each`, 'The amount for each unit', document),
      kindOf(pay.of, document) === 'money' ? [eachOfMoney(`${path}/of`)] : [],
    );
  }
  if ('percent' in pay) {
    const { of, rate, above100 } = pay.percent;
    return problemsOfMeasure(of, `${path}/percent/of`, reader, document).concat(
      problemsOfRateTerm(rate, `${path}/percent/rate`, above100 === true, document),
      kindOf(of, document) === 'quantity' ? [rateOfQuantity(`${path}/percent/of`)] : [],
    );
  }
  if ('marginal' in pay) return problemsOfMarginal(pay, `${path}/marginal`, scope);
  if ('slab' in pay) return problemsOfSlab(pay.slab, `${path}/slab`, scope);
  if ('lookup' in pay) return problemsOfLookup(pay.lookup, `${path}/lookup`, scope);
  if ('first' in pay) return problemsOfFirst(pay.first, `${path}/first`, scope);
  if ('cap' in pay) {
    const { cap } = pay;
    return problemsOfCap(cap, `${path}/cap`, scope).concat(problemsOfPay(cap.pay, `${path}/cap/pay`, scope));
  }
  if ('floor' in pay) {
    const { floor } = pay;
    return problemsOfFloor(floor, `${path}/floor`, scope).concat(problemsOfPay(floor.pay, `${path}/floor/pay`, scope));
  }
  if ('collected' in pay) {
    const noCounters = 'The commission on the whole deal is the same with every payment, so it reads no counters.';
    const within = { ...scope, reader: { ...reader, noCounters } };
    return problemsOfCollected(pay.collected, `${path}/collected`, scope).concat(
      problemsOfPay(pay.collected.pay, `${path}/collected/pay`, within),
    );
  }
  const [field, parts] =
    'sum' in pay ? ['sum', pay.sum] : 'least' in pay ? ['least', pay.least] : ['greatest', pay.greatest];
  if (parts.length === 0) return [emptyList(`${path}/${field}`)];
  return parts.flatMap((part, index) => problemsOfPay(part, `${path}/${field}/${index}`, scope));
};

const emptyList = (path: string): PlanProblem => ({
  path,
  code: 'empty-list',
  message: 'An empty list pays nothing. Name at least one part.',
});

const problemsOfMarginal = (
  { marginal: { of, counter: id, bands } }: Extract<Pay, { marginal: unknown }>,
  path: string,
  { reader, document }: PayScope,
): readonly PlanProblem[] => {
  const kind = kindOf(of, document);
  return problemsOfMeasure(of, `${path}/of`, reader, document).concat(
    id === undefined ? [] : problemsOfCounterRead(id, `${path}/counter`, reader, document),
    problemsOfPosition(id, of, reader.earnedOn, `${path}/counter`, document),
    problemsOfBands({ form: 'marginal', bands, path: `${path}/bands`, edges: kind, paysOn: kind }, document),
  );
};

const problemsOfPosition = (
  id: string | undefined,
  of: string,
  earnedOn: 'win' | 'payment',
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const counter = document.counters.find((candidate) => candidate.id === id);
  if (counter === undefined) return [];
  const cause = causeOfCounter(counter, document);
  if (counter.measure === of && (cause === undefined || cause === earnedOn)) return [];
  const message = `Marginal bands are measured along what they pay on: count ${of} on each ${earnedOn}, and pay on the same.`;
  return [{ path, code: 'counter-of-another-measure', message }];
};

const problemsOfLookup = ({ of, by, bands }: Lookup, path: string, scope: PayScope): readonly PlanProblem[] => {
  const { reader, document } = scope;
  const counter = 'counter' in by ? document.counters.find(({ id }) => id === by.counter) : undefined;
  const edges = 'measure' in by ? kindOf(by.measure, document) : counter && kindOfCounter(counter, document);
  const position =
    'measure' in by
      ? problemsOfMeasure(by.measure, `${path}/by/measure`, reader, document)
      : problemsOfCounterRead(by.counter, `${path}/by/counter`, reader, document).concat(
          problemsOfEarlierWindow(by.counter, by.at, `${path}/by/at`, document),
        );
  const table = { form: 'lookup', bands, path: `${path}/bands`, edges, paysOn: kindOf(of, document) } as const;
  const problems = problemsOfMeasure(of, `${path}/of`, reader, document).concat(
    position,
    problemsOfBands(table, document),
  );
  if (problems.length > 0) return problems;
  const subject = 'measure' in by ? subjectOf.measure(by.measure) : subjectOf.counter(by.counter, by.at);
  return bands.flatMap((_band, index) =>
    isReached(scope, boundsOf(table.bands, index, subject, edges, document))
      ? []
      : [neverReached(`${path}/bands/${index}`)],
  );
};

const boundsOf = (
  bands: Lookup['bands'],
  index: number,
  subject: string,
  kind: ReturnType<typeof kindOf>,
  document: PlanDocument,
): readonly Bound[] =>
  (['above', 'below'] as const).flatMap((side): readonly Bound[] => {
    const edge = edgeOf(bands[side === 'above' ? index - 1 : index] ?? {});
    if (edge === undefined) return [];
    const limit = typeof edge[1] === 'string' ? valueOfPoint(edge[1], kind, document) : undefined;
    return [{ subject, side, limit, inclusive: (edge[0] === 'upTo') === (side === 'below') }];
  });

/** Beyond this many ways nothing is concluded. */
const mostWays = 1024;

const isReached = ({ given, document }: PayScope, bounds: readonly Bound[]): boolean => {
  const ways = waysToHold({ all: given }, document, mostWays);
  return ways === undefined || ways.some((way) => canHold([...way, ...bounds], document));
};

const neverReached = (path: string): PlanProblem => ({
  path,
  code: 'unreachable',
  message: 'No cause that gets here lies in this band: conditions before it exclude that. Remove the band.',
});

const problemsOfFirst = (
  cases: Extract<Pay, { first: unknown }>['first'],
  path: string,
  scope: PayScope,
): readonly PlanProblem[] => {
  if (cases.length === 0) return [emptyList(path)];
  const open = cases.findIndex(({ when }) => when === undefined);
  return cases.flatMap(({ when, pay }, index) => {
    const at = `${path}/${index}`;
    const earlier = cases.slice(0, index).flatMap((one) => (one.when === undefined ? [] : [{ not: one.when }]));
    const given = [...scope.given, ...earlier, ...(when === undefined ? [] : [when])];
    const within = { ...scope, given };
    const condition = when === undefined ? [] : problemsOfCondition(when, `${at}/when`, scope.reader, scope.document);
    const shut = open >= 0 && open < index;
    const reached = condition.length > 0 || (!shut && isReached(within, []));
    const sound = condition.length === 0 && reached ? within : scope;
    return [...(reached ? [] : [notTaken(at, shut)]), ...condition, ...problemsOfPay(pay, `${at}/pay`, sound)];
  });
};

const notTaken = (path: string, shut: boolean): PlanProblem => ({
  path,
  code: 'unreachable',
  message: shut
    ? 'A case before it has no condition, so this one is never taken. Put the case without a condition last.'
    : 'It is never taken: its condition is excluded by the rule, or met by a case before. Remove it, or reorder.',
});
