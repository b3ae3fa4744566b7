import { booked, fact, mul, ratioOf, split, text, type Name, type Node } from '@commission-ledger/calculation';
import { instantAt, localDate, type LocalDate } from '@commission-ledger/calendar';
import {
  exact,
  exactOf,
  exactSub,
  isNegative,
  money,
  rate,
  type CurrencyCode,
  type Exact,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RateJson } from '../document/planDocument.ts';
import type { Facts } from '../evaluate/rating.ts';
import type { HistoryRefusal } from './historyStep.ts';

/** What a deal or a payment says in numbers, as leaves of a calculation. */
export type Told = Readonly<{
  amount: Node;
  amounts: Readonly<Record<string, Node>>;
  quantities: Readonly<Record<string, Node>>;
}>;

/** The same in the words of an example. */
type Written = Readonly<{
  amount: string;
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
}>;

/** Reads what a step says in numbers. @param kind also the name of the amount, and where it stands in the step */
export const readTold = (
  kind: 'deal' | 'payment',
  { amount, amounts = {}, quantities = {} }: Written,
  currency: CurrencyCode,
): E.Either<HistoryRefusal, Told> => {
  const main = readAmount(amount, currency, `${kind}/amount`, kind);
  if (E.isLeft(main)) return main;
  if (main.right.value._tag === 'money' && isNegative(main.right.value.money)) {
    return unreadable(`${kind}/amount`, amount);
  }
  const named = readAll(amounts, (written, name) => readAmount(written, currency, `${kind}/amounts/${name}`));
  if (E.isLeft(named)) return named;
  const numbers = readAll(quantities, (written, name) => readQuantity(written, `${kind}/quantities/${name}`));
  if (E.isLeft(numbers)) return numbers;
  return E.right({ amount: main.right, amounts: named.right, quantities: numbers.right });
};

/** An amount of a step as a leaf. */
const readAmount = (
  written: string,
  currency: CurrencyCode,
  field: string,
  name?: Name,
): E.Either<HistoryRefusal, Node> => {
  const read = money(written, currency);
  return E.isLeft(read) ? unreadable(field, written) : E.right(fact(booked(read.right), [], name));
};

/** A number of a step as a leaf. */
const readQuantity = (written: string, field: string): E.Either<HistoryRefusal, Node> => {
  const read = exact(written);
  return E.isLeft(read) || read.right.num.isNegative()
    ? unreadable(field, written)
    : E.right(fact(ratioOf(read.right), [], 'quantity'));
};

/** A date of a step. */
export const readDate = (written: string, field: string): E.Either<HistoryRefusal, LocalDate> => {
  const read = localDate(written);
  return E.isLeft(read) ? unreadable(field, written) : read;
};

/** The part of a deal that is credited to the partner. */
export const readShare = (written: RateJson): E.Either<HistoryRefusal, Exact> => {
  const read = rate(written);
  if (E.isRight(read) && !read.right.num.isZero()) return read;
  return unreadable('deal/share', typeof written === 'string' ? written : `${written.num}/${written.den}`);
};

const unreadable = (field: string, got: string): E.Either<HistoryRefusal, never> =>
  E.left({ _tag: 'UnreadableStep', field, got: got.slice(0, 64) });

/** Every member of a record, or the first refusal. */
const readAll = <A, B>(
  record: Readonly<Record<string, A>>,
  read: (written: A, name: string) => E.Either<HistoryRefusal, B>,
): E.Either<HistoryRefusal, Readonly<Record<string, B>>> => {
  const members: [string, B][] = [];
  for (const [name, written] of Object.entries(record)) {
    const member = read(written, name);
    if (E.isLeft(member)) return member;
    members.push([name, member.right]);
  }
  return E.right(Object.fromEntries(members));
};

/** Attributes as leaves. */
export const attributeNodes = (attributes: Readonly<Record<string, string>>): Readonly<Record<string, Node>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, fact(text(value), [], `attribute:${name}`)]),
  );

/** A partner's share of a deal, beside the share of everybody else. */
export type Credit = Readonly<{ place: Node; shares: readonly [own: Node, others: Node] }>;

/** The partner is at the first place; somebody else has what is left. Nothing to share when it is everything. */
export const creditOf = (share: Exact): Credit | undefined => {
  const others = exactSub(whole, share);
  if (others.num.isZero()) return undefined;
  return { place: fact(text('1'), [], 'place'), shares: [shareNode(share), shareNode(others)] };
};

const shareNode = (of: Exact): Node => fact(ratioOf(of), [], 'share');

const whole = exactOf(1n);

/** The credited part: amounts by largest remainder, quantities exactly. */
export const creditedPart = (told: Told, { place, shares }: Credit): Told => {
  const ofAmount = (amount: Node): Node => split(amount, place, shares, { name: 'base' });
  const each = (nodes: Told['amounts'], part: (node: Node) => Node): Told['amounts'] =>
    Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, part(node)]));
  return {
    amount: ofAmount(told.amount),
    amounts: each(told.amounts, ofAmount),
    quantities: each(told.quantities, (quantity) => mul(quantity, shares[0], { name: 'quantity' })),
  };
};

/** A local date as a leaf. */
export const dateNode = (date: LocalDate, name: Name): Node => fact(text(date), [], name);

/** The first moment of the date in UTC, where examples and simulations take place. */
export const momentOf = (date: LocalDate): Facts['occurredAt'] => instantAt(Date.parse(date));
