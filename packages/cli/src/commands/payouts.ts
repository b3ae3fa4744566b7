import { format } from '@commission-ledger/money';
import { type AccountScope, deferralsOf, payoutsOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { deferralText } from '../deferralText.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { asOfDay, programFor, scopeFor } from '../session.ts';
import { moneyText } from '../moneyText.ts';
import { formatted, payoutFigures, shownOf } from '../payoutFigures.ts';
import { table } from '../table.ts';
import type { ReadOptions } from './balance.ts';

/** Every payout, or with `deferred` every payout that was due and not made, with the reason. */
export const payouts = async (
  context: CommandContext,
  read: ReadOptions & Readonly<{ deferred?: boolean }>,
): Promise<number> => {
  const { session, terminal } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const { documents } = await asOfDay(session, read.asOf, program, terminal);
  const scope = await scopeFor(session, { program, partner: read.partner });
  return read.deferred === true ? listDeferrals(context, documents, scope) : listPayouts(context, documents, scope);
};

type Documents = CommandContext['session']['documents'];

const listPayouts = async (
  { terminal, options, words }: CommandContext,
  documents: Documents,
  scope: AccountScope,
): Promise<number> => {
  const rows = await payoutsOf(documents, scope);
  if (options.json === true) {
    writeJson(
      terminal,
      rows.map((row) => ({
        payoutId: row.payoutId,
        program: row.program,
        partner: row.partner,
        partnerName: row.partnerName,
        currency: row.currency,
        date: row.date,
        cutOff: row.cutOff,
        amount: format(row.amount),
        ...formatted(payoutFigures, row),
        charges: row.charges.map(({ amount, ...charge }) => ({ ...charge, amount: amount.amount })),
        taxStatus: row.taxStatus,
        lines: row.lines,
        conversion: row.conversion && {
          ...row.conversion,
          amount: format(row.conversion.amount),
          currency: row.conversion.amount.currency,
        },
        status: row.status,
        fee: row.fee && format(row.fee),
      })),
    );
  } else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const shown = shownOf(payoutFigures, rows);
    const [isConverted, hasFee] = [rows.some((row) => row.conversion !== null), rows.some((row) => row.fee !== null)];
    const columns = [
      { heading: words.payout },
      { heading: words.date },
      { heading: words.partner },
      { heading: words.lines, amounts: true },
      { heading: words.amount, amounts: true },
      ...shown.map((figure) => ({ heading: words[figure], amounts: true })),
      { heading: words.currency },
      ...(isConverted ? [{ heading: words.arrivesAs, amounts: true }] : []),
      ...(hasFee ? [{ heading: words.bankFee, amounts: true }] : []),
      { heading: words.status },
    ];
    terminal.out(
      table(
        columns,
        rows.map((row) => [
          row.payoutId,
          row.date,
          row.partnerName,
          `${row.lines}`,
          format(row.amount),
          ...shown.map((figure) => format(row[figure])),
          row.currency,
          ...(isConverted ? [row.conversion === null ? '' : moneyText(row.conversion.amount)] : []),
          ...(hasFee ? [row.fee === null ? '' : format(row.fee)] : []),
          words.statuses[row.status],
        ]),
        terminal,
      ),
    );
  }
  return exitCode.done;
};

const listDeferrals = async (
  { terminal, options, words }: CommandContext,
  documents: Documents,
  scope: AccountScope,
): Promise<number> => {
  const rows = await deferralsOf(documents, scope);
  if (options.json === true) {
    writeJson(
      terminal,
      rows.map(({ program, partner, partnerName, currency, date, cutOff, amount, minimum, reason, until }) => ({
        program,
        partner,
        partnerName,
        currency,
        date,
        cutOff,
        amount: format(amount),
        minimum: format(minimum),
        reason,
        until,
      })),
    );
  } else if (rows.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const columns = [
      { heading: words.date },
      { heading: words.partner },
      { heading: words.amount, amounts: true },
      { heading: words.minimum, amounts: true },
      { heading: words.currency },
      { heading: words.reason },
    ];
    terminal.out(
      table(
        columns,
        rows.map((row) => [
          row.date,
          row.partnerName,
          format(row.amount),
          format(row.minimum),
          row.currency,
          deferralText(row, words),
        ]),
        terminal,
      ),
    );
  }
  return exitCode.done;
};
