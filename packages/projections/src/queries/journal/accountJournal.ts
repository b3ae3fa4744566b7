import { instantsOf, type LocalDate, type Period, type TimeZone } from '@commission-ledger/calendar';
import type { DocumentStore } from '../../documentStore.ts';
import { payoutPostings, type PayoutPostingsDocument, payoutPostingsKey } from '../../models/payoutPostings.ts';
import { readDocuments } from '../../readDocuments.ts';
import { dateIn } from '../documentValues.ts';
import { type AccountMovements, movementsBetween, type Placed } from '../statements/accountMovements.ts';
import { disputeChanges } from './disputeChanges.ts';
import { journalDate } from './journalDate.ts';
import { movementPostings, type OpenMoney } from './movementPostings.ts';
import { changed, nothingOpen, openPostings, type OpenState } from './openAccount.ts';
import { balanced, type Posting, type Transaction, type TransactionKind } from './transaction.ts';

/** The journal of one account, which is asked for month after month, each once, from its first. */
export type AccountJournal = Readonly<{
  month: (period: Period) => Promise<readonly Transaction[]>;
}>;

/** What comes to be on a later date: money that matures then, or is held or released. */
type Coming = Readonly<{ kind: TransactionKind; id: string; event: Transaction['event']; change: OpenState }>;

/** Begins the journal of an account. It keeps what is on hold, and nothing of what is past. */
export const accountJournal = async (
  documents: DocumentStore,
  where: AccountMovements,
  zone: TimeZone,
): Promise<AccountJournal> => {
  const { account } = where;
  const coming = new Map<string, Coming[]>();
  let open = nothingOpen;

  const expect = (date: string, what: Coming): void => {
    const others = coming.get(date);
    if (others === undefined) coming.set(date, [what]);
    else others.push(what);
  };
  for (const { date, isHeld, id, minor, event } of await disputeChanges(documents, where, zone)) {
    const held = isHeld ? minor : -minor;
    expect(date, { kind: isHeld ? 'hold' : 'release', id, event, change: { onHold: held, payable: -held } });
  }

  const post = (
    date: LocalDate,
    { kind, id, event }: Pick<Transaction, 'kind' | 'id' | 'event'>,
    change: OpenState,
    others: readonly Posting[] = [],
  ): readonly Transaction[] => {
    const before = open;
    open = changed(open, change);
    const postings = balanced([...others, ...openPostings(before, open, account)]);
    return postings.length === 0 ? [] : [{ date, kind, id, ...account, postings, event }];
  };

  /** What comes to be before the date, in the order of dates. */
  const due = (before: string): readonly Transaction[] => {
    const dates = [...coming.keys()].filter((date) => date < before).toSorted();
    return dates.flatMap((date) => {
      const found = coming.get(date) ?? [];
      coming.delete(date);
      return found.toSorted(maturitiesFirst).flatMap((what) => post(dateIn(date), what, what.change));
    });
  };

  const record = (movement: Placed, date: LocalDate, payout?: PayoutPostingsDocument): readonly Transaction[] => {
    const { open: opened, others } = movementPostings(movement, account, payout);
    const later = opened.filter(({ maturesOn }) => maturesOn > date);
    for (const { amount, maturesOn } of later) {
      const { minor } = amount;
      expect(maturesOn, { ...movement, kind: 'maturity', change: { onHold: -minor, payable: minor } });
    }
    const onHold = sumOf(later);
    return post(date, movement, { onHold, payable: sumOf(opened) - onHold }, others);
  };

  return {
    month: async (period) => {
      const found = await movementsBetween(documents, where, instantsOf(period, zone));
      const payouts = await payoutsOf(documents, where, found);
      const transactions = found.flatMap((movement) => {
        const date = journalDate(movement.at, zone);
        // What matures on a day has matured when the day begins.
        return [...due(nextAfter(date)), ...record(movement, date, payouts.get(movement.id))];
      });
      return [...transactions, ...due(period.end)];
    },
  };
};

/** What is disputed when it matures becomes payable, and is then on hold for the dispute. */
const maturitiesFirst = (a: Coming, b: Coming): number => Number(b.kind === 'maturity') - Number(a.kind === 'maturity');

/** Sorts after the date and before the next one. */
const nextAfter = (date: LocalDate): string => `${date}~`;

const sumOf = (opened: readonly OpenMoney[]): bigint => opened.reduce((sum, { amount }) => sum + amount.minor, 0n);

const payoutsOf = async (
  documents: DocumentStore,
  { account }: AccountMovements,
  found: readonly Placed[],
): Promise<ReadonlyMap<string, PayoutPostingsDocument | undefined>> => {
  const ids = [...new Set(found.filter(({ kind }) => kind.startsWith('payout')).map(({ id }) => id))];
  const read = await readDocuments(
    documents,
    payoutPostings,
    ids.map((id) => payoutPostingsKey(account, id)),
  );
  return new Map(ids.map((id, index) => [id, read[index]]));
};
