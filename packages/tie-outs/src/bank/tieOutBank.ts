import { addDays, dateOf, daysBetween, type TimeZone } from '@commission-ledger/calendar';
import { add, equals, negate, sum, toJson } from '@commission-ledger/money';
import {
  dateIn,
  type DocumentStore,
  eachPartner,
  instantIn,
  type PayoutRow,
  payoutsOf,
  programOf,
  zoneIn,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { tally } from '../tally.ts';
import type { BankFinding } from './bankFinding.ts';
import type { BankStatement } from './bankStatement.ts';
import type { BankTieOut } from './bankTieOut.ts';
import { comparePayout, movedFor, movementInShort, payoutInShort } from './comparePayout.ts';
import { type Booked, matchMovements, type Payable, payeeDirectory } from './matchMovements.ts';
import { possibleDebits } from './possibleDebits.ts';
import { signed } from './readBankCsv.ts';

/** What a tie-out with a bank is made of. */
export type TieOutBank = Readonly<{
  /** Documents of `tieOutProjections`, or all read models, up to date. */
  documents: DocumentStore;
  program: string;
  /** Of one account or of several, of one currency or of several. */
  statements: readonly BankStatement[];
  /** How many days a transfer may take: 5 by default. */
  days?: number;
}>;

/** Why a tie-out cannot be made at all. */
export type BankTieOutFailure = Readonly<{ _tag: 'NoSuchProgram'; program: string }>;

/** Holds the payouts of a program against bank statements. Nothing is guessed: what could be several things is told so. */
export const tieOutBank = async (order: TieOutBank): Promise<E.Either<BankTieOutFailure, BankTieOut>> => {
  const { documents, program, statements, days = 5 } = order;
  const settings = await programOf(documents, program);
  if (settings === undefined) return E.left({ _tag: 'NoSuchProgram', program });
  const zone = zoneIn(settings.timeZone);
  const all = await payoutsOf(documents);
  const payables = all.filter((row) => row.program === program).map((row) => payableOf(row, zone));
  const partners: { partner: string; name: string }[] = [];
  for await (const { partner, name } of eachPartner(documents)) partners.push({ partner, name });
  const movements = statements.flatMap((statement, index) =>
    statement.movements.map((movement) => ({ ...movement, statement: index + 1 })),
  );
  const matches = matchMovements({
    payables,
    movements,
    partnerOf: payeeDirectory(partners),
    days,
    elsewhere: new Set(all.filter((row) => row.program !== program).map(({ payoutId }) => payoutId)),
  });
  const unsure = new Set(matches.ambiguous.flatMap(({ payouts }) => payouts.map(({ row }) => row.payoutId)));
  const findings: BankFinding[] = statements.flatMap(balanceFinding);
  const unfound = payables.filter(
    ({ row }) =>
      !matches.byReference.has(row.payoutId) && !matches.byPayee.has(row.payoutId) && !unsure.has(row.payoutId),
  );
  const debits = possibleDebits(
    unfound.filter(({ row }) => row.status === 'settled' || row.status === 'issued'),
    matches.unclaimed,
    days,
  );
  const inFlight: BankTieOut['inFlight'][number][] = [];
  const counts = { matched: 0, byReference: 0, byPayee: 0, possible: 0, otherMovements: matches.others };
  const sums = tally<'payouts'>();
  for (const payable of payables) {
    const id = payable.row.payoutId;
    const named = matches.byReference.get(id);
    const byPayee = matches.byPayee.get(id);
    const found = named ?? (byPayee === undefined ? [] : [byPayee]);
    for (const movement of found) {
      const moved = movedFor(payable, movement);
      sums.count('there', 'payouts', movement.direction === 'debit' ? moved : negate(moved));
    }
    if (payable.row.status === 'settled' && (found.some(isForeign) || statements.some((each) => covers(each, payable))))
      sums.count('here', 'payouts', payable.arrives);
    if (found.length > 0) {
      const told = comparePayout(payable, found, days);
      findings.push(...told);
      if (told.length > 0) continue;
      counts.matched += 1;
      counts[named === undefined ? 'byPayee' : 'byReference'] += 1;
    } else if (!unsure.has(id)) {
      const missed = missing(payable, statements, days);
      if (missed === undefined) continue;
      const possible = debits.get(id) ?? null;
      if (possible !== null) counts.possible += 1;
      if (missed === 'in-flight') inFlight.push({ ...payoutInShort(payable), possible });
      else findings.push({ ...missed, possible });
    }
  }
  for (const movement of matches.unknownPayout)
    findings.push({
      class: 'missing-here',
      movement: movementInShort(movement),
      reason: 'unknown-payout',
      partner: null,
    });
  for (const { movement, partner } of matches.toPartner)
    findings.push({ class: 'missing-here', movement: movementInShort(movement), reason: 'to-partner', partner });
  for (const { payouts, movements: several } of matches.ambiguous)
    findings.push({
      class: 'ambiguous',
      payouts: payouts.map(payoutInShort),
      movements: several.map(movementInShort),
    });
  return E.right({
    schema: 'tie-out/1',
    kind: 'bank',
    program,
    statements: statements.map((statement) => ({
      account: statement.account,
      currency: statement.currency,
      from: statement.from,
      until: statement.until,
      movements: statement.movements.length,
      balance: balanceOf(statement),
    })),
    verdict: findings.length === 0 ? 'matched' : 'different',
    counts,
    sums: sums.sums(),
    inFlight,
    findings,
  });
};

/** What arrives, and on which day: when it ended, or its own date while it has not. */
const payableOf = (row: PayoutRow, zone: TimeZone): Payable => ({
  row,
  arrives: row.conversion?.amount ?? row.net,
  on: row.resolvedAt === null ? dateIn(row.date) : dateOf(instantIn(row.resolvedAt), zone),
});

/** Sent in another currency than that of the account: no statement is in the currency of the payout. */
const isForeign = ({ instructed }: Booked): boolean => instructed !== null;

const covers = ({ currency, from, until }: BankStatement, { arrives, on }: Payable): boolean =>
  arrives.currency === currency && from <= on && on <= until;

const missing = (
  payable: Payable,
  statements: readonly BankStatement[],
  days: number,
): Omit<Extract<BankFinding, { class: 'missing-there' }>, 'possible'> | 'in-flight' | undefined => {
  const { status } = payable.row;
  const own = statements.filter(({ currency }) => currency === payable.arrives.currency);
  if (status === 'issued') {
    if (own.length > 0 && own.every(({ until }) => addDays(payable.on, days) > until)) return 'in-flight';
  } else if (status !== 'settled') return undefined;
  const covering = own.filter((each) => covers(each, payable));
  if (covering.length === 0) return undefined;
  const first = covering.every(({ from }) => daysBetween(from, payable.on) < days);
  const reason = status === 'issued' ? 'overdue' : 'settled';
  return { class: 'missing-there', payout: payoutInShort(payable), reason, first };
};

const balanceOf = (statement: BankStatement): BankTieOut['statements'][number]['balance'] => {
  const { opening, closing } = statement;
  if (opening === null || closing === null) return 'not-stated';
  return equals(add(opening, changeIn(statement)), closing) ? 'adds-up' : 'does-not-add-up';
};

const changeIn = ({ currency, movements }: BankStatement) => sum(currency, movements.map(signed));

const balanceFinding = (statement: BankStatement, index: number): readonly BankFinding[] => {
  const { opening, closing } = statement;
  if (opening === null || closing === null || balanceOf(statement) === 'adds-up') return [];
  return [
    {
      class: 'statement-does-not-add-up',
      statement: index + 1,
      opening: toJson(opening),
      movements: toJson(changeIn(statement)),
      closing: toJson(closing),
    },
  ];
};
