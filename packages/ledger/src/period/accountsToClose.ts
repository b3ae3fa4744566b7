import type { LocalDate } from '@commission-ledger/calendar';
import { type AccountRef, accountStream, partnerStream, planStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandTools, Result } from '../commandTools.ts';
import { loadingOnce } from '../execution/loadingOnce.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import { partnerDecider } from '../partner/partnerDecider.ts';
import { planDecider } from '../plan/planDecider.ts';

/**
 * The accounts in which a month is closed, in the order of their streams: those that the program has, and those of the
 * partners enrolled in it before the month ended, in the currencies of their plans, though nothing happened in them yet.
 * So what is told of the month later belongs to the next one for everybody.
 *
 * @param next the first day after the month
 */
export const accountsToClose = async (
  tools: CommandTools,
  program: string,
  next: LocalDate,
): Result<readonly AccountRef[]> => {
  const found = new Map<string, AccountRef>();
  try {
    for await (const account of tools.accounts(program)) found.set(accountStream(account), account);
    const once = loadingOnce(tools.executor);
    for await (const partner of tools.partners(program)) {
      const accounts = await accountsOfPartner({ ...tools, executor: once }, program, partner, next);
      if (E.isLeft(accounts)) return accounts;
      for (const account of accounts.right) found.set(accountStream(account), account);
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  return E.right([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, account]) => account));
};

const accountsOfPartner = async (
  { executor }: Pick<CommandTools, 'executor'>,
  program: string,
  partner: string,
  next: LocalDate,
): Result<readonly AccountRef[]> => {
  const loaded = await executor.load({ stream: partnerStream(partner), decider: partnerDecider });
  if (E.isLeft(loaded)) return loaded;
  const enrolments = loaded.right.state?.enrolments ?? [];
  const plans = enrolments.flatMap(({ data }) => (data.program === program && data.from < next ? [data.plan] : []));
  const currencies = new Set<string>();
  for (const plan of new Set(plans)) {
    const versions = await executor.load({ stream: planStream(plan), decider: planDecider });
    if (E.isLeft(versions)) return versions;
    for (const { document } of versions.right.state) currencies.add(document.currency);
  }
  return E.right([...currencies].map((currency) => ({ program, partner, currency })));
};
