import { readFile, writeFile } from 'node:fs/promises';
import { createLedger } from '@commission-ledger/ledger';
import { format } from '@commission-ledger/money';
import { type DetailsOf, type PayeeDetails, type PayoutFile, makePayoutFile } from '@commission-ledger/payout-files';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localMoney } from '../moneyText.ts';
import { payoutFileWords } from '../payoutFileWords.ts';
import { dayOf, programFor, valueOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';
import { jsonFile } from './init.ts';
import { type NameOf, namesOf } from './payoutRun.ts';

/** Which run, where each destination is, and where to write the file. */
export type PayoutFileOptions = Readonly<{
  program?: string;
  date: string;
  details: string;
  format: 'csv';
  out: string;
  file: string;
  replaces?: string;
}>;

/** Makes the file of a run for the bank or provider, and records that it was made. */
export const payoutFile = async (context: CommandContext, asked: PayoutFileOptions): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const { program } = await programFor(session, asked.program);
  const details = await detailsIn(asked.details);
  const made = valueOf(
    await makePayoutFile({
      ledger: createLedger(session.ledgerOptions),
      documents: session.documents,
      program,
      date: dayOf(asked.date),
      file: asked.file,
      format: asked.format,
      details,
      ...(asked.replaces === undefined ? {} : { replaces: asked.replaces }),
      by: session.actor,
    }),
  );
  await write(asked.out, made.text);
  const nameOf = await namesOf(
    context,
    made.leftOut.map(({ partner }) => partner),
  );
  if (options.json === true) writeJson(terminal, flat(made, asked.out, nameOf));
  else tell(made, asked.out, nameOf, context);
  return exitCode.done;
};

const tell = (
  { payouts, totals, leftOut }: PayoutFile,
  out: string,
  nameOf: NameOf,
  { terminal, options: { locale } }: CommandContext,
): void => {
  const say = payoutFileWords[locale];
  const sums = totals.map((total) => localMoney(total, locale)).join(', ');
  terminal.out(`${shownSafely(say.made(out, payouts.length, sums))}\n`);
  if (leftOut.length === 0) return;
  const rows = leftOut.map(({ payout, partner, reason }) => [payout, nameOf(partner), say.leftOut[reason]]);
  const heads = [say.payout, say.partner, say.why].map((heading) => ({ heading }));
  terminal.out(`\n${table(heads, rows, terminal)}`);
};

const flat = (
  { run, file, format: form, fileHash, payouts, totals, leftOut }: PayoutFile,
  out: string,
  nameOf: NameOf,
) => ({
  run,
  file,
  format: form,
  fileHash,
  payouts,
  out,
  totals: totals.map((total) => ({ amount: format(total), currency: total.currency })),
  leftOut: leftOut.map((each) => ({ ...each, partnerName: nameOf(each.partner) })),
});

/** Never over a file that says something else: it may be one that was sent. */
const write = async (out: string, text: string): Promise<void> => {
  try {
    await writeFile(out, text, { flag: 'wx' });
    return;
  } catch {
    if ((await readFile(out, 'utf8').catch(() => undefined)) === text) return;
  }
  throw new CommandFailed(
    `${out} cannot be written, or holds something else. Give another --out: the same file is made again.`,
  );
};

const detailsIn = async (file: string): Promise<DetailsOf> => {
  const written = await jsonFile(file);
  if (!isDetails(written))
    throw new CommandFailed(
      `${file} must hold where each destination is, like {"bank-of-ada":{"name":"Ada Byron","account":"DE89370400440532013000","bank":"COBADEFFXXX"}}; bank may be left out.`,
      exitCode.usage,
    );
  return (reference) => (Object.hasOwn(written, reference) ? written[reference] : undefined);
};

const isDetails = (written: unknown): written is Readonly<Record<string, PayeeDetails>> =>
  isRecord(written) && Object.values(written).every(isPayee);

const isPayee = (written: unknown): boolean =>
  isRecord(written) &&
  typeof written['name'] === 'string' &&
  typeof written['account'] === 'string' &&
  (written['bank'] === undefined || typeof written['bank'] === 'string');

const isRecord = (written: unknown): written is Readonly<Record<string, unknown>> =>
  typeof written === 'object' && written !== null && !Array.isArray(written);
