import { toGraph, valueToJson, type Node } from '@commission-ledger/calculation';
import { localWindow, renderCalculation, renderConditions } from '@commission-ledger/explainer';
import type { SupposedDeal, TierAhead, WhatIf } from '@commission-ledger/ledger';
import { localDay, localNumber, type Locale } from '@commission-ledger/locale';
import { exactToJson, sum, toJson, type Money } from '@commission-ledger/money';
import type { CounterValue } from '@commission-ledger/plans';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { localMoney } from '../moneyText.ts';
import { planWords } from '../planWords.ts';
import { asOfDay, dayOf, programFor, valueOf } from '../session.ts';
import { shownSafely } from '../table.ts';

/** A deal as the command line is told of it. */
export type SupposedOptions = Readonly<{
  program?: string;
  partner?: string;
  payment?: string;
  deal?: string;
  currency?: string;
  attribute: Readonly<Record<string, string>>;
  amount: Readonly<Record<string, string>>;
  quantity: Readonly<Record<string, string>>;
  date?: string;
}>;

/** What a deal would earn, by what steps, and how far the next tier is. */
export const whatIfBrought = async (context: CommandContext, options: SupposedOptions): Promise<number> => {
  const { session, terminal } = context;
  if (options.partner === undefined)
    throw new CommandFailed('Say --partner: who would bring it? Or give a recorded deal.', exitCode.usage);
  if (options.amount[''] !== undefined)
    throw new CommandFailed('Write --amount as name=value, and the amount of the deal as --deal.', exitCode.usage);
  if (options.payment === undefined && options.deal === undefined)
    throw new CommandFailed('Give --payment, --deal or both: what would the customer pay, or buy?', exitCode.usage);
  await session.catchUp();
  const seen = valueOf(await session.ledger.whatIf(await supposedOf(context, options, options.partner)));
  if (context.options.json === true) writeJson(terminal, jsonOf(seen));
  else tell(seen, context);
  return exitCode.done;
};

const supposedOf = async (
  { session, terminal }: CommandContext,
  { program: asked, payment, deal, currency, attribute, amount, quantity, date }: SupposedOptions,
  partner: string,
): Promise<SupposedDeal> => {
  const program = await programFor(session, asked);
  const [only, ...others] = program.currencies;
  const code = currency ?? (others.length === 0 ? only : undefined);
  if (code === undefined)
    throw new CommandFailed(`Say --currency: the program has ${program.currencies.join(', ')}.`, exitCode.usage);
  return {
    program: program.program,
    partner,
    currency: code,
    date: date === undefined ? (await asOfDay(session, undefined, program, terminal)).date : dayOf(date),
    ...(payment === undefined ? {} : { payment }),
    ...(deal === undefined ? {} : { deal }),
    attributes: attribute,
    amounts: amount,
    quantities: quantity,
  };
};

const tell = ({ commissions, nothing, tiers, setAside }: WhatIf, { terminal, options }: CommandContext): void => {
  const { locale } = options;
  const words = planWords[locale];
  const line = (text: string): void => terminal.out(`${shownSafely(text)}\n`);
  const calculation = (root: Node): readonly string[] =>
    renderCalculation(root, { locale })
      .split('\n')
      .filter((step) => step !== '');
  for (const { partner, amount, plan, version, clause, maturesOn, root } of commissions) {
    line(words.earns(partner, localMoney(amount, locale), `${plan}@${version} §${clause}`));
    for (const step of calculation(root)) line(`  ${step}`);
    line(`  ${words.matures(maturesOn.map((date) => localDay(date, locale)).join(', '))}`);
  }
  for (const currency of new Set(commissions.map(({ amount }) => amount.currency))) {
    const amounts = commissions.map(({ amount }) => amount).filter((amount) => amount.currency === currency);
    if (amounts.length > 1) line(words.together(localMoney(sum(currency, amounts), locale)));
  }
  if (commissions.length === 0 && setAside.length === 0) line(words.earnsNothing);
  for (const { partner, clause, reason, because } of nothing) {
    const found =
      reason === 'condition' ? renderConditions(because, { locale }) : because.flatMap(calculation).join('; ');
    line(words.givesNothing(partner, `§${clause}`, found));
  }
  for (const tier of tiers) tellTier(tier, locale, line);
  for (const reason of setAside) line(words.notRated(reason));
};

const tellTier = (
  { partner, clause, counter, title, window, at, band, bands, next, worth }: TierAhead,
  locale: Locale,
  line: (text: string) => void,
): void => {
  const words = planWords[locale];
  const name = title?.[locale] ?? title?.en ?? counter.replaceAll(/[-_]/g, ' ');
  const period = localWindow(window, locale, shownSafely);
  line(words.tier(partner, `§${clause}`, `${words.named(name)} ${period}`, valueText(at, locale), band, bands));
  if (next !== undefined) line(`  ${words.next(valueText(next.edge, locale), valueText(next.missing, locale))}`);
  if (worth === undefined) return;
  const [crossing, onceMore, onceMoreBeyond] = [worth.crossing, worth.onceMore, worth.onceMoreBeyond].map((amount) =>
    localMoney(amount, locale),
  );
  line(`  ${words.worth(crossing ?? '', onceMore ?? '', onceMoreBeyond ?? '')}`);
};

const valueText = (value: CounterValue, locale: Locale): string => {
  if (value._tag === 'money') return localMoney(value.money, locale);
  const number = exactToJson(value.ratio);
  return typeof number === 'string' ? localNumber(number, locale) : `${number.num}/${number.den}`;
};

const jsonOf = ({ commissions, nothing, tiers, setAside }: WhatIf) => ({
  commissions: commissions.map(({ amount, root, steps, ...rest }) => ({
    ...rest,
    amount: toJson(amount),
    steps,
    graph: toGraph(root),
  })),
  nothing: nothing.map(({ because, ...rest }) => ({ ...rest, because: because.map(toGraph) })),
  tiers: tiers.map(({ at, next, worth, ...rest }) => ({
    ...rest,
    at: valueToJson(at),
    ...(next === undefined ? {} : { next: { edge: valueToJson(next.edge), missing: valueToJson(next.missing) } }),
    ...(worth === undefined ? {} : { worth: mapMoney(worth) }),
  })),
  setAside,
});

const mapMoney = <Key extends string>(amounts: Readonly<Record<Key, Money>>) =>
  Object.fromEntries(Object.entries<Money>(amounts).map(([key, amount]) => [key, toJson(amount)]));
