import { type Exact, type ExactRecord, exactToJson, format, type Money } from '@commission-ledger/money';
import type { PayoutPreview } from '@commission-ledger/ledger';
import { partnerOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { deferralText } from '../deferralText.ts';
import { writeJson } from '../json.ts';
import { moneyText } from '../moneyText.ts';
import { dayOf, programFor, valueOf } from '../session.ts';
import { formatted, previewFigures, shownOf } from '../payoutFigures.ts';
import { table } from '../table.ts';
import { tellParked } from '../tellParked.ts';
import type { Words } from '../words.ts';

/** Which run: the program, and the adjusted payout date. */
export type RunOptions = Readonly<{ program?: string; date: string }>;

const runOf = async (
  context: CommandContext,
  { program, date }: RunOptions,
): Promise<{ program: string; date: string }> => {
  const { session } = context;
  await session.catchUp();
  await tellParked(context);
  return { program: (await programFor(session, program)).program, date: dayOf(date) };
};

/** What a partner is called. */
export type NameOf = (partner: string) => string;

/** What partners are called; the id where nobody knows. */
export const namesOf = async ({ session }: CommandContext, partners: readonly string[]): Promise<NameOf> => {
  const names = new Map<string, string>();
  for (const partner of new Set(partners)) {
    const known = await partnerOf(session.documents, partner);
    if (known !== undefined) names.set(partner, known.name);
  }
  return (partner) => names.get(partner) ?? partner;
};

/** What arrives in the currency of the destination, with the rate and its date. */
const shownConversion = (
  conversion: Readonly<{ amount: Money; rate: Exact; date: string }> | null,
): Readonly<Record<'amount' | 'currency' | 'date', string> & { rate: ExactRecord }> | null =>
  conversion && {
    amount: format(conversion.amount),
    currency: conversion.amount.currency,
    rate: exactToJson(conversion.rate),
    date: conversion.date,
  };

/** What a run would pay and defer; nothing is written. */
export const previewRun = async (context: CommandContext, run: RunOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  const previews = valueOf(await session.ledger.previewPayouts(await runOf(context, run)));
  const nameOf = await namesOf(
    context,
    previews.map(({ account }) => account.partner),
  );
  if (options.json === true) {
    writeJson(
      terminal,
      previews.map((preview) => ({
        payoutId: preview.payout,
        ...preview.account,
        partnerName: nameOf(preview.account.partner),
        date: preview.date,
        cutOff: preview.cutOff,
        amount: format(preview.amount),
        ...formatted(previewFigures, preview),
        drawDebt: format(preview.drawDebt),
        charges: preview.charges.map(({ amount, ...charge }) => ({ ...charge, amount: format(amount) })),
        lines: preview.lines,
        minimum: format(preview.minimum),
        conversion: shownConversion(preview.conversion),
        deferral: preview.deferral,
        until: preview.until,
      })),
    );
  } else if (previews.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const shown = shownOf(previewFigures, previews);
    const columns = [
      { heading: words.partner },
      { heading: words.amount, amounts: true },
      ...shown.map((figure) => ({ heading: words[figure], amounts: true })),
      { heading: words.currency },
      { heading: words.lines, amounts: true },
      { heading: words.why },
    ];
    const rows = previews.map((preview) => [
      nameOf(preview.account.partner),
      format(preview.amount),
      ...shown.map((figure) => format(preview[figure])),
      preview.account.currency,
      `${preview.lines}`,
      whyOf(preview, words),
    ]);
    terminal.out(table(columns, rows, terminal));
  }
  return exitCode.done;
};

const whyOf = ({ deferral, until, conversion }: PayoutPreview, words: Words): string => {
  if (deferral !== null) return deferralText({ reason: deferral, until }, words);
  return conversion === null ? words.pays : `${words.pays}, ${words.convertedTo(moneyText(conversion.amount))}`;
};

/** Draws the run up for approval. */
export const prepareRun = async (context: CommandContext, run: RunOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  const { events, repeated } = valueOf(await session.ledger.preparePayouts(await runOf(context, run)));
  for (const event of events) {
    if (event.type !== 'PayoutRunPrepared') continue;
    const { run: id, proposals, proposalsHash, preparedBy } = event.data;
    const nameOf = await namesOf(
      context,
      proposals.map(({ partner }) => partner),
    );
    if (options.json === true) {
      const payouts = proposals.map(({ partner, amount, lines }) => ({
        partner,
        partnerName: nameOf(partner),
        amount: format(amount),
        currency: amount.currency,
        lines,
      }));
      writeJson(terminal, { run: id, preparedBy, proposalsHash, proposals: payouts, known: repeated });
    } else terminal.out(`${words.prepared(id, proposals.length)}${repeated ? ` ${words.known}` : ''}\n`);
  }
  return exitCode.done;
};

/** Approves a prepared run; somebody else must have prepared it. */
export const approveRun = async (context: CommandContext, run: RunOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  const of = await runOf(context, run);
  const { repeated } = valueOf(await session.ledger.approvePayouts(of));
  const id = `${of.date}-${of.program}`;
  if (options.json === true) writeJson(terminal, { run: id, approved: true, known: repeated });
  else terminal.out(`${words.approved(id)}${repeated ? ` ${words.known}` : ''}\n`);
  return exitCode.done;
};

/** Issues the payouts of a run, and defers the others with their reasons. */
export const issueRun = async (context: CommandContext, run: RunOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  const { run: id, repeated, issued, deferred } = valueOf(await session.ledger.issuePayouts(await runOf(context, run)));
  if (options.json === true) {
    const nameOf = await namesOf(
      context,
      [...issued, ...deferred].map(({ data: { partner } }) => partner),
    );
    writeJson(terminal, {
      run: id,
      repeated,
      issued: issued.map(({ data: { payout, partner, amount, net, conversion } }) => ({
        payoutId: payout,
        partner,
        partnerName: nameOf(partner),
        amount: format(amount),
        net: format(net ?? amount),
        currency: amount.currency,
        conversion: shownConversion(conversion ?? null),
      })),
      deferred: deferred.map(({ data: { partner, amount, reason, until } }) => ({
        partner,
        partnerName: nameOf(partner),
        amount: format(amount),
        currency: amount.currency,
        reason,
        until: until ?? null,
      })),
    });
  } else terminal.out(`${repeated ? words.completeBefore(id) : words.issued(id, issued.length, deferred.length)}\n`);
  return exitCode.done;
};

/** Drops a run that was prepared; it can be prepared again. */
export const discardRun = async (
  context: CommandContext,
  { reason, ...run }: RunOptions & Readonly<{ reason: string }>,
): Promise<number> => {
  const { session, terminal, options, words } = context;
  const of = await runOf(context, run);
  const { repeated } = valueOf(await session.ledger.discardPayouts({ ...of, reason }));
  const id = `${of.date}-${of.program}`;
  if (options.json === true) writeJson(terminal, { run: id, discarded: true, reason, known: repeated });
  else terminal.out(`${words.discarded(id)}${repeated ? ` ${words.known}` : ''}\n`);
  return exitCode.done;
};
