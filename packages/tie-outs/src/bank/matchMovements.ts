import { daysBetween, type LocalDate } from '@commission-ledger/calendar';
import { slugOfName } from '@commission-ledger/events';
import type { Money } from '@commission-ledger/money';
import type { PayoutRow } from '@commission-ledger/projections';
import type { Movement } from './bankStatement.ts';
import { grouped } from './grouped.ts';

/** A movement, and the number of its statement. */
export type Booked = Movement & Readonly<{ statement: number }>;

/** A payout of the program, what arrives of it, and the local date when it ended, or is due. */
export type Payable = Readonly<{ row: PayoutRow; arrives: Money; on: LocalDate }>;

/** Which movements belong to which payout. */
export type Matches = Readonly<{
  /** By the payout's id. */
  byReference: ReadonlyMap<string, readonly Booked[]>;
  byPayee: ReadonlyMap<string, Booked>;
  /** What could belong together, and is not told apart. */
  ambiguous: readonly Readonly<{ payouts: readonly Payable[]; movements: readonly Booked[] }>[];
  /** Names a payout that is not there. */
  unknownPayout: readonly Booked[];
  /** Goes to a partner, and no payout is open for it. */
  toPartner: readonly Readonly<{ movement: Booked; partner: string }>[];
  /** Debits that name no payout and go to nobody known. */
  unclaimed: readonly Booked[];
  others: number;
}>;

/** What matching needs. */
export type Matching = Readonly<{
  payables: readonly Payable[];
  movements: readonly Booked[];
  /** The partner whom a payee is, if one. */
  partnerOf: (payee: string) => string | undefined;
  /** How many days a movement may be away from the payout's date. */
  days: number;
  /** Ids of payouts of other programs: what they are paid by is none of this. */
  elsewhere: ReadonlySet<string>;
}>;

/** Finds by reference first, then by the exact amount, the day and the payee, where only one of each fits. */
export const matchMovements = (matching: Matching): Matches => {
  const { payables, movements, elsewhere } = matching;
  const byId = new Map(payables.map((payable) => [payable.row.payoutId, payable]));
  const byBankReference = grouped(
    payables.filter(({ row }) => row.reference !== null),
    ({ row }) => row.reference ?? '',
  );
  const byReference = new Map<string, Booked[]>();
  const ambiguous: { payouts: readonly Payable[]; movements: readonly Booked[] }[] = [];
  const unknownPayout: Booked[] = [];
  const unnamed: Booked[] = [];
  let others = 0;
  for (const movement of movements) {
    const named = payoutIdsIn(movement);
    const known = named.filter((id) => byId.has(id));
    const found =
      known.length > 0
        ? known.flatMap((id) => byId.get(id) ?? [])
        : fitting(movement, [...new Set(movement.references.flatMap((each) => byBankReference.get(each) ?? []))]);
    const [only, second] = found;
    if (only === undefined) {
      if (named.length === 0) unnamed.push(movement);
      else if (movement.direction === 'debit' && !named.some((id) => elsewhere.has(id))) unknownPayout.push(movement);
      else others += 1;
    } else if (second === undefined) {
      const { payoutId } = only.row;
      byReference.set(payoutId, [...(byReference.get(payoutId) ?? []), movement]);
    } else ambiguous.push({ payouts: found, movements: [movement] });
  }
  const taken = new Set([...byReference.keys(), ...ambiguous.flatMap(({ payouts }) => payouts.map(idOf))]);
  const rest = matchPayees(unnamed, { ...matching, payables: payables.filter((each) => !taken.has(idOf(each))) });
  const all = [...ambiguous, ...rest.ambiguous];
  return { ...rest, byReference, ambiguous: all, unknownPayout, others: others + rest.others };
};

const idOf = ({ row }: Payable): string => row.payoutId;

const PAYOUT_ID = /\bPO-\d{4}-\d{2}-\d{2}-[\da-f]{16}\b/gi;

/** The payouts that a movement names, in its references or in its text; some banks write capitals only. */
const payoutIdsIn = ({ references, text }: Booked): readonly string[] => [
  ...new Set(
    [...references, text ?? '']
      .flatMap((each) => each.match(PAYOUT_ID) ?? [])
      .map((id) => `PO${id.slice(2).toLowerCase()}`),
  ),
];

/** One transfer may have settled several payouts under one reference: then the amount says which it is, or nothing does. */
const fitting = ({ amount }: Booked, named: readonly Payable[]): readonly Payable[] => {
  if (named.length < 2) return named;
  const exact = named.filter((each) => sameAmount(each.arrives, amount));
  return exact.length === 1 ? exact : named;
};

type ByPayee = Pick<Matches, 'byPayee' | 'ambiguous' | 'toPartner' | 'unclaimed' | 'others'>;

const matchPayees = (movements: readonly Booked[], { payables, partnerOf, days }: Matching): ByPayee => {
  const open = grouped(
    payables.filter(({ row }) => row.status === 'settled' || row.status === 'issued'),
    ({ row, arrives }) => keyOf(row.partner, arrives),
  );
  const debits = movements.filter(({ direction }) => direction === 'debit');
  const paid = debits.flatMap((movement) => {
    const partner = movement.party === null ? undefined : partnerOf(movement.party);
    return partner === undefined ? [] : [{ movement, partner }];
  });
  const byPayee = new Map<string, Booked>();
  const ambiguous: { payouts: readonly Payable[]; movements: readonly Booked[] }[] = [];
  const toPartner: { movement: Booked; partner: string }[] = [];
  for (const [key, same] of grouped(paid, ({ movement, partner }) => keyOf(partner, movement.amount))) {
    const candidates = open.get(key) ?? [];
    const fits = (movement: Booked, { on }: Payable): boolean => Math.abs(daysBetween(on, movement.valued)) <= days;
    const unsure: Booked[] = [];
    for (const { movement, partner } of same) {
      const near = candidates.filter((payable) => fits(movement, payable));
      const [only, second] = near;
      if (only === undefined) toPartner.push({ movement, partner });
      else if (second === undefined && same.filter((other) => fits(other.movement, only)).length === 1)
        byPayee.set(only.row.payoutId, movement);
      else unsure.push(movement);
    }
    if (unsure.length === 0) continue;
    const payouts = candidates.filter(
      (each) => !byPayee.has(each.row.payoutId) && unsure.some((movement) => fits(movement, each)),
    );
    ambiguous.push({ payouts, movements: unsure });
  }
  const known = new Set(paid.map(({ movement }) => movement));
  const unclaimed = debits.filter((movement) => !known.has(movement));
  return { byPayee, ambiguous, toPartner, unclaimed, others: movements.length - paid.length };
};

const keyOf = (partner: string, { minor, currency }: Money): string => `${partner} ${minor} ${currency}`;

/** Whether two amounts are the same in the same currency. */
export const sameAmount = (a: Money, b: Money): boolean => a.minor === b.minor && a.currency === b.currency;

/** The partner of a name or an id, where only one has it. */
export const payeeDirectory = (
  partners: readonly Readonly<{ partner: string; name: string }>[],
): ((payee: string) => string | undefined) => {
  const byName = new Map<string, string | null>();
  for (const { partner, name } of partners)
    for (const slug of new Set([partner, slugOfName(name)])) {
      const known = byName.get(slug);
      byName.set(slug, known === undefined || known === partner ? partner : null);
    }
  return (payee) =>
    payee.trim() === '' || /\p{Cs}/u.test(payee) ? undefined : (byName.get(slugOfName(payee.trim())) ?? undefined);
};
