import type { StoredEvent } from '@commission-ledger/event-store';
import { categoryOf, parseFrame } from '@commission-ledger/events';
import { withData, type Fields } from './alteredHistory.ts';

/** A place in the data of an event. */
export type Path = readonly string[];

/** Whether the event books something, or belongs to a payout run. */
export const isOfBooks = ({ stream }: StoredEvent): boolean => ['account', 'payoutrun'].includes(categoryOf(stream));

/** The data of an event. */
export const dataOf = (stored: StoredEvent): unknown => {
  const frame = parseFrame(stored.body);
  return typeof frame === 'string' ? undefined : frame.data;
};

/** Every place in some data that holds an amount of money. */
export const moneyIn = (json: unknown, path: Path = []): readonly Path[] => {
  if (typeof json !== 'object' || json === null) return [];
  const fields = new Map(Object.entries(json));
  if (typeof fields.get('amount') === 'string' && typeof fields.get('currency') === 'string') return [path];
  return [...fields].flatMap(([name, value]) => moneyIn(value, [...path, name]));
};

/** A type and a field of money, whichever of several in a list it is. */
export const pairOf = ({ type }: StoredEvent, path: Path): string =>
  `${type} ${path.map((name) => (/^\d+$/.test(name) ? '*' : name)).join('/')}`;

/** Adds the smallest unit to an amount. */
export const raised = (data: Fields, path: Path): void => {
  let at: unknown = data;
  for (const name of path) at = new Map(Object.entries(Object(at))).get(name);
  const fields: { amount?: string } = Object(at);
  const [, decimals = ''] = (fields.amount ?? '').split('.');
  const minor = BigInt((fields.amount ?? '').replace('.', '')) + 1n;
  const digits = `${minor < 0n ? -minor : minor}`.padStart(decimals.length + 1, '0');
  const [whole, rest] = [
    digits.slice(0, digits.length - decimals.length),
    digits.slice(digits.length - decimals.length),
  ];
  fields.amount = `${minor < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
};

/** The history with one amount raised. */
export const withRaised = (events: readonly StoredEvent[], at: StoredEvent, path: Path): readonly StoredEvent[] =>
  events.map((stored) => (stored === at ? withData(stored, (data) => raised(data, path)) : stored));
