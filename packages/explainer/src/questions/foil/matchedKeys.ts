import { type AccountRef, idOfForeignKey, isId } from '@commission-ledger/events';
import { add, type Money } from '@commission-ledger/money';
import { type DocumentStore, knownUnder, leadOf } from '@commission-ledger/projections';
import type { OwnLine } from './comparedLines.ts';
import { isOwnLead } from './ownSubject.ts';

/** A key of somebody's list with all that stands under it there. */
export type TheirLine = Readonly<{ key: string; amount: Money }>;

/** A key with our lines that it stands for; `sameAs`: the key under which those were counted already. */
export type MatchedKey = TheirLine & Readonly<{ ours: readonly OwnLine[]; sameAs?: string }>;

/** Their keys, in their order, each with our lines; and our lines that none of them stands for. */
export type Matched = Readonly<{ keys: readonly MatchedKey[]; rest: readonly OwnLine[] }>;

/** The amounts of a key that stands several times in the list, such as a deal with two payments, added up. */
export const addedByKey = (lines: readonly TheirLine[]): readonly TheirLine[] => {
  const found = new Map<string, Money>();
  for (const { key, amount } of lines) {
    const before = found.get(key);
    found.set(key, before === undefined ? amount : add(before, amount));
  }
  return [...found].map(([key, amount]) => ({ key, amount }));
};

/**
 * Puts our lines to their keys: those of an entry first, then those of a payment or a refund, then those of a deal or a
 * lead, which stand for whatever is left of it. No line is counted twice.
 * @param ownLeadsOf the account whose partner's leads alone stand for their deals
 */
export const matchedKeys = async (
  documents: DocumentStore,
  theirs: readonly TheirLine[],
  { ours, ownLeadsOf }: Readonly<{ ours: readonly OwnLine[]; ownLeadsOf?: AccountRef }>,
): Promise<Matched> => {
  const index = indexOf(ours);
  const dealOf = async (lead: string): Promise<string | undefined> =>
    ownLeadsOf === undefined || (await isOwnLead(documents, ownLeadsOf, lead))
      ? ((await leadOf(documents, lead))?.deal ?? undefined)
      : undefined;
  const sought: (TheirLine & Sought)[] = [];
  for (const line of theirs) sought.push({ ...line, ...(await soughtUnder(documents, { index, dealOf }, line.key)) });
  const takenBy = new Map<OwnLine, string>();
  const matched = new Map<string, MatchedKey>();
  for (const { key, amount, lines } of sought.toSorted((a, b) => a.breadth - b.breadth)) {
    const free = lines.filter((line) => !takenBy.has(line));
    for (const line of free) takenBy.set(line, key);
    const [first] = lines;
    const sameAs = free.length > 0 || first === undefined ? undefined : takenBy.get(first);
    matched.set(key, { key, amount, ours: free, ...(sameAs === undefined ? {} : { sameAs }) });
  }
  return {
    keys: theirs.flatMap(({ key }) => matched.get(key) ?? []),
    rest: ours.filter((line) => !takenBy.has(line)),
  };
};

type Index = ReadonlyMap<string, readonly OwnLine[]>;

const indexOf = (ours: readonly OwnLine[]): Index => {
  const found = new Map<string, OwnLine[]>();
  for (const line of ours) {
    const { entry, deal, cause } = line;
    const keys = [
      `entry/${entry}`,
      ...(deal === undefined ? [] : [`deal/${deal}`]),
      ...(deal === undefined || cause === undefined ? [] : [`cause/${deal}/${cause}`]),
    ];
    for (const key of keys) {
      const before = found.get(key);
      if (before === undefined) found.set(key, [line]);
      else before.push(line);
    }
  }
  return found;
};

/** What a key may stand for: the broadest of it, with all our lines under it. */
type Sought = Readonly<{ breadth: number; lines: readonly OwnLine[] }>;

const soughtUnder = async (
  documents: DocumentStore,
  { index, dealOf }: Readonly<{ index: Index; dealOf: (lead: string) => Promise<string | undefined> }>,
  key: string,
): Promise<Sought> => {
  const ids = [...new Set([...(isId(key) ? [key] : []), idOfForeignKey(key)])];
  const known = await knownUnder(documents, key);
  const leads = [...ids, ...known.flatMap(({ kind, id }) => (kind === 'lead' ? [id] : []))];
  const won: string[] = [];
  for (const id of leads) {
    const deal = await dealOf(id);
    if (deal !== undefined) won.push(deal);
  }
  const causes = known.flatMap(({ kind, id, deal }) =>
    kind === 'payment' || kind === 'refund' ? [`cause/${deal}/${id}`] : [],
  );
  const deals = [...ids, ...known.flatMap(({ kind, id }) => (kind === 'deal' ? [id] : [])), ...won];
  const byBreadth = [ids.map((id) => `entry/${id}`), causes, deals.map((deal) => `deal/${deal}`)].map((keys) =>
    keys.flatMap((each) => index.get(each) ?? []),
  );
  return {
    breadth: byBreadth.findLastIndex((lines) => lines.length > 0),
    lines: [...new Set(byBreadth.flat())],
  };
};
