import type { Digest, DigestEntry, DigestMoney } from './digest.ts';
import type { Item } from './page.ts';
import { sumOfRecords } from './sumOfRecords.ts';
import type { Wording } from './wording.ts';

/** What was earned, taken back and changed, by currency with its deals; and what disputes keep out of payouts. */
export const moneyItems = ({ money, disputes }: Digest, wording: Wording): readonly Item[] => {
  const { language, amount, day } = wording;
  return [
    ...money.flatMap((of) => itemsOf(of, wording)),
    ...disputes.map(({ on, amount: sum, ...dispute }) => ({
      text: language.disputed({ ...dispute, amount: sum === null ? null : amount(sum), on: day(on) }),
    })),
  ];
};

const itemsOf = (of: DigestMoney, wording: Wording): readonly Item[] => {
  const { language, amount } = wording;
  const group = (name: DigestEntry['group'], text: string): readonly Item[] => {
    const below = linesOf(
      of.entries.filter((entry) => entry.group === name),
      of.currency,
      wording,
    );
    return below.length === 0 ? [] : [{ text, below }];
  };
  return [
    ...group('earned', language.earned(amount(of.earned))),
    ...group('taken-back', language.takenBack(amount(of.takenBack))),
    ...group('adjusted', language.adjusted(amount(of.adjusted))),
    ...(of.maturedEntries.length === 0 ? [] : [{ text: language.matured(amount(of.matured)) }]),
  ];
};

/** One line for each deal and kind, and for each entry that comes from no deal. */
const linesOf = (entries: readonly DigestEntry[], currency: string, wording: Wording): readonly Item[] => {
  const groups = new Map<string, DigestEntry[]>();
  for (const entry of entries) {
    const key = entry.deal === null ? `/${entry.kind}/${entry.entry}` : `${entry.deal}/${entry.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map((group) => lineOf(group, currency, wording));
};

const lineOf = (group: readonly DigestEntry[], currency: string, { language, amount, day }: Wording): Item => {
  const [first, ...others] = group;
  if (first === undefined) throw new Error('A group has an entry.');
  const sum = sumOfRecords(
    currency,
    group.map((entry) => entry.amount),
  );
  const what = first.deal === null ? `${language.entryKind[first.kind]} ${first.entry}` : language.ofDeal(first.deal);
  const kind = first.deal !== null && first.kind === 'true-up' ? `, ${language.entryKind[first.kind]}` : '';
  const when = others.length === 0 ? day(first.on) : language.entries(group.length);
  const reasons = [...new Set(group.flatMap(({ reason }) => reason ?? []))];
  const because = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  return { text: `${what}${kind}, ${when}: ${amount(sum)}${because}` };
};
