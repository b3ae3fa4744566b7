/** What an account has been told, in order: everything else is worked out from it again and again, the slow way. */
export type Told =
  | Readonly<{ what: 'entry'; kind: string; id: string; minor: bigint; matures: string; at: string; of: string }>
  | Readonly<{ what: 'hold' | 'release'; by: string; accrual: string; text: string }>
  | Readonly<{ what: 'proposal'; id: string; minor: bigint; matures: string }>
  | Readonly<{ what: 'declined'; id: string }>
  | Readonly<{ what: 'payout'; id: string; lines: readonly string[]; minor: bigint; tax: bigint }>
  | Readonly<{ what: 'settled' | 'failed' | 'voided'; id: string; minor: bigint; at: string }>
  | Readonly<{ what: 'remitted'; minor: bigint }>
  | Readonly<{ what: 'closed'; month: number }>;

type Entry = Extract<Told, { what: 'entry' }>;

/** When each month begins in the zone, by hand: January to June 2024. */
export const starts: Readonly<Record<string, readonly string[]>> = {
  UTC: ['01-01T00:00', '02-01T00:00', '03-01T00:00', '04-01T00:00', '05-01T00:00', '06-01T00:00'].map(in2024),
  // 14 hours ahead all the year.
  'Pacific/Kiritimati': ['2023-12-31T10:00:00.000Z', '2024-01-31T10:00:00.000Z', '2024-02-29T10:00:00.000Z'].concat(
    ['03-31T10:00', '04-30T10:00', '05-31T10:00'].map(in2024),
  ),
  // 3:30 behind, and 2:30 from 10 March on.
  'America/St_Johns': ['01-01T03:30', '02-01T03:30', '03-01T03:30', '04-01T02:30', '05-01T02:30', '06-01T02:30'].map(
    in2024,
  ),
  // 1 hour ahead, and 2 from 31 March on.
  'Europe/Berlin': ['2023-12-31T23:00:00.000Z', '2024-01-31T23:00:00.000Z', '2024-02-29T23:00:00.000Z'].concat(
    ['03-31T22:00', '04-30T22:00', '05-31T22:00'].map(in2024),
  ),
};

function in2024(time: string): string {
  return `2024-${time}:00.000Z`;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

const keyOf = ({ kind, id }: Entry): string => `${kind}/${id}`;

export const entriesIn = (told: readonly Told[]): readonly Entry[] =>
  told.flatMap((each) => (each.what === 'entry' ? [each] : []));

/** How a payout ended: the last that was told of it. */
export const statusOf = (told: readonly Told[], payout: string): string =>
  told.findLast((each) => 'id' in each && each.id === payout && isAboutPayout(each))?.what ?? 'unknown';

const isAboutPayout = ({ what }: Told): boolean => ['payout', 'settled', 'failed', 'voided'].includes(what);

/** Entries in no payout that is on its way or arrived. */
export const openIn = (told: readonly Told[]): readonly Entry[] => {
  const gone = new Set(
    told.flatMap((each) =>
      each.what === 'payout' && ['payout', 'settled'].includes(statusOf(told, each.id)) ? each.lines : [],
    ),
  );
  return entriesIn(told).filter((entry) => !gone.has(keyOf(entry)));
};

/** Who holds the accrual: whoever held it last without a release after it. */
export const holdersOf = (told: readonly Told[], accrual: string): readonly string[] => {
  const all = told.flatMap((each) =>
    (each.what === 'hold' || each.what === 'release') && each.accrual === accrual ? [each] : [],
  );
  const holders = [...new Set(all.map(({ by }) => by))];
  return holders.filter((holder) => all.findLast(({ by }) => by === holder)?.what === 'hold');
};

const isHeldIn = (told: readonly Told[], { of }: Entry): boolean => holdersOf(told, of).length > 0;

const AT_ONCE: ReadonlySet<string> = new Set(['write-off', 'unclaimed']);

/** What a payout with this cut-off would pay, by `kind/id`. */
export const dueIn = (told: readonly Told[], cutOff: string): readonly string[] =>
  openIn(told)
    .filter((entry) => AT_ONCE.has(entry.kind) || (entry.matures < cutOff && !isHeldIn(told, entry)))
    .map(keyOf);

export const receivableIn = (told: readonly Told[]): bigint => {
  const total = sum([...openIn(told).map(({ minor }) => minor), ...onTheirWayIn(told).map(({ minor }) => minor)]);
  return total < 0n ? -total : 0n;
};

/** Payouts of which nobody has told how they ended. */
export const onTheirWayIn = (told: readonly Told[]): readonly Extract<Told, { what: 'payout' }>[] =>
  told.flatMap((each) => (each.what === 'payout' && statusOf(told, each.id) === 'payout' ? [each] : []));

export const payableIn = (told: readonly Told[], date: string): bigint => {
  const payable = openIn(told).filter(
    (entry) => (entry.matures <= date || entry.kind === 'unclaimed') && !isHeldIn(told, entry),
  );
  const total = sum(payable.map(({ minor }) => minor));
  return total < 0n ? 0n : total;
};

export const taxIn = (told: readonly Told[]): bigint => {
  const withheld = told.flatMap((each) =>
    each.what === 'payout' && ['payout', 'settled'].includes(statusOf(told, each.id)) ? [each.tax] : [],
  );
  const left = sum(withheld) - sum(told.flatMap((each) => (each.what === 'remitted' ? [each.minor] : [])));
  return left < 0n ? 0n : left;
};

/** A line of a statement, with the month it is in. */
export type NaiveLine = Readonly<{ kind: string; id: string; minor: bigint; at: string; month: number }>;

/** Every movement with the month of its statement: its own, or the first that was open when it was told. */
export const linesIn = (told: readonly Told[], zone: string): readonly NaiveLine[] => {
  const begins = starts[zone] ?? [];
  let closed = '';
  const lines: NaiveLine[] = [];
  for (const each of told) {
    if (each.what === 'closed') closed = begins[each.month + 1] ?? '';
    if (each.what !== 'entry' && each.what !== 'settled') continue;
    const at = each.at < closed ? closed : each.at;
    const month = begins.findLastIndex((begin) => begin <= at);
    const line =
      each.what === 'entry' ? { kind: each.kind, minor: each.minor } : { kind: 'payout', minor: -each.minor };
    lines.push({ ...line, id: each.id, at, month });
  }
  return lines;
};

/** The lines of one month in the order of the statement: by instant, then as told. */
export const statementIn = (told: readonly Told[], zone: string, month: number): readonly NaiveLine[] => {
  const own = linesIn(told, zone).filter((line) => line.month === month);
  const instants = [...new Set(own.map(({ at }) => at))].toSorted();
  return instants.flatMap((instant) => own.filter(({ at }) => at === instant));
};
