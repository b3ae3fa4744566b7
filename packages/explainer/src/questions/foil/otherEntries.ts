import { booked, fact, sub } from '@commission-ledger/calculation';
import { addDays, type LocalDate } from '@commission-ledger/calendar';
import type { AccountRef } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { entriesOf, type DocumentStore, type EntryRow } from '@commission-ledger/projections';
import { negate, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { together, type Alternative, type Change, type Told } from './change.ts';
import { rankOf, type MisreadingKind } from './misreading.ts';

/** Of which payout the lines are, and where its account is. */
export type PayoutScope = Readonly<{
  account: AccountRef;
  payout: string;
  cutOff: LocalDate;
  /** The entries that are its lines. */
  entries: ReadonlySet<string>;
}>;

/** Entries this many days before the cut-off may be taken for lines of the payout. */
const daysBefore = 62;

/** How many entries before the cut-off, and after it, are looked at. */
const looked = 20;

/** Entries of the same account that are not in the payout, counted all the same. Slots go on from `firstSlot`. */
export const otherEntries = async (
  sources: Sources,
  documents: DocumentStore,
  scope: PayoutScope,
  firstSlot: number,
): Promise<readonly Alternative[]> => {
  const rows = (await entriesAround(documents, scope)).filter(isEarned);
  const single = rows.flatMap((row, index): readonly Alternative[] => {
    const kind = kindOf(row, scope);
    const delta = Number(row.amount.minor);
    if (delta === 0 || !Number.isSafeInteger(delta)) return [];
    const change: Change = { kind, tell: () => tellOf(sources, row, kind, scope) };
    return [{ slots: [firstSlot + index], cost: 1, delta, rank: rankOf(kind), changes: [change] }];
  });
  return [...single, ...groupsOf(single)];
};

/** What was earned, taken back or corrected: not what payouts add. */
type EarnedRow = EntryRow & Readonly<{ kind: 'accrual' | 'reversal' | 'adjustment' | 'true-up' }>;

const isEarned = (row: EntryRow): row is EarnedRow =>
  row.kind === 'accrual' || row.kind === 'reversal' || row.kind === 'adjustment' || row.kind === 'true-up';

const entriesAround = async (
  documents: DocumentStore,
  { account, cutOff, entries }: PayoutScope,
): Promise<readonly EntryRow[]> => {
  const { program, partner, currency } = account;
  const from = (date: string): string => `${program}/${partner}/${currency}/${date}`;
  const before = await entriesOf(documents, account, {
    after: from(addDays(cutOff, -daysBefore)),
    limit: looked + entries.size,
  });
  const after = await entriesOf(documents, account, { after: from(cutOff), limit: looked });
  const others = [...before.rows.filter(({ maturesOn }) => maturesOn < cutOff), ...after.rows];
  const found = others.filter(({ entry }) => !entries.has(entry));
  return [...new Map(found.map((row) => [row.entry, row])).values()];
};

const kindOf = ({ maturesOn, state }: EntryRow, { cutOff }: PayoutScope): MisreadingKind => {
  if (maturesOn >= cutOff) return 'not-yet-payable';
  return state === 'open' ? 'on-hold' : 'other-payout';
};

/** All that is not payable yet; all of another payout. */
const groupsOf = (single: readonly Alternative[]): readonly Alternative[] => {
  const groups = new Map<MisreadingKind, Alternative[]>();
  for (const one of single) {
    const [change] = one.changes;
    if (change !== undefined) groups.set(change.kind, [...(groups.get(change.kind) ?? []), one]);
  }
  return [...groups].flatMap(([kind, members]) => {
    const delta = members.reduce((total, member) => total + member.delta, 0);
    if (members.length < 2 || delta === 0) return [];
    const changes = [
      together(
        kind,
        members.flatMap((member) => member.changes),
      ),
    ];
    return [{ slots: members.flatMap(({ slots }) => slots), cost: 1, delta, rank: rankOf(kind), changes }];
  });
};

/** The amount as the event that posted it says. */
const tellOf = async (
  sources: Sources,
  row: EarnedRow,
  kind: MisreadingKind,
  { cutOff }: PayoutScope,
): Answer<Told> => {
  const posted = await sources.events.readAny(row.event);
  if (E.isLeft(posted)) return posted;
  const event = posted.right;
  const written = writtenAmount(event.data);
  if (written === undefined) {
    return E.left({
      _tag: 'OtherEvent',
      at: row.event,
      expected: `event that posts the ${row.kind}`,
      found: event.type,
    });
  }
  const amount = fact(booked(written), [eventRef(event, '/amount')], row.kind);
  const isTakenBack = row.amount.minor === negate(written).minor;
  const nothing = sub(amount, amount, { name: 'nothing' });
  return E.right({
    effect: isTakenBack ? amount : sub(nothing, amount),
    said: saidOf(row, kind, cutOff),
    decidedBy: [row.event],
  });
};

const writtenAmount = (data: object): Money | undefined => {
  if (!('amount' in data)) return undefined;
  const { amount } = data;
  return isMoney(amount) ? amount : undefined;
};

const isMoney = (amount: unknown): amount is Money =>
  typeof amount === 'object' && amount !== null && 'minor' in amount && typeof amount.minor === 'bigint';

const saidOf = ({ deal, entry, payout, maturesOn }: EntryRow, kind: MisreadingKind, cutOff: string): Said => {
  const line = deal ?? entry;
  if (kind === 'not-yet-payable') return { key: 'foilNotYetPayable', holes: { line, on: maturesOn, cutOff } };
  if (kind === 'other-payout' && payout !== null) return { key: 'foilOtherPayout', holes: { line, payout } };
  return { key: 'foilOnHold', holes: { line } };
};
