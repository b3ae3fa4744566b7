import { type Instant, startOfDay } from '@commission-ledger/calendar';
import { format } from '@commission-ledger/money';
import { type PayoutRow, payoutOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { dayOf, programFor, valueOf, zoneOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** How a payout ended, as the bank or provider says; on which day, if not now; and what it cost, in its currency. */
export type Ending = Readonly<{ date?: string }> &
  (
    | Readonly<{ end: 'settled'; reference: string; fee?: string }>
    | Readonly<{ end: 'failed' | 'voided'; reason: string }>
  );

/** Records that a payout arrived, failed, or was called off. */
export const resolvePayout = async (context: CommandContext, payoutId: string, ending: Ending): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const payout = await payoutOf(session.documents, payoutId);
  if (payout === undefined)
    throw new CommandFailed(
      `There is no payout ${shownSafely(payoutId.slice(0, 80))}. List them with commission-ledger payouts.`,
    );
  const { repeated } = valueOf(await send(context, payout, ending));
  if (options.json === true) writeJson(terminal, { payoutId: payout.payoutId, status: ending.end, known: repeated });
  else
    terminal.out(
      `${words.resolved(payout.payoutId, words.statuses[ending.end])}${repeated ? ` ${words.known}` : ''}\n`,
    );
  return exitCode.done;
};

const send = async (context: CommandContext, payout: PayoutRow, ending: Ending) => {
  const { ledger } = context.session;
  const { program, partner, payoutId, currency } = payout;
  const on = ending.date === undefined ? {} : { occurredAt: await beginningOf(context, ending.date, program) };
  const amount = { amount: format(payout.amount), currency };
  const at = { program, partner, payout: payoutId, amount, ...on };
  switch (ending.end) {
    case 'settled': {
      const fee = ending.fee === undefined ? {} : { fee: { amount: ending.fee, currency } };
      return ledger.settlePayout({ ...at, reference: ending.reference, ...fee });
    }
    case 'failed':
      return ledger.failPayout({ ...at, reason: ending.reason });
    case 'voided':
      return ledger.voidPayout({ ...at, reason: ending.reason });
  }
};

/** The day in the zone of the payout's program. */
const beginningOf = async ({ session }: CommandContext, date: string, program: string): Promise<Instant> =>
  startOfDay(dayOf(date), zoneOf(await programFor(session, program)));
