import type { Instant } from '@commission-ledger/calendar';
import { type AccountRef, byStatement, type PlacedMovement, statementAt } from '@commission-ledger/events';
import type { Money } from '@commission-ledger/money';
import type { DocumentStore } from '../../documentStore.ts';
import { accountKey } from '../../models/accountEvent.ts';
import { type ClosingDocument, closings } from '../../models/closings.ts';
import { type MovementMonthDocument, movementMonths } from '../../models/movementMonths.ts';
import { type MovementDocument, movementKey, movementPrefix, movements } from '../../models/movements.ts';
import { fromMinor, minorIn, moneyIn } from '../documentValues.ts';
import { eachDocument } from '../../readDocuments.ts';
import { instantIn } from '../timeValues.ts';

/** A movement, and the instant that says in which statement it is. */
export type Placed = MovementDocument & PlacedMovement;

/** The small documents that say where the movements of an account are: months and closings, not the movements. */
export type AccountMovements = Readonly<{
  account: AccountRef;
  /** The earliest first. */
  months: readonly MovementMonthDocument[];
  /** In the order in which they were recorded, which is that of the months they close. */
  closed: readonly ClosingDocument[];
}>;

/** Reads where the movements of an account are. */
export const movementsOf = async (documents: DocumentStore, account: AccountRef): Promise<AccountMovements> => {
  const prefix = `${accountKey(account)}/`;
  const months: MovementMonthDocument[] = [];
  for await (const month of eachDocument(documents, movementMonths, { prefix })) months.push(month);
  const closed: ClosingDocument[] = [];
  for await (const closing of eachDocument(documents, closings, { prefix })) closed.push(closing);
  return { account, months, closed };
};

/** The first closing after which nothing can come before the instant any more; `undefined` while it is open. */
export const closingOver = ({ closed }: AccountMovements, until: Instant): ClosingDocument | undefined =>
  closed.find((closing) => closing.until >= until);

/** The instant that decides about the statement of what happened then and stands at that revision. */
export const placeIn = ({ closed }: AccountMovements, occurredAt: string, revision: number): Instant => {
  const before = closed.findLast(({ event }) => event.revision < revision);
  return statementAt(instantIn(occurredAt), before && instantIn(before.until));
};

/** The movements whose statement has these instants, from `from` up to but without `to`, in the order of the statement. */
export const movementsBetween = async (
  documents: DocumentStore,
  where: AccountMovements,
  { from, to }: Readonly<{ from: Instant; to: Instant }>,
): Promise<readonly Placed[]> => {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const found: MovementDocument[] = [];
  for (const { month } of where.months)
    if (month >= first && month <= last) found.push(...(await movementsIn(documents, where, month)));
  // What was recorded after a closing within these instants belongs here, however long ago it happened.
  const closing = where.closed.find(({ until }) => until >= from && until < to);
  if (closing !== undefined) found.push(...(await recordedAfter(documents, where, closing, first)));
  return found
    .map((movement) => placed(where, movement))
    .filter(({ at }) => at >= from && at < to)
    .toSorted(byStatement);
};

/** What the program owed the partner when the instant came: the sum of all movements in earlier statements. */
export const owedAt = async (documents: DocumentStore, where: AccountMovements, at: Instant): Promise<Money> => {
  const { currency } = where.account;
  const closing = closingOver(where, at);
  if (closing?.until === at) return moneyIn(closing.closing);
  const month = at.slice(0, 7);
  let owed = where.months.filter((other) => other.month < month).reduce((sum, other) => sum + minorIn(other.owed), 0n);
  const partly = where.months.some((other) => other.month === month) ? await movementsIn(documents, where, month) : [];
  for (const movement of partly) if (movement.occurredAt < at) owed += owedOf(movement);
  // What was recorded after the instant was closed is in later statements.
  if (closing === undefined) return fromMinor(`${owed}`, currency);
  const later = await recordedAfter(documents, where, closing, `${month}~`);
  for (const movement of later) if (movement.occurredAt < at) owed -= owedOf(movement);
  return fromMinor(`${owed}`, currency);
};

const STEPS: ReadonlySet<MovementDocument['kind']> = new Set([
  'payout-issued',
  'payout-failed',
  'payout-voided',
  'draw-forgiven',
  'tax-remitted',
]);

/** Whether the movement changes what is owed. */
export const changesOwed = ({ kind }: Pick<MovementDocument, 'kind'>): boolean => !STEPS.has(kind);

const owedOf = (movement: MovementDocument): bigint => (changesOwed(movement) ? moneyIn(movement.amount).minor : 0n);

const placed = (where: AccountMovements, movement: MovementDocument): Placed => {
  const { revision } = movement.event;
  return { ...movement, revision, at: placeIn(where, movement.occurredAt, revision) };
};

const movementsIn = async (
  documents: DocumentStore,
  { account }: AccountMovements,
  month: string,
  afterRevision?: number,
): Promise<readonly MovementDocument[]> => {
  const found: MovementDocument[] = [];
  const after = afterRevision === undefined ? {} : { after: movementKey(account, month, afterRevision) };
  const options = { prefix: movementPrefix(account, month), ...after };
  for await (const movement of eachDocument(documents, movements, options)) found.push(movement);
  return found;
};

/** What was recorded after the closing and happened in months before that one. */
const recordedAfter = async (
  documents: DocumentStore,
  where: AccountMovements,
  { event: { revision } }: ClosingDocument,
  beforeMonth: string,
): Promise<readonly MovementDocument[]> => {
  const found: MovementDocument[] = [];
  for (const { month, last } of where.months)
    if (month < beforeMonth && last > revision) found.push(...(await movementsIn(documents, where, month, revision)));
  return found;
};
