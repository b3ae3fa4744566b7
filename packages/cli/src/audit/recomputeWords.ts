import type { DifferenceReason, RecomputeProgress } from '@commission-ledger/audit';
import { localDay, plural } from '@commission-ledger/locale';

type Reasons = Readonly<Record<DifferenceReason, string>>;
type Phases = Readonly<Record<RecomputeProgress['phase'], string>>;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const inRussian = (count: number, one: string, few: string, many: string): string =>
  `${count} ${plural(count, { one, few, many, other: few }, 'ru')}`;

/** Which part of the books was looked at; `from` and `until` as people read them. */
export type ScopeNamed = Readonly<{
  program: string | null;
  partner: string | null;
  from: string | null;
  until: string | null;
}>;

/** A difference as a line names it. `amounts` says what is booked and what should be. */
export type DifferenceNamed = Readonly<{
  what: string;
  deal: string | null;
  partner: string;
  day: string;
  entry: string | null;
  amounts: string;
}>;

/** A decision as a line names it. */
export type DecisionNamed = Readonly<{
  what: string;
  partner: string;
  entry: string;
  amount: string;
  author: string | null;
  approver: string | null;
  reason: string | null;
}>;

const ofScope = {
  en: ({ program, partner, from, until }: ScopeNamed): string =>
    [
      partner && ` of partner ${partner}`,
      program && ` in program ${program}`,
      from && ` since ${from}`,
      until && ` up to and including ${until}`,
    ].join(''),
  ru: ({ program, partner, from, until }: ScopeNamed): string =>
    [
      partner && `, партнёр ${partner}`,
      program && `, программа ${program}`,
      from && `, начиная с ${from}`,
      until && `, по ${until} включительно`,
    ].join(''),
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What `recompute` says. */
export const recomputeWords = {
  en: {
    agrees: (count: number, accounts: number, scope: ScopeNamed) =>
      `Everything${ofScope.en(scope)} agrees: ${counted(count, 'entry', 'entries')} in ${counted(accounts, 'account', 'accounts')} calculated again from the facts and the plans in force, and each is what was booked, to the last field. Nothing is missing.`,
    agreesSince: (count: number, scope: ScopeNamed) =>
      `Of what was recorded${ofScope.en(scope)}, ${counted(count, 'entry agrees', 'entries agree')}: calculated again, each is what was booked, to the last field. Missing entries were not looked for.`,
    unchecked: (scope: ScopeNamed) => `Nothing was checked: there is no entry to calculate again${ofScope.en(scope)}.`,
    scope: (scope: ScopeNamed) => `Looked at: what was recorded${ofScope.en(scope)}.`,
    notLookedFor: 'Missing entries were not looked for.',
    differs: (count: number) =>
      `${counted(count, 'difference', 'differences')} between what was booked and what the facts give:`,
    more: (count: number) => `… and ${count} more; --json lists the first thousand.`,
    line: ({ what, deal, partner, day, entry, amounts }: DifferenceNamed) =>
      `${sentence(what)}${deal === null ? '' : `, deal ${deal}`}, ${partner}, ${localDay(day, 'en')}${entry === null ? '' : ` (${entry})`}: ${amounts}`,
    otherAmount: (posted: string, recomputed: string) => `booked ${posted}, should be ${recomputed}`,
    same: (amount: string) => `${amount}, as it should be, but not in every field`,
    notBooked: (recomputed: string) => `not booked, should be ${recomputed}`,
    tooMuch: (posted: string) => `booked ${posted}, should not be there`,
    asBooked: (posted: string) => `booked ${posted}`,
    other: 'not as it should be',
    why: (reason: string, place: string) => `  ${reason}; in ${place}`,
    reasons: {
      differs: 'calculated again, it is otherwise',
      'other-plan': 'it was calculated by another plan version than the one in force',
      'no-cause': 'nothing that is recorded leads to it',
      missing: 'the recorded facts lead to it, and it is not there',
      refused: 'the rules do not allow it as it stands',
      'not-as-told': 'it does not say what was said when it was recorded',
      misplaced: 'by what it says, it belongs elsewhere',
    } satisfies Reasons,
    details: {
      RunNotApproved: 'no other person approved the payout run',
      RunNotPrepared: 'the payout run was not drawn up',
      SamePerson: 'one person did both',
      NotAsProposed: 'it was proposed otherwise',
      OtherPayoutAmount: 'another amount was sent',
      UnknownPayout: 'there is no such payout',
      PayoutAlready: 'the payout had ended before',
      OtherCurrency: 'the account is in another currency',
      MoreThanOwed: 'less was owed',
      MoreThanPayable: 'less was payable',
      MoreThanWithheld: 'less was kept back',
      'recorded twice': 'it was recorded twice',
    },
    first: (node: string, posted: string, recomputed: string) =>
      `  first different in ${node}: booked ${posted}, calculated ${recomputed}`,
    rule: (rule: string, clause: string) => `  rule ${rule}, clause ${clause}`,
    what: 'What',
    booked: 'Booked',
    again: 'Calculated again',
    events: 'Entries',
    sum: 'Sum',
    byHand: (count: number) => `Not calculated, because people decided it: ${counted(count, 'decision', 'decisions')}.`,
    decision: ({ what, partner, entry, amount, author, approver, reason }: DecisionNamed) =>
      `- ${sentence(what)} of ${amount}, ${partner} (${entry})${author === null ? '' : `, by ${author}`}${approver === null ? '' : `, approved by ${approver}`}${reason === null ? '' : `: ${reason}`}`,
    moreDecisions: (count: number) => `… and ${count} more; --json lists the first thousand.`,
    taken: 'Taken as recorded:',
    phases: { reading: 'reading', expecting: 'looking for what is missing', comparing: 'comparing' } satisfies Phases,
  },
  ru: {
    agrees: (count: number, accounts: number, scope: ScopeNamed) =>
      `Всё сходится${ofScope.ru(scope)}: заново по фактам и действовавшим планам посчитано ${inRussian(count, 'запись', 'записи', 'записей')}, ${inRussian(accounts, 'счёт', 'счёта', 'счетов')}; каждая запись совпадает с проведённой до последнего поля. Ничего не пропущено.`,
    agreesSince: (count: number, scope: ScopeNamed) =>
      `Сошлось${ofScope.ru(scope)}: ${inRussian(count, 'запись', 'записи', 'записей')}; каждая посчитана заново и совпадает с проведённой до последнего поля. Пропущенное не искали.`,
    unchecked: (scope: ScopeNamed) =>
      `Ничего не проверено: нет записей, которые можно посчитать заново${ofScope.ru(scope)}.`,
    scope: (scope: ScopeNamed) => `Проверено записанное${ofScope.ru(scope)}.`,
    notLookedFor: 'Пропущенное не искали.',
    differs: (count: number) =>
      `${inRussian(count, 'расхождение', 'расхождения', 'расхождений')} между проведённым и тем, что следует из фактов:`,
    more: (count: number) => `… и ещё ${count}; первая тысяча — в --json.`,
    line: ({ what, deal, partner, day, entry, amounts }: DifferenceNamed) =>
      `${sentence(what)}${deal === null ? '' : `, сделка ${deal}`}, ${partner}, ${localDay(day, 'ru')}${entry === null ? '' : ` (${entry})`}: ${amounts}`,
    otherAmount: (posted: string, recomputed: string) => `проведено ${posted}, должно быть ${recomputed}`,
    same: (amount: string) => `${amount}, как и должно быть, но совпадают не все поля`,
    notBooked: (recomputed: string) => `не проведено, должно быть ${recomputed}`,
    tooMuch: (posted: string) => `проведено ${posted}, а быть этого не должно`,
    asBooked: (posted: string) => `проведено ${posted}`,
    other: 'не так, как должно быть',
    why: (reason: string, place: string) => `  ${reason}; где: ${place}`,
    reasons: {
      differs: 'пересчёт даёт другое',
      'other-plan': 'посчитано по другой версии плана, а не по действовавшей',
      'no-cause': 'ни один записанный факт к этому не ведёт',
      missing: 'записанные факты к этому ведут, но записи нет',
      refused: 'в таком виде правила этого не допускают',
      'not-as-told': 'здесь стоит не то, что было сказано при записи',
      misplaced: 'по содержанию место этой записи не здесь',
    } satisfies Reasons,
    details: {
      RunNotApproved: 'никто другой не утвердил список выплат',
      RunNotPrepared: 'список выплат не был составлен',
      SamePerson: 'и то и другое сделал один человек',
      NotAsProposed: 'предложено было иное',
      OtherPayoutAmount: 'отправлена была другая сумма',
      UnknownPayout: 'такой выплаты нет',
      PayoutAlready: 'выплата уже была завершена',
      OtherCurrency: 'счёт в другой валюте',
      MoreThanOwed: 'долг был меньше',
      MoreThanPayable: 'к выплате было меньше',
      MoreThanWithheld: 'удержано было меньше',
      'recorded twice': 'записано дважды',
    },
    first: (node: string, posted: string, recomputed: string) =>
      `  первое отличие — ${node}: проведено ${posted}, посчитано ${recomputed}`,
    rule: (rule: string, clause: string) => `  правило ${rule}, пункт ${clause}`,
    what: 'Что',
    booked: 'Проведено',
    again: 'Посчитано заново',
    events: 'Записей',
    sum: 'Сумма',
    byHand: (count: number) =>
      `Не пересчитано, потому что это решения людей: ${inRussian(count, 'решение', 'решения', 'решений')}.`,
    decision: ({ what, partner, entry, amount, author, approver, reason }: DecisionNamed) =>
      `- ${sentence(what)}: ${amount}, ${partner} (${entry})${author === null ? '' : `, решил(а) ${author}`}${approver === null ? '' : `, утвердил(а) ${approver}`}${reason === null ? '' : `: ${reason}`}`,
    moreDecisions: (count: number) => `… и ещё ${count}; первая тысяча — в --json.`,
    taken: 'Взято как записано:',
    phases: { reading: 'чтение', expecting: 'поиск пропущенного', comparing: 'сравнение' } satisfies Phases,
  },
} as const;
