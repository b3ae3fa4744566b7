import type { DecidedByHand, Recomputation, RecomputedDifference } from '@commission-ledger/audit';
import { dateOf, instant, type TimeZone } from '@commission-ledger/calendar';
import { accountOfStream, catalogue, type EventType, isAccountEventType } from '@commission-ledger/events';
import type { MoneyRecord } from '@commission-ledger/money';
import { eachProgram, partnerOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import { zoneOf } from '../session.ts';
import { shownSafely, table } from '../table.ts';
import { recomputeWords, type ScopeNamed } from './recomputeWords.ts';
import { replayWords } from './replayWords.ts';

/** So many differences are printed, and so many decisions. */
const SHOWN = 20;

/** A recomputation for people: the verdict and its scope, what differs, the sums, and what people decided. */
export const recomputeText = async (
  context: CommandContext,
  told: Recomputation,
  scope: ScopeNamed,
): Promise<string> => {
  const say = recomputeWords[context.options.locale];
  const names = namesIn(context);
  const differences: string[] = [];
  for (const difference of told.differences.slice(0, SHOWN))
    differences.push(...(await linesOf(context, names, difference)));
  const more = told.found > SHOWN ? [say.more(told.found - SHOWN)] : [];
  const verdict =
    told.verdict === 'agrees' ? agreement(context, told, scope) : [say.differs(told.found), ...differences, ...more];
  const seen = told.verdict === 'differs' && Object.values(scope).some((part) => part !== null);
  const bounds = seen ? [say.scope(scope) + (scope.from === null ? '' : ` ${say.notLookedFor}`)] : [];
  const taken = told.notRecomputed.taken.map(({ type, count }) => `${typeTold(context, type)} ${count}`);
  return [
    `${[...verdict, ...bounds].map(shownSafely).join('\n')}\n`,
    sums(context, told),
    await decisions(context, names, told),
    taken.length === 0 ? '' : `\n${say.taken} ${taken.join(', ')}.\n`,
  ].join('');
};

const agreement = (
  { options }: CommandContext,
  { counts, history }: Recomputation,
  scope: ScopeNamed,
): readonly string[] => {
  const say = recomputeWords[options.locale];
  const entries = counts.reduce((sum, { type, posted }) => sum + (isAccountEventType(type) ? posted : 0), 0);
  if (entries === 0) return [say.unchecked(scope)];
  return [scope.from === null ? say.agrees(entries, history.accounts, scope) : say.agreesSince(entries, scope)];
};

const typeTold = ({ options }: CommandContext, type: string): string =>
  isEventType(type) ? replayWords[options.locale].told[type] : type;

const isEventType = (name: string): name is EventType => Object.hasOwn(catalogue, name);

/** Every type that was calculated again, with its sums where there is something to add up. */
const sums = (context: CommandContext, told: Recomputation): string => {
  const say = recomputeWords[context.options.locale];
  const rows = told.counts.flatMap(({ type, posted: count }) => {
    const own = told.sums.filter((sum) => sum.type === type);
    const name = typeTold(context, type);
    if (own.length === 0) return [[name, `${count}`, '', '']];
    return own.map(({ posted, recomputed }) => [name, `${count}`, moneyOf(posted), moneyOf(recomputed)]);
  });
  const columns = [
    { heading: say.what },
    { heading: say.events, amounts: true },
    { heading: say.booked, amounts: true },
    { heading: say.again, amounts: true },
  ];
  return rows.length === 0 ? '' : `\n${table(columns, rows, context.terminal)}`;
};

const decisions = async (context: CommandContext, names: Names, { notRecomputed }: Recomputation): Promise<string> => {
  if (notRecomputed.found === 0) return '';
  const say = recomputeWords[context.options.locale];
  const lines: string[] = [];
  for (const decided of notRecomputed.decided.slice(0, SHOWN)) lines.push(await decisionLine(context, names, decided));
  if (notRecomputed.found > SHOWN) lines.push(say.moreDecisions(notRecomputed.found - SHOWN));
  const rows = notRecomputed.sums.map(({ type, amount, count }) => [
    typeTold(context, type),
    `${count}`,
    moneyOf(amount),
  ]);
  const columns = [{ heading: say.what }, { heading: say.events, amounts: true }, { heading: say.sum, amounts: true }];
  const listed = lines.map(shownSafely).join('\n');
  return `\n${say.byHand(notRecomputed.found)}\n${listed}\n\n${table(columns, rows, context.terminal)}`;
};

const decisionLine = async (context: CommandContext, names: Names, decided: DecidedByHand): Promise<string> =>
  recomputeWords[context.options.locale].decision({
    ...decided,
    what: typeTold(context, decided.type),
    partner: await names.partnerIn(decided.stream),
    amount: moneyOf(decided.amount),
  });

const linesOf = async (
  context: CommandContext,
  names: Names,
  difference: RecomputedDifference,
): Promise<readonly string[]> => {
  const say = recomputeWords[context.options.locale];
  const { type, entry, deal, occurredAt, stream, revision, reason, firstDivergent, detail } = difference;
  const named = {
    what: typeTold(context, type),
    deal,
    partner: await names.partnerIn(stream),
    day: await names.dayIn(stream, occurredAt),
    entry,
    amounts: amountsOf(context, difference),
  };
  const place = revision === null ? stream : `${stream}#${revision}`;
  return [
    `- ${say.line(named)}`,
    say.why(say.reasons[reason] + (detail === null ? '' : `: ${detailTold(context, detail)}`), place),
    ...(firstDivergent === null
      ? []
      : [
          say.first(firstDivergent.node ?? firstDivergent.path, firstDivergent.posted, firstDivergent.recomputed),
          ...(firstDivergent.rule === null ? [] : [say.rule(firstDivergent.rule, firstDivergent.clause ?? '')]),
        ]),
  ];
};

/** In words where there are some; else the name of the rule that refused it. */
const detailTold = ({ options }: CommandContext, detail: string): string => {
  const known = new Map<string, string>(Object.entries(recomputeWords[options.locale].details));
  return known.get(detail) ?? detail;
};

const amountsOf = ({ options }: CommandContext, { posted, recomputed, reason }: RecomputedDifference): string => {
  const say = recomputeWords[options.locale];
  if (posted === null) return recomputed === null ? say.other : say.notBooked(moneyOf(recomputed));
  if (recomputed === null)
    return reason === 'not-as-told' ? say.asBooked(moneyOf(posted)) : say.tooMuch(moneyOf(posted));
  const [was, is] = [moneyOf(posted), moneyOf(recomputed)];
  return was === is ? say.same(was) : say.otherAmount(was, is);
};

const moneyOf = ({ amount, currency }: MoneyRecord): string => `${amount} ${currency}`;

type Names = Readonly<{
  partnerIn: (stream: string) => Promise<string>;
  dayIn: (stream: string, at: string) => Promise<string>;
}>;

/** Names and days as the read models have them; where they lack something, the id and the day in UTC. */
const namesIn = ({ session }: CommandContext): Names => {
  let zones: Promise<ReadonlyMap<string, TimeZone>> | undefined;
  return {
    partnerIn: async (stream) => {
      const partner = accountOfStream(stream)?.partner ?? stream;
      return (await partnerOf(session.documents, partner))?.name ?? partner;
    },
    dayIn: async (stream, at) => {
      const zone = (await (zones ??= zonesIn(session))).get(accountOfStream(stream)?.program ?? '');
      const moment = instant(at);
      return zone === undefined || E.isLeft(moment) ? at.slice(0, 10) : dateOf(moment.right, zone);
    },
  };
};

const zonesIn = async ({ documents }: CommandContext['session']): Promise<ReadonlyMap<string, TimeZone>> => {
  const zones = new Map<string, TimeZone>();
  for await (const program of eachProgram(documents)) zones.set(program.program, zoneOf(program));
  return zones;
};
