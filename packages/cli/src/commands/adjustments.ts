import { format } from '@commission-ledger/money';
import { partnerOf } from '@commission-ledger/projections';
import { booksWords } from '../booksWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localAmount } from '../moneyText.ts';
import { programFor, scopeFor, valueOf } from '../session.ts';
import { table } from '../table.ts';

/** Corrections by hand that wait for approval. */
export const adjustments = async (
  context: CommandContext,
  asked: Readonly<{ program?: string; partner?: string }>,
): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const scope = await scopeFor(session, { program, partner: asked.partner });
  const found = valueOf(await session.ledger.proposedAdjustments(scope));
  const rows = await Promise.all(
    found.map(async (row) => ({
      ...row,
      partnerName: (await partnerOf(session.documents, row.partner))?.name ?? row.partner,
    })),
  );
  const say = booksWords[options.locale];
  if (options.json === true)
    writeJson(
      terminal,
      rows.map((row) => ({ ...row, amount: format(row.amount) })),
    );
  else if (rows.length === 0) terminal.out(`${say.noneProposed}\n`);
  else {
    const columns = [
      { heading: say.proposed },
      { heading: say.partner },
      { heading: say.amount, amounts: true },
      { heading: say.currency },
      { heading: say.maturesOn },
      { heading: say.author },
      { heading: say.reason },
    ];
    const told = rows.map((row) => [
      row.adjustment,
      row.partnerName,
      localAmount(row.amount, options.locale),
      row.currency,
      row.maturesOn,
      row.author,
      row.reason,
    ]);
    terminal.out(table(columns, told, terminal));
  }
  return exitCode.done;
};
