import type { AccountRef } from '@commission-ledger/events';
import type { Beneficiary } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type Amendable, everyVersionOf } from '../deal/amendment.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { roleAt } from './concernedRoles.ts';
import type { Rated } from './ratingSources.ts';

/** An account that a cause concerns, and in whose name and role; `beside` tells overlays of one role apart in keys. */
export type Concerned = Readonly<{ account: AccountRef; rated: Rated; beside: string }>;

/** Plans pay no higher than this above the credited partner. */
const HIGHEST_LEVEL = 9;

/**
 * Every account in which a cause of the deal may have been rated. Assignments may be back-dated, so it is not asked
 * who would earn today: whoever has ever stood so many levels above the credited partner may have earned then, and so may
 * whoever was credited before an amendment or is since. Plans book in their own currency, so it is any of the program's.
 */
export const concernedAccounts = async (
  executor: Executor,
  deal: Amendable,
  currencies: readonly string[],
): Promise<E.Either<LedgerFailure, readonly Concerned[]>> => {
  const { program } = deal.won.data;
  const versions = everyVersionOf(deal);
  const referrers = new Set(versions.flatMap(({ attribution }) => attribution.map(({ partner }) => partner)));
  const concern = (partner: string, referrer: string, beneficiary: Beneficiary): readonly Concerned[] =>
    currencies.map((currency) => ({
      account: { program, partner, currency },
      rated: { referrer, beneficiary },
      beside: besideOf(beneficiary, partner),
    }));
  const credited = [...referrers].flatMap((partner) => concern(partner, partner, 'referrer'));
  const besides = versions.flatMap(({ attribution: [first], overlays = [] }) =>
    overlays.flatMap(({ partner, role }) =>
      first === undefined ? [] : concern(partner, first.partner, `overlay-${role}`),
    ),
  );
  const uplines: Concerned[] = [];
  for (const referrer of referrers) {
    let level: ReadonlySet<string> = new Set([referrer]);
    for (let height = 1; height <= HIGHEST_LEVEL && level.size > 0; height += 1) {
      const above = await everAbove(executor, program, level);
      if (E.isLeft(above)) return above;
      level = above.right;
      for (const partner of level) uplines.push(...concern(partner, referrer, roleAt(height)));
    }
  }
  return E.right([...credited, ...withoutRepetition(besides), ...uplines]);
};

/** An overlay stands in every version of the deal that keeps it. */
const withoutRepetition = (concerned: readonly Concerned[]): readonly Concerned[] => [
  ...new Map(
    concerned.map((each) => {
      const { account, rated } = each;
      return [`${rated.referrer} ${rated.beneficiary} ${account.partner} ${account.currency}`, each] as const;
    }),
  ).values(),
];

/** Several partners may be credited in one overlay role: their keys end in who it is. */
export const besideOf = (beneficiary: Beneficiary, partner: string): string =>
  beneficiary.startsWith('overlay-') ? `/${partner}` : '';

const everAbove = async (
  executor: Executor,
  program: string,
  partners: ReadonlySet<string>,
): Promise<E.Either<LedgerFailure, ReadonlySet<string>>> => {
  const above = new Set<string>();
  for (const partner of partners) {
    const known = await partnerOf(executor, partner);
    if (E.isLeft(known)) return known;
    for (const { program: where, value } of known.right.uplines) if (where === program) above.add(value);
  }
  return E.right(above);
};
