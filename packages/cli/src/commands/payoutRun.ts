import { format } from '@commission-ledger/money';
import { partnerOf, payoutOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { dayOf, programFor, valueOf } from '../session.ts';
import { formatted, previewFigures, shownOf } from '../payoutFigures.ts';
import { table } from '../table.ts';
import { tellParked } from '../tellParked.ts';

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

type NameOf = (partner: string) => string;

/** What partners are called; the id where nobody knows. */
const namesOf = async ({ session }: CommandContext, partners: readonly string[]): Promise<NameOf> => {
  const names = new Map<string, string>();
  for (const partner of new Set(partners)) {
    const known = await partnerOf(session.documents, partner);
    if (known !== undefined) names.set(partner, known.name);
  }
  return (partner) => names.get(partner) ?? partner;
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
        deferral: preview.deferral,
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
      preview.deferral === null ? words.pays : words.reasons[preview.deferral],
    ]);
    terminal.out(table(columns, rows, terminal));
  }
  return exitCode.done;
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
      issued: issued.map(({ data: { payout, partner, amount, net } }) => ({
        payoutId: payout,
        partner,
        partnerName: nameOf(partner),
        amount: format(amount),
        net: format(net ?? amount),
        currency: amount.currency,
      })),
      deferred: deferred.map(({ data: { partner, amount, reason } }) => ({
        partner,
        partnerName: nameOf(partner),
        amount: format(amount),
        currency: amount.currency,
        reason,
      })),
    });
  } else terminal.out(`${repeated ? words.completeBefore(id) : words.issued(id, issued.length, deferred.length)}\n`);
  return exitCode.done;
};

/** How a payout ended, as the bank or provider says. */
export type Ending =
  | Readonly<{ end: 'settled'; reference: string }>
  | Readonly<{ end: 'failed' | 'voided'; reason: string }>;

/** Records that a payout arrived, failed, or was called off. */
export const resolvePayout = async (context: CommandContext, payoutId: string, ending: Ending): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const payout = await payoutOf(session.documents, payoutId);
  if (payout === undefined)
    throw new CommandFailed(`There is no payout ${payoutId.slice(0, 80)}. List them with commission-ledger payouts.`);
  const amount = { amount: format(payout.amount), currency: payout.currency };
  const at = { program: payout.program, partner: payout.partner, payout: payout.payoutId, amount };
  const { ledger } = session;
  const { repeated } = valueOf(
    ending.end === 'settled'
      ? await ledger.settlePayout({ ...at, reference: ending.reference })
      : await ledger[ending.end === 'failed' ? 'failPayout' : 'voidPayout']({ ...at, reason: ending.reason }),
  );
  if (options.json === true) writeJson(terminal, { payoutId: payout.payoutId, status: ending.end, known: repeated });
  else
    terminal.out(
      `${words.resolved(payout.payoutId, words.statuses[ending.end])}${repeated ? ` ${words.known}` : ''}\n`,
    );
  return exitCode.done;
};
