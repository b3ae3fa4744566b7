import { ratio } from '@commission-ledger/money';
import { type Code, type Credits, isStage, isWorked, moneyOf, PROGRAMS, type Step, type Tale, wallOf } from './tale.ts';

/** A quotient of whole numbers. */
type Part = readonly [number, number];

const exactly = ([over, under]: Part) => (under === 0 ? null : ratio(BigInt(over), BigInt(under)));

const middle = (values: readonly number[], under: number): Part => {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return [0, 0];
  const low = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  const high = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return [low + high, 2 * under];
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What became of a lead, told by one tale after the other. */
const fateOf = (lead: string, tales: readonly Tale[]) => {
  let state = 'open';
  let accepted = false;
  let first: number | undefined;
  let last: number | undefined;
  const stages = new Set<string>();
  for (const tale of tales) {
    const isWin = tale.kind === 'win' && tale.lead === lead;
    if (!isWin && !(tale.kind === 'step' && tale.lead === lead)) continue;
    first ??= tale.time;
    const step: Step | 'win' = tale.kind === 'step' ? tale.step : 'win';
    if (step !== 'win' && isStage(step)) stages.add(step.slice(6));
    if (step === 'win' || step === 'accept' || step === 'reopen' || isStage(step)) accepted = true;
    if (state === 'win') continue;
    const ends = ['win', 'reject', 'duplicate', 'lose', 'expire'].includes(step);
    state = ends ? step : 'open';
    last = ends ? tale.time : undefined;
  }
  return { state, accepted, first, last, stages };
};

const dealOf = (deal: string, tales: readonly Tale[]) => {
  let credits: Credits = [];
  let minor = 0;
  let cancelled = false;
  for (const tale of tales) {
    if (tale.kind === 'win' && tale.deal === deal) [credits, minor] = [tale.credits, tale.minor];
    if (tale.kind === 'amend' && tale.deal === deal) [credits, minor] = [tale.credits ?? credits, tale.minor ?? minor];
    if (tale.kind === 'cancel' && tale.deal === deal) cancelled = true;
  }
  return { credits, minor, cancelled };
};

const SCALES: Readonly<Record<Code, number>> = { EUR: 100, JPY: 1 };

/** The figures of a partner in the days from `start` up to but without `end`, counted by hand. */
export const naiveFigures = (
  tales: readonly Tale[],
  program: keyof typeof PROGRAMS,
  partner: string,
  [start, end]: readonly [string, string],
) => {
  const settings = PROGRAMS[program];
  const isIn = (tale: Pick<Tale, 'time'>): boolean => {
    const day = wallOf(tale, settings).toISOString().slice(0, 10);
    return day >= start && day < end;
  };
  const mine = tales.filter(isIn);
  const leads = mine.flatMap((tale) =>
    tale.kind === 'submit' && tale.program === program && tale.partner === partner
      ? [{ ...fateOf(tale.lead, tales), time: tale.time }]
      : [],
  );
  const standing = (state: string): number => leads.filter((lead) => lead.state === state).length;
  const times = (spans: readonly (readonly [number, number | undefined])[]) => {
    const real = spans.flatMap(([from, to]) => (to === undefined || to < from ? [] : [[from, to] as const]));
    const days = real.map(([from, to]) => {
      const [one, other] = [from, to].map((time) => Math.floor(wallOf({ time }, settings).getTime() / 86_400_000));
      return (other ?? 0) - (one ?? 0);
    });
    const { hours } = settings;
    const quarters = hours && real.map(([from, to]) => quartersBetween(from, to, hours, settings));
    return { days: summed(days, 1), businessHours: quarters === undefined ? null : summed(quarters, 4) };
  };
  const deals = mine.flatMap((tale) => {
    if (tale.kind !== 'win' || tale.program !== program) return [];
    const { credits, minor, cancelled } = dealOf(tale.deal, tales);
    const twelfths = total(credits.filter((credit) => credit.partner === partner).map((credit) => credit.twelfths));
    return twelfths === 0 ? [] : [{ code: tale.code, twelfths: twelfths * minor, cancelled }];
  });
  const standingDeals = deals.filter(({ cancelled }) => !cancelled);
  const earned = mine.flatMap((tale) =>
    tale.kind === 'earn' && tale.program === program && tale.partner === partner
      ? [{ code: tale.code, minor: tale.how === 'reversal' ? -tale.minor : tale.minor }]
      : [],
  );
  const money = (['EUR', 'JPY'] as const).flatMap((code) => {
    const values = standingDeals.filter((deal) => deal.code === code).map(({ twelfths }) => twelfths);
    const gains = earned.filter((each) => each.code === code).map(({ minor }) => minor);
    if (values.length + gains.length === 0) return [];
    return [
      {
        currency: code,
        deals: values.length,
        value: exactly([total(values), 12 * SCALES[code]]),
        average: exactly([total(values), 12 * SCALES[code] * values.length]),
        earned: moneyOf(code, total(gains)),
        earnedPerLead: exactly([total(gains), SCALES[code] * leads.length]),
      },
    ];
  });
  return {
    leads: {
      submitted: leads.length,
      accepted: leads.filter(({ accepted }) => accepted).length,
      rejected: standing('reject'),
      duplicate: standing('duplicate'),
      won: standing('win'),
      lost: standing('lose'),
      expired: standing('expire'),
      open: standing('open'),
      conversion: exactly([standing('win'), leads.length]),
      stages: ['demo', 'offer']
        .map((stage) => ({ stage, reached: leads.filter(({ stages }) => stages.has(stage)).length }))
        .filter(({ reached }) => reached > 0)
        .toSorted((a, b) => b.reached - a.reached)
        .map((each) => ({ ...each, part: exactly([each.reached, leads.length]) })),
      acknowledgement: times(leads.map(({ time, first }) => [time, first])),
      decision: times(leads.map(({ time, last }) => [time, last])),
    },
    deals: { won: deals.length, cancelled: deals.length - standingDeals.length },
    money,
  };
};

const summed = (values: readonly number[], under: number) => ({
  leads: values.length,
  median: exactly(middle(values, under)),
  mean: exactly([total(values), under * values.length]),
});

const quartersBetween = (
  from: number,
  to: number,
  hours: Readonly<{ opens: string; closes: string }>,
  zone: Readonly<{ offset: number }>,
): number => {
  let worked = 0;
  for (let time = from; time < to; time += 15) if (isWorked(wallOf({ time }, zone), hours)) worked += 1;
  return worked;
};
