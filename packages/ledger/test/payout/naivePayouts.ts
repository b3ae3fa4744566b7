/*
 * Payouts of one account once more, as naively as possible: cents as BigInt, one list of entries, months counted from
 * January. Shares no code with the ledger.
 */

/** The terms in cents; months from 1 on. */
export type NaiveTerms = Readonly<{
  minimum: bigint;
  writesOff: boolean;
  draw:
    | Readonly<{
        amount: bigint;
        kind: 'recoverable' | 'non-recoverable' | 'forgiven';
        from: number;
        until: number | undefined;
        /** One in so many parts of what exceeds the draw is recovered. */
        recovery: bigint;
      }>
    | undefined;
  /** Tenths that are withheld. */
  withheld: bigint | undefined;
  fee: Readonly<{ fixed: bigint; waivedFrom: bigint }> | undefined;
}>;

/** What may keep a payout from being made although the balance allows it, and what a unit is worth where it is converted. */
export type NaiveObstacles = Readonly<{
  suspended: boolean;
  destination: boolean;
  coolingOff: boolean;
  /** A unit in hundredths of the other currency's; `null` when nobody knows, `undefined` when nothing is converted. */
  rate: bigint | null | undefined;
}>;

type Entry = {
  id: string;
  kind: string;
  amount: bigint;
  month: number;
  of: string | undefined;
  payout: number | undefined;
};

const halfEven = (numerator: bigint, denominator: bigint): bigint => {
  const whole = numerator / denominator;
  const twice = 2n * (numerator - whole * denominator);
  return twice > denominator || (twice === denominator && whole % 2n === 1n) ? whole + 1n : whole;
};

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const obstacleIn = ({ destination, coolingOff, rate }: NaiveObstacles): string | undefined => {
  if (!destination) return 'no-destination';
  if (coolingOff) return 'destination-changed';
  return rate === null ? 'no-rate' : undefined;
};

export const naivePayouts = () => {
  const entries: Entry[] = [];
  const disputed = new Set<string>();
  let debt = 0n;
  /** What payouts on their way are made for, by month. */
  const flying = new Map<number, bigint>();

  /** `of` is the accrual it belongs to. */
  const post = (kind: string, id: string, amount: bigint, month: number, of?: string): void =>
    void entries.push({ id, kind, amount, month, of, payout: undefined });

  const hold = (id: string, held: boolean): void => {
    if (held) disputed.add(id);
    else disputed.delete(id);
  };

  const isDue =
    (month: number) =>
    ({ kind, month: matures }: Entry): boolean =>
      kind === 'run' || matures < month;

  const isDisputed = ({ kind, of }: Entry): boolean => kind !== 'run' && of !== undefined && disputed.has(of);

  const sumOf = (some: readonly Entry[]): bigint => some.reduce((sum, { amount }) => sum + amount, 0n);

  /** What comes of the payout of a month, in the words of the test. */
  const pay = (month: number, terms: NaiveTerms, obstacles: NaiveObstacles): string => {
    const mature = entries.filter(({ payout }) => payout === undefined).filter(isDue(month));
    const due = mature.filter((entry) => !isDisputed(entry));
    let matured = sumOf(due);
    const said: string[] = [];
    const added: bigint[] = [];
    const elsewhere = sumOf(mature.filter(isDisputed)) + [...flying.values()].reduce((sum, gross) => sum + gross, 0n);
    const writtenOff = terms.writesOff && matured < 0n && elsewhere <= 0n ? -matured : 0n;
    if (writtenOff > 0n) {
      said.push(`write-off ${writtenOff}`);
      added.push(writtenOff);
      matured = 0n;
    }
    const { draw } = terms;
    const active = draw !== undefined && draw.from <= month && (draw.until === undefined || month <= draw.until);
    const guaranteed = active ? draw.amount : 0n;
    let owed = debt;
    if (active && matured < guaranteed) {
      const advanced = guaranteed - matured;
      if (draw.kind !== 'non-recoverable') owed += advanced;
      said.push(`advanced ${advanced} (debt ${owed}${draw.kind === 'non-recoverable' ? ', not owed' : ''})`);
      added.push(advanced);
      matured = guaranteed;
    } else if (draw?.kind === 'forgiven' && draw.until !== undefined && month > draw.until && debt > 0n) {
      said.push(`forgiven ${debt}`);
      owed = 0n;
    } else if (matured > guaranteed) {
      const recovered = smaller(debt, (matured - guaranteed) / (draw?.recovery ?? 1n));
      if (recovered > 0n) {
        owed -= recovered;
        said.push(`recovered ${recovered} (debt ${owed})`);
        added.push(-recovered);
        matured -= recovered;
      }
    }
    const pays = matured > 0n && matured >= terms.minimum;
    const isNothing = matured === 0n && due.length === 0;
    if (isNothing && mature.length === 0) return '';
    const waiting = isNothing ? sumOf(mature) : pays ? matured : sumOf(due);
    if (obstacles.suspended) return `deferred ${waiting} suspended`;
    if (isNothing) return `deferred ${waiting} disputed`;
    if (!pays) {
      if (writtenOff > 0n) post('run', `w${month}`, writtenOff, month);
      const reason = matured < 0n ? 'negative-balance' : 'below-minimum';
      return [...said.slice(0, writtenOff > 0n ? 1 : 0), `deferred ${matured} ${reason}`].join(', ');
    }
    const obstacle = obstacleIn(obstacles);
    if (obstacle !== undefined) return `deferred ${matured} ${obstacle}`;
    debt = owed;
    flying.set(month, matured);
    for (const amount of added) post('run', `${month}`, amount, month);
    for (const entry of entries)
      if (entry.payout === undefined && (due.includes(entry) || isOf(entry, month))) entry.payout = month;
    const kept = terms.withheld === undefined ? 0n : halfEven(matured * terms.withheld, 10n);
    const hasFee = terms.fee !== undefined && matured < terms.fee.waivedFrom;
    const fee = hasFee ? smaller(terms.fee?.fixed ?? 0n, matured - kept) : 0n;
    const isCharged = terms.withheld !== undefined || hasFee;
    const net = matured - kept - fee;
    return [
      ...said,
      `paid ${matured}`,
      ...(isCharged ? [`net ${net}`] : []),
      ...(typeof obstacles.rate === 'bigint' ? [`arrives ${halfEven(net * obstacles.rate, 100n)}`] : []),
    ].join(', ');
  };

  const isOf = ({ kind, id }: Entry, month: number): boolean => kind === 'run' && id === `${month}`;

  const arrive = (month: number): void => void flying.delete(month);

  const giveBack = (month: number): void => {
    flying.delete(month);
    for (const entry of entries) if (entry.payout === month) entry.payout = undefined;
  };

  return {
    post,
    hold,
    pay,
    giveBack,
    arrive,
    open: () => entries.filter(({ payout }) => payout === undefined).map(({ amount }) => amount),
    debt: () => debt,
  };
};
