import { type Period, addDays } from '@commission-ledger/calendar';
import { localDay } from '@commission-ledger/locale';
import { type Exact, zero } from '@commission-ledger/money';
import type { Effectiveness, Figures, ProgramMedians } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { averageText, decimalText, partText } from '../exactText.ts';
import { writeJson } from '../json.ts';
import { exactAsJson } from '../exactAsJson.ts';
import { localPeriod } from '../localPeriod.ts';
import { localAmount, localMoney } from '../moneyText.ts';
import { performanceWords } from '../performanceWords.ts';
import { dayOf, monthOf, partnerFor, programFor, valueOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';

/** Whose performance, from which day up to and including which. */
export type PerformanceOptions = Readonly<{ program?: string; partner: string; from: string; until: string }>;

/** How a partner does over some days, beside the median partner of the program. */
export const performance = async (context: CommandContext, asked: PerformanceOptions): Promise<number> => {
  const { session, terminal, options } = context;
  await session.catchUp();
  const program = await programFor(session, asked.program);
  const partner = await partnerFor(session, asked.partner);
  const days = daysOf(asked);
  const who = { program: program.program, partner: partner.partner };
  const found = valueOf(await session.ledger.effectiveness({ ...who, ...days }));
  const medians = valueOf(await session.ledger.medians({ program: program.program, ...days }));
  if (found === undefined || medians === undefined) throw new CommandFailed(`There is no program ${program.program}.`);
  if (options.json === true) {
    const { program: _, ...others } = medians;
    const { start: from, end: __, ...own } = found;
    const names = { programName: program.name, partnerName: partner.name, from, until: asked.until };
    writeJson(terminal, exactAsJson({ ...own, ...names, medians: others }));
    return exitCode.done;
  }
  const { locale } = options;
  const say = performanceWords[locale];
  const [from, until] = [localDay(days.start, locale), localDay(asked.until, locale)];
  const columns = [
    { heading: '' },
    { heading: say.partner, amounts: true },
    { heading: say.median(medians.partners), amounts: true },
  ];
  terminal.out(`${shownSafely(say.title(partner.name, program.name, from, until))}\n\n`);
  terminal.out(table(columns, wholeRows(found.whole, medians, locale), terminal));
  terminal.out(`\n${monthsText(found, context)}${bestText(found, locale)}\n${say.few}\n`);
  return exitCode.done;
};

const daysOf = ({ from, until }: PerformanceOptions): Pick<Period, 'start' | 'end'> => {
  const [start, end] = [dayOf(from), addDays(dayOf(until), 1)];
  if (start < end) return { start, end };
  throw new CommandFailed(`--until ${until} is before --from ${from}.`, exitCode.usage);
};

type Locale = keyof typeof performanceWords;
type Row = readonly [what: string, own: string, median: string];

const counted = (what: string, own: number, median = ''): Row => [what, `${own}`, median];

const wholeRows = ({ leads, deals, money }: Figures, medians: ProgramMedians, locale: Locale): readonly Row[] => {
  const say = performanceWords[locale];
  const decimal = (value: Exact | null): string => decimalText(value, locale);
  const { days, businessHours } = leads.acknowledgement;
  return [
    counted(say.submitted, leads.submitted, decimal(medians.submitted)),
    ...(['accepted', 'rejected', 'duplicate', 'lost', 'expired', 'open'] as const).flatMap((state) =>
      leads[state] === 0 ? [] : [counted(say[state], leads[state])],
    ),
    counted(say.won, leads.won, decimal(medians.won)),
    [say.conversion, partText(leads.conversion, locale), partText(medians.conversion, locale)],
    ...leads.stages.map(({ stage, part }): Row => [say.reached(stage), partText(part, locale), '']),
    [say.acknowledged, decimal(days.median), decimal(medians.acknowledgement)],
    ...(businessHours === null ? [] : [[say.acknowledgedHours, decimal(businessHours.median), ''] as const]),
    [say.decided, decimal(leads.decision.days.median), decimal(medians.decision)],
    counted(say.deals, deals.won - deals.cancelled, decimal(medians.deals)),
    ...(deals.cancelled === 0 ? [] : [counted(say.cancelled, deals.cancelled)]),
    ...money.flatMap((own) => moneyRows(own, medians, locale)),
  ];
};

const moneyRows = (own: Figures['money'][number], { money }: ProgramMedians, locale: Locale): readonly Row[] => {
  const say = performanceWords[locale];
  const { currency } = own.earned;
  const median = money.find((each) => each.currency === currency);
  const text = (value: Exact | null | undefined): string => averageText(value ?? null, currency, locale);
  return [
    [say.value(currency), text(own.value), ''],
    [say.average(currency), text(own.average), text(median?.average)],
    [say.earned(currency), localAmount(own.earned, locale), text(median?.earned)],
    [say.perLead(currency), text(own.earnedPerLead), text(median?.earnedPerLead)],
  ];
};

const monthsText = ({ months, whole }: Effectiveness, { terminal, options: { locale } }: CommandContext): string => {
  const say = performanceWords[locale];
  const currencies = whole.money.map(({ earned }) => earned.currency);
  const columns = [
    { heading: say.month },
    ...[say.leads, say.wins, say.part, say.dealsShort, ...currencies.map(say.earned)].map((heading) => ({
      heading,
      amounts: true,
    })),
  ];
  const rows = months.map(({ month, leads, deals, money }) => [
    month,
    `${leads.submitted}`,
    `${leads.won}`,
    partText(leads.conversion, locale),
    `${deals.won - deals.cancelled}`,
    ...currencies.map((currency) => {
      const found = money.find((each) => each.earned.currency === currency);
      return localAmount(found?.earned ?? zero(currency), locale);
    }),
  ]);
  return table(columns, rows, terminal);
};

const bestText = ({ best }: Effectiveness, locale: Locale): string => {
  const say = performanceWords[locale];
  const monthIn = (month: string): string => localPeriod(monthOf(month), locale);
  const lines = [
    ...(best.deals === null ? [] : [say.best(monthIn(best.deals.month), say.byDeals(best.deals.won))]),
    ...best.earned.map(({ month, earned }) => say.best(monthIn(month), say.byEarned(localMoney(earned, locale)))),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
};
