import type { AccrualLine, CounterRead, Earned, Line } from '../document/explanation.ts';
import type { RenderSettings } from './renderer.ts';
import type { Said } from './templates.ts';

/** Text from outside that says which deal a line is about: its id, its product; of other entries their own id. */
export const subjectOf = (line: Line, { attributes }: RenderSettings): readonly string[] => {
  const deal = dealOf(line);
  if (deal === undefined) return [line.entry];
  return [
    deal.deal,
    ...attributes.flatMap((name) => (Object.hasOwn(deal.attributes, name) ? (deal.attributes[name] ?? []) : [])),
  ];
};

const dealOf = (line: Line): Earned['deal'] | undefined => {
  switch (line.kind) {
    case 'accrual':
    case 'true-up':
      return line.deal;
    case 'reversal':
      return line.earned.deal;
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return undefined;
  }
};

/** What happened that the line comes from, and when. */
export const headingOf = (line: Line): readonly Said[] => {
  switch (line.kind) {
    case 'accrual': {
      const key = line.cause.kind === 'payment' ? 'paidOn' : 'wonOn';
      const said: Said = { key, holes: { date: line.earnedOn } };
      return [...broughtBy(line), said, ...partIn(line), ...amendedIn(line.deal)];
    }
    case 'reversal': {
      const said: Said =
        line.refundedOn === undefined
          ? { key: 'cancelledOn', holes: { date: line.cancelledOn ?? line.maturesOn } }
          : { key: 'refundedOn', holes: { date: line.refundedOn } };
      return [...broughtBy(line.earned), said, ...partIn(line.earned)];
    }
    case 'true-up': {
      const { trueUpOn: date, rerating } = line;
      const said: Said =
        rerating === undefined
          ? { key: 'trueUpOn', holes: { date } }
          : { key: 'reratedOn', holes: { date, reason: rerating.reason } };
      return [...broughtBy(line), said, ...amendedIn(line.deal)];
    }
    case 'draw-advance':
      return [{ key: 'advancedOn', holes: { date: line.date } }];
    case 'draw-recovery':
      return [{ key: 'recoveredOn', holes: { date: line.date } }];
    case 'write-off':
      return [{ key: 'writtenOffOn', holes: { date: line.date } }];
    case 'unclaimed':
      return [{ key: 'setApartOn', holes: { date: line.date, reason: line.reason } }];
    case 'adjustment':
      return [{ key: 'correctedOn', holes: { date: line.correctedOn, reason: line.reason } }];
  }
};

/** Every change of the deal that the amount goes by, with its reason. */
const amendedIn = ({ amendments = [] }: Earned['deal']): readonly Said[] =>
  amendments.map(({ reason }) => ({ key: 'amended', holes: { reason } }));

const partIn = ({ part }: Pick<Earned, 'part'>): readonly Said[] =>
  part === undefined ? [] : [{ key: 'part', holes: { number: `${part.number}`, of: `${part.of}` } }];

/** Whose deal it is, where the partner earns in another role than the referrer’s. */
export const broughtBy = (
  { beneficiary, referrer }: Pick<AccrualLine | Earned, 'beneficiary' | 'referrer'>,
  key: 'broughtBy' | 'broughtByAnswer' = 'broughtBy',
): readonly Said[] => (beneficiary === 'referrer' ? [] : [{ key, holes: { partner: referrer } }]);

/** A counter that the cause did not move stands where it stood. */
export const counterOf = ({ counts, window, before, after, overtakenBy }: CounterRead): readonly Said[] => {
  const key = counterKeys[counts ?? 'sales'];
  const said: Said =
    JSON.stringify(before) === JSON.stringify(after)
      ? { key: `${key}Stays`, holes: { window, before } }
      : { key, holes: { window, before, after } };
  return overtakenBy === undefined ? [said] : [said, { key: 'overtaken', holes: { date: overtakenBy.on } }];
};

const counterKeys = {
  sales: 'counter',
  commission: 'commissionCounter',
  unlimited: 'unlimitedCounter',
  'kept-back': 'keptBackCounter',
  units: 'unitCounter',
} as const;
