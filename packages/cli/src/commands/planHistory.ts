import type { PlanPreview } from '@commission-ledger/ledger';
import { localDay } from '@commission-ledger/locale';
import { sum, toJson, type Money } from '@commission-ledger/money';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { moneyText } from '../moneyText.ts';
import { planWords } from '../planWords.ts';
import { dayOf, valueOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';
import { jsonFile } from './init.ts';

/** Checks the next version of a plan and freezes it. */
export const publish = async (
  { session, terminal, options }: CommandContext,
  file: string,
  { approver }: Readonly<{ approver?: string }>,
): Promise<number> => {
  const words = planWords[options.locale];
  const document = await jsonFile(file);
  const recorded = valueOf(
    await session.ledger.publishPlan({ document, ...(approver === undefined ? {} : { approver }) }),
  );
  for (const { type, data } of recorded.events) {
    if (type !== 'PlanPublished') continue;
    const { plan, version, documentHash } = data;
    if (options.json === true) writeJson(terminal, { plan, version, documentHash, known: recorded.repeated });
    else terminal.out(`${recorded.repeated ? words.known : words.published(plan, version)}\n`);
  }
  return exitCode.done;
};

/** What a re-rating is told on the command line; who acts is its author. */
export type RerateOptions = Readonly<{
  planVersion: string;
  from: string;
  until?: string;
  partner?: string;
  rerating: string;
  reason: string;
  approver: string;
}>;

/** Rates past causes again under a published version and posts the differences. */
export const rerate = async (
  { session, terminal, options }: CommandContext,
  plan: string,
  { planVersion: version, from, until, partner, rerating, reason, approver }: RerateOptions,
): Promise<number> => {
  const words = planWords[options.locale];
  if (!/^[1-9]\d{0,8}$/.test(version))
    throw new CommandFailed(
      `'${shownSafely(version.slice(0, 40))}' is no version. Give a number, such as 2.`,
      exitCode.usage,
    );
  const { trueUps } = valueOf(
    await session.ledger.rerate({
      rerating,
      plan,
      version: Number(version),
      from: dayOf(from),
      ...(until === undefined ? {} : { to: dayOf(until) }),
      ...(partner === undefined ? {} : { partner }),
      reason,
      author: session.actor,
      approver,
    }),
  );
  const rows = trueUps.map(({ data }) => ({
    partner: data.partner,
    deal: data.deal,
    cause: `${data.cause.kind}/${data.cause.id}`,
    clause: data.rule.clause,
    trueUp: data.trueUp,
    amount: data.amount,
  }));
  if (options.json === true) {
    writeJson(terminal, { rerating, posted: rows.map(({ amount, ...rest }) => ({ ...rest, amount: toJson(amount) })) });
    return exitCode.done;
  }
  if (rows.length > 0) {
    const heads = [words.trueUp, words.partner, words.deal, words.cause, words.clause].map((heading) => ({ heading }));
    const lines = rows.map((row) => [
      row.trueUp,
      row.partner,
      row.deal,
      row.cause,
      `§${row.clause}`,
      moneyText(row.amount),
    ]);
    terminal.out(`${table([...heads, { heading: words.difference, amounts: true }], lines, terminal)}\n`);
  }
  const [first, last] = [from, until].map((date) => (date === undefined ? undefined : localDay(date, options.locale)));
  terminal.out(`${shownSafely(words.period(plan, Number(version), first ?? from, last))}\n`);
  terminal.out(`${words.rerated(rows.length)}\n`);
  return exitCode.done;
};

/** What a plan version would make of the history. */
export const preview = async (
  { session, terminal, options }: CommandContext,
  file: string,
  { from, causes = false }: Readonly<{ from?: string; causes?: boolean }>,
): Promise<number> => {
  const document = await jsonFile(file);
  const seen = valueOf(
    await session.ledger.previewPlan({ document, ...(from === undefined ? {} : { from: dayOf(from) }) }),
  );
  if (options.json === true) writeJson(terminal, jsonOf(seen));
  else tell(seen, { causes, from }, terminal, options.locale);
  return exitCode.done;
};

const tell = (
  { plan, version, replayed, partners, changed, setAside }: PlanPreview,
  { causes, from }: Readonly<{ causes: boolean; from: string | undefined }>,
  terminal: CommandContext['terminal'],
  locale: 'en' | 'ru',
): void => {
  const words = planWords[locale];
  const amounts = [
    { heading: words.before, amounts: true },
    { heading: words.after, amounts: true },
    { heading: words.difference, amounts: true },
  ];
  const rows = partners.map((each) => [
    each.partner,
    ...[each.before, each.after, each.difference].map(moneyText),
    `${each.causes}`,
  ]);
  const heads = [{ heading: words.partner }, ...amounts, { heading: words.causes, amounts: true }];
  terminal.out(table(heads, [...rows, ...totals(partners, words.total)], terminal));
  if (causes && changed.length > 0) {
    const columns = [
      { heading: words.deal },
      { heading: words.cause },
      { heading: words.partner },
      ...amounts.slice(0, 2),
    ];
    const lines = changed.map(({ deal, cause, partner, before, after }) => [
      deal,
      cause,
      partner,
      moneyText(before),
      moneyText(after),
    ]);
    terminal.out(`\n${table(columns, lines, terminal)}`);
  }
  for (const [reason, count] of reasonsOf(setAside)) terminal.out(`${shownSafely(words.setAside(count, reason))}\n`);
  const since = from === undefined ? undefined : localDay(from, locale);
  terminal.out(`\n${words.replayed(replayed, plan, version, since)}\n`);
};

/** One row for each currency. */
const totals = (partners: PlanPreview['partners'], heading: string): readonly (readonly string[])[] =>
  [...new Set(partners.map(({ after }) => after.currency))].toSorted().map((currency) => {
    const of = partners.filter(({ after }) => after.currency === currency);
    const together = (amount: (each: (typeof of)[number]) => Money): string => moneyText(sum(currency, of.map(amount)));
    return [
      heading,
      together(({ before }) => before),
      together(({ after }) => after),
      together(({ difference }) => difference),
      `${of.reduce((count, each) => count + each.causes, 0)}`,
    ];
  });

const reasonsOf = (setAside: PlanPreview['setAside']): ReadonlyMap<string, number> => {
  const reasons = new Map<string, number>();
  for (const { reason } of setAside) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return reasons;
};

const jsonOf = ({ partners, changed, ...rest }: PlanPreview) => ({
  ...rest,
  partners: partners.map((each) => ({
    ...each,
    before: toJson(each.before),
    after: toJson(each.after),
    difference: toJson(each.difference),
  })),
  changed: changed.map((each) => ({ ...each, before: toJson(each.before), after: toJson(each.after) })),
});
