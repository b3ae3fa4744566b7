import { instantsOf, type Period, type TimeZone } from '@commission-ledger/calendar';
import { statementHashOf, type StatementMovement } from '@commission-ledger/events';
import { add, equals, type Money, sum, zero } from '@commission-ledger/money';
import type { DocumentStore } from '../../documentStore.ts';
import { damagedReadModel } from '../../damagedReadModel.ts';
import type { ClosingDocument } from '../../models/closings.ts';
import type { MovementDocument } from '../../models/movements.ts';
import { currencyIn, moneyIn } from '../documentValues.ts';
import {
  type AccountMovements,
  changesOwed,
  closingOver,
  movementsBetween,
  owedAt,
  type Placed,
} from './accountMovements.ts';

/** What the movements of one kind come to. */
export type StatementSum = Readonly<{ kind: StatementMovement['kind']; amount: Money; lines: number }>;

/** What a statement comes to: `opening` and the sums add up to `closing`. */
export type StatementFigures = Readonly<{
  /** What the program owed the partner when the period began; below zero, the partner the program. */
  opening: Money;
  /** Entries by kind, in the order of kinds, and payouts that arrived, below zero. Kinds without movements are left out. */
  sums: readonly StatementSum[];
  closing: Money;
  lines: number;
  /** SHA-256 over the lines, as a closing writes it. */
  hash: string;
  /** The closing after which nothing can come into the period any more; `null` while it is open. */
  closed: ClosingDocument | null;
}>;

/** A movement that counts, with what is owed after it. */
export type CountedMovement = Omit<Placed, 'kind' | 'amount'> &
  Readonly<{ kind: StatementMovement['kind']; amount: Money; balance: Money }>;

/** A statement with everything that is in it. */
export type FullStatement = StatementFigures &
  Readonly<{ counted: readonly CountedMovement[]; steps: readonly Placed[] }>;

/** The statement of an account over a period of its program. */
export const statementFigures = async (
  documents: DocumentStore,
  where: AccountMovements,
  period: Period,
  zone: TimeZone,
): Promise<FullStatement> => {
  const instants = instantsOf(period, zone);
  const opening = await owedAt(documents, where, instants.from);
  const closing = await owedAt(documents, where, instants.to);
  const found = await movementsBetween(documents, where, instants);
  const counted = withBalances(opening, found);
  if (!equals(counted.at(-1)?.balance ?? opening, closing)) {
    const { program, partner, currency } = where.account;
    throw damagedReadModel(`the ${currency} statement of ${partner} in ${program} does not add up`);
  }
  return {
    opening,
    sums: sumsOf(counted, closing),
    closing,
    lines: counted.length,
    hash: statementHashOf(counted),
    closed: closingOver(where, instants.to) ?? null,
    counted,
    steps: found.filter((movement) => !changesOwed(movement)),
  };
};

const withBalances = (opening: Money, found: readonly Placed[]): readonly CountedMovement[] => {
  const counted: CountedMovement[] = [];
  let balance = opening;
  for (const movement of found) {
    const kind = countedKind(movement);
    if (kind === undefined) continue;
    const amount = moneyIn(movement.amount);
    balance = add(balance, amount);
    counted.push({ ...movement, kind, amount, balance });
  }
  return counted;
};

const KINDS: readonly StatementMovement['kind'][] = [
  'accrual',
  'reversal',
  'true-up',
  'adjustment',
  'draw-advance',
  'draw-recovery',
  'write-off',
  'unclaimed',
  'payout',
];

const countedKind = ({ kind }: MovementDocument): StatementMovement['kind'] | undefined =>
  KINDS.find((other) => other === kind);

const sumsOf = (counted: readonly CountedMovement[], { currency }: Money): readonly StatementSum[] =>
  KINDS.map((kind) => {
    const amounts = counted.filter((movement) => movement.kind === kind).map(({ amount }) => amount);
    return { kind, amount: sum(currency, amounts), lines: amounts.length };
  }).filter(({ lines }) => lines > 0);

/** Figures of many statements in one currency, added up. */
export const addFigures = (
  currency: string,
  statements: readonly Pick<StatementFigures, 'opening' | 'closing' | 'sums' | 'lines'>[],
): Pick<StatementFigures, 'opening' | 'closing' | 'sums' | 'lines'> => {
  const code = currencyIn(currency);
  const all = statements.flatMap(({ sums }) => sums);
  return {
    opening: sum(
      code,
      statements.map(({ opening }) => opening),
    ),
    sums: KINDS.map((kind) => {
      const same = all.filter((one) => one.kind === kind);
      const amount = same.reduce((total, one) => add(total, one.amount), zero(code));
      return { kind, amount, lines: same.reduce((count, one) => count + one.lines, 0) };
    }).filter(({ lines }) => lines > 0),
    closing: sum(
      code,
      statements.map(({ closing }) => closing),
    ),
    lines: statements.reduce((count, { lines }) => count + lines, 0),
  };
};
