import { accountStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { isZero, negate, ofMinor, sum, type Money } from '@commission-ledger/money';
import {
  balancesOf,
  currencyIn,
  eachDocument,
  type MovementMonthDocument,
  movementMonths,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { accountVerdict, type AccountDraft } from './accountVerdict.ts';
import { accountKeyOf, type AccountRead } from './readAccount.ts';

const MOST_MONTHS = 12;

/**
 * A large account, from the sums that the read models keep: its events are not read, but for the newest, and the answer
 * says so.
 */
export const summedAccount = async (
  { sources, documents }: Asking,
  { account, balance, on }: AccountRead,
): Answer<AccountDraft> => {
  const { program, partner, currency: code } = account;
  const currency = currencyIn(code);
  const inMinor = (minor: string): Money => ofMinor(BigInt(minor), currency);
  const total = (amounts: readonly Money[]): Money => sum(currency, amounts);
  const rows = await balancesOf(documents, { program, partner, asOf: on });
  const figures = rows.find((row) => row.currency === code);
  const newest = await sources.events.readAny({ stream: accountStream(account), revision: balance.revision });
  if (E.isLeft(newest)) return newest;
  if (figures === undefined) throw new Error(`The account of ${partner} is in one read model and not in the other.`);
  const onItsWay = total(balance.inFlight.map(({ minor }) => inMinor(minor)));
  const keptOnTheWay = total(balance.inFlight.map(({ withheld }) => inMinor(withheld)));
  const { accrued, reversed, adjusted, unclaimed, paid, withheld, payable, onHold, receivable } = figures;
  const paidOut = total([paid, withheld, negate(keptOnTheWay)]);
  const owed = total([accrued, negate(reversed), adjusted, negate(unclaimed), negate(paidOut)]);
  return E.right({
    verdict: accountVerdict({ owed, payable, onHold, onItsWay }),
    amount: owed,
    rows: [
      ...part('standingEarnedInAll', accrued),
      ...part('standingTakenBackInAll', negate(reversed)),
      ...part('standingCorrectedInAll', adjusted),
      ...part('standingSetApartInAll', negate(unclaimed)),
      ...part('standingPaidInAll', negate(paidOut)),
      {
        said: { key: 'whereTitle', holes: {} },
        amount: owed,
        rows: [
          ...part('wherePayableInAll', payable),
          ...part('whereOnHoldInAll', onHold),
          ...part('whereOnItsWayInAll', onItsWay),
          ...part('whereOwedInAll', negate(receivable)),
        ],
      },
      ...monthsInAll(await monthsOf({ documents }, account), owed),
      {
        said: {
          key: 'standingSummed',
          holes: { records: balance.revision + 1, last: `${balance.revision}`, hash: newest.right.hash.slice(0, 16) },
        },
        from: [eventRef(newest.right, '')],
      },
    ],
    plans: [],
  });
};

type InAll =
  | 'standingEarnedInAll'
  | 'standingTakenBackInAll'
  | 'standingCorrectedInAll'
  | 'standingSetApartInAll'
  | 'standingPaidInAll'
  | 'wherePayableInAll'
  | 'whereOnHoldInAll'
  | 'whereOnItsWayInAll'
  | 'whereOwedInAll';

const part = (key: InAll, amount: Money): readonly DraftRow[] =>
  isZero(amount) ? [] : [{ said: { key, holes: {} } satisfies Said, amount, counts: true }];

const monthsOf = async (
  { documents }: Pick<Asking, 'documents'>,
  account: AccountRead['account'],
): Promise<readonly MovementMonthDocument[]> => {
  const months: MovementMonthDocument[] = [];
  const prefix = `${accountKeyOf(account)}/`;
  for await (const month of eachDocument(documents, movementMonths, { prefix })) months.push(month);
  return months.toReversed();
};

const monthsInAll = (months: readonly MovementMonthDocument[], owed: Money): readonly DraftRow[] => {
  const { currency } = owed;
  const shown = months.length <= MOST_MONTHS + 1 ? months : months.slice(0, MOST_MONTHS);
  const earlier = months.slice(shown.length);
  const inMonths = (some: readonly MovementMonthDocument[]): Money =>
    sum(
      currency,
      some.map((month) => ofMinor(BigInt(month.owed), currency)),
    );
  return [
    {
      said: { key: 'monthsInAllTitle', holes: {} },
      amount: owed,
      rows: [
        ...shown.map((month): DraftRow => {
          const holes = { month: month.month, count: month.movements };
          return { said: { key: 'monthRow', holes }, amount: inMonths([month]), counts: true };
        }),
        ...(earlier.length === 0
          ? []
          : [
              {
                said: { key: 'monthsEarlier', holes: { count: earlier.length } },
                amount: inMonths(earlier),
                counts: true,
              } as const,
            ]),
      ],
    },
  ];
};
