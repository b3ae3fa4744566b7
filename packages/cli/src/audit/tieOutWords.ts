import { plural } from '@commission-ledger/locale';
import type { BankFinding, DealFinding, FieldDifference, MissingHere } from '@commission-ledger/tie-outs';

type Field = FieldDifference['field'] | Extract<BankFinding, { class: 'different' }>['field'];

/** What the tie-outs say. */
export type TieOutWords = Readonly<{
  deal: string;
  what: string;
  inExport: string;
  inBank: string;
  inLedger: string;
  where: string;
  payout: string;
  currency: string;
  count: string;
  sums: Readonly<Record<'deals' | 'payments' | 'refunds' | 'payouts', string>>;
  rowsOf: (rows: string) => string;
  event: (id: string) => string;
  movement: (statement: number, at: string) => string;
  none: string;
  dealsMatched: (deals: number) => string;
  dealsDiffer: (counts: Readonly<Record<'matched' | 'different' | 'missingHere' | 'missingThere', number>>) => string;
  rowProblems: (rows: number) => string;
  notCompared: Readonly<Record<'payments' | 'refunds', string>>;
  bankMatched: (payouts: number) => string;
  bankDiffers: (matched: number, findings: number) => string;
  notStated: string;
  inFlight: (payouts: number) => string;
  others: (movements: number) => string;
  fields: Readonly<Record<Field, string>>;
  dealClasses: Readonly<Record<Exclude<DealFinding['class'], 'different'>, string>>;
  missingHere: Readonly<Record<MissingHere['reason'], string>>;
  missingThere: Readonly<Record<'not-won-there' | 'no-row', string>>;
  bankClasses: Readonly<Record<Exclude<BankFinding['class'], 'different'>, string>>;
  overdue: string;
  mayBeBefore: string;
  /** A debit that may be that of the payout; `days` is how many it is away. */
  possible: (debit: string, days: number, withCharges: boolean) => string;
  possibleCount: (payouts: number) => string;
  unknownPayout: string;
  toPartner: (partner: string) => string;
}>;

const n = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const ru = (count: number, one: string, few: string, many: string): string =>
  `${count} ${plural(count, { one, few, many, other: few }, 'ru')}`;

/** In both languages. */
export const tieOutWords: Readonly<Record<'en' | 'ru', TieOutWords>> = {
  en: {
    deal: 'Deal',
    what: 'What',
    inExport: 'Export',
    inBank: 'Bank',
    inLedger: 'Ledger',
    where: 'Where to look',
    payout: 'Payout',
    currency: 'Currency',
    count: 'Number',
    sums: { deals: 'Deals', payments: 'Payments', refunds: 'Refunds', payouts: 'Payouts' },
    rowsOf: (rows) => `row ${rows}`,
    event: (id) => `event ${id}`,
    movement: (statement, at) => `statement ${statement}, movement ${at}`,
    none: 'nothing',
    dealsMatched: (deals) => `The export and the ledger agree: ${n(deals, 'deal', 'deals')}.`,
    dealsDiffer: ({ matched, different, missingHere, missingThere }) =>
      `The export and the ledger do not agree. The same: ${matched}, different: ${different}, only in the export: ${missingHere}, only in the ledger: ${missingThere}.`,
    rowProblems: (rows) => `Rows of the export with a problem of their own: ${rows}.`,
    notCompared: {
      payments: 'The export does not tell of payments; they were not compared.',
      refunds: 'The export does not tell of refunds; they were not compared.',
    },
    bankMatched: (payouts) => `The bank and the ledger agree: ${n(payouts, 'payout', 'payouts')} found.`,
    bankDiffers: (matched, findings) =>
      `The bank and the ledger do not agree: ${n(findings, 'difference', 'differences')}, ${n(matched, 'payout', 'payouts')} found as they should be.`,
    notStated: 'The statement does not say its balance before and after, so that a missing line would not show.',
    inFlight: (payouts) => `On their way, and not yet due: ${payouts}.`,
    others: (movements) => `Other movements of the account: ${movements}.`,
    fields: {
      amount: 'another amount',
      currency: 'another currency',
      date: 'another day',
      partners: 'other partners or shares',
      cancelled: 'called off',
      payment: 'payment',
      refund: 'refund',
      fee: 'a fee of the bank',
      status: 'another status',
    },
    dealClasses: {
      'missing-here': 'only in the export',
      'missing-there': 'only in the ledger',
      'row-twice': 'the same row more than once',
      'rows-contradict': 'rows contradict each other',
      'unreadable-row': 'a row that cannot be read',
    },
    missingHere: {
      unknown: 'nothing is known of it here',
      parked: 'set aside here: its win has not been recorded',
      'lead-not-won': 'its lead is here, and was not won',
      'other-program': 'recorded here in another program',
    },
    missingThere: {
      'not-won-there': 'the export has it, and not as won',
      'no-row': 'no row of the export tells of it',
    },
    bankClasses: {
      'statement-does-not-add-up': 'the statement does not add up: opening and movements are not the closing',
      'missing-there': 'settled here, and no debit at the bank',
      'missing-here': 'a debit at the bank, and no payout here',
      'paid-twice': 'paid more than once',
      returned: 'came back; it did not fail here',
      ambiguous: 'could be one or the other',
    },
    overdue: 'issued here and long due, and no debit at the bank',
    mayBeBefore: 'it may stand on the statement before',
    possible: (debit, days, withCharges) =>
      `perhaps ${debit}: the same amount${withCharges ? ' and charges' : ''}, ${days === 0 ? 'the same day' : `${n(days, 'day', 'days')} away`}, another name`,
    possibleCount: (payouts) =>
      `Payouts with a debit that may be theirs: ${payouts}. Look at them; they do not count as found.`,
    unknownPayout: 'names a payout that is not there',
    toPartner: (partner) => `to ${partner}`,
  },
  ru: {
    deal: 'Сделка',
    what: 'Что',
    inExport: 'Выгрузка',
    inBank: 'Банк',
    inLedger: 'Книга',
    where: 'Где смотреть',
    payout: 'Выплата',
    currency: 'Валюта',
    count: 'Число',
    sums: { deals: 'Сделки', payments: 'Платежи', refunds: 'Возвраты', payouts: 'Выплаты' },
    rowsOf: (rows) => `строка ${rows}`,
    event: (id) => `событие ${id}`,
    movement: (statement, at) => `выписка ${statement}, движение ${at}`,
    none: 'ничего',
    dealsMatched: (deals) => `Выгрузка и книга сходятся: ${ru(deals, 'сделка', 'сделки', 'сделок')}.`,
    dealsDiffer: ({ matched, different, missingHere, missingThere }) =>
      `Выгрузка и книга не сходятся. Совпадают: ${matched}, различаются: ${different}, только в выгрузке: ${missingHere}, только в книге: ${missingThere}.`,
    rowProblems: (rows) => `Строки выгрузки, с которыми что-то не так: ${rows}.`,
    notCompared: {
      payments: 'О платежах выгрузка не говорит: они не сравнивались.',
      refunds: 'О возвратах выгрузка не говорит: они не сравнивались.',
    },
    bankMatched: (payouts) =>
      `Банк и книга сходятся: ${ru(payouts, 'выплата найдена', 'выплаты найдены', 'выплат найдено')}.`,
    bankDiffers: (matched, findings) =>
      `Банк и книга не сходятся: ${ru(findings, 'расхождение', 'расхождения', 'расхождений')}. Выплат, с которыми всё в порядке: ${matched}.`,
    notStated: 'В выписке нет остатка до и после: пропавшую строку по ней не заметить.',
    inFlight: (payouts) => `В пути, срок ещё не наступил: ${payouts}.`,
    others: (movements) => `Другие движения по счёту: ${movements}.`,
    fields: {
      amount: 'другая сумма',
      currency: 'другая валюта',
      date: 'другой день',
      partners: 'другие партнёры или доли',
      cancelled: 'отмена',
      payment: 'платёж',
      refund: 'возврат',
      fee: 'комиссия банка',
      status: 'другое состояние',
    },
    dealClasses: {
      'missing-here': 'только в выгрузке',
      'missing-there': 'только в книге',
      'row-twice': 'одна и та же строка несколько раз',
      'rows-contradict': 'строки противоречат друг другу',
      'unreadable-row': 'строку не прочитать',
    },
    missingHere: {
      unknown: 'здесь о ней ничего не известно',
      parked: 'здесь отложена: о выигрыше не сообщали',
      'lead-not-won': 'лид здесь есть, но не выигран',
      'other-program': 'здесь записана в другой программе',
    },
    missingThere: {
      'not-won-there': 'в выгрузке есть, но не выиграна',
      'no-row': 'в выгрузке о ней нет ни строки',
    },
    bankClasses: {
      'statement-does-not-add-up': 'выписка не сходится: остаток и движения не дают конечный остаток',
      'missing-there': 'здесь выплачено, в банке списания нет',
      'missing-here': 'в банке списание есть, здесь выплаты нет',
      'paid-twice': 'выплачено больше одного раза',
      returned: 'деньги вернулись, а здесь выплата не отмечена как неудачная',
      ambiguous: 'подходит и одно, и другое',
    },
    overdue: 'здесь отправлено, срок прошёл, в банке списания нет',
    mayBeBefore: 'может стоять в предыдущей выписке',
    possible: (debit, days, withCharges) =>
      `возможно, ${debit}: та же сумма${withCharges ? ' с комиссией' : ''}, ${days === 0 ? 'тот же день' : `разница ${ru(days, 'день', 'дня', 'дней')}`}, другое имя`,
    possibleCount: (payouts) =>
      `Выплаты, к которым, возможно, подходит списание: ${payouts}. Проверьте их; найденными они не считаются.`,
    unknownPayout: 'указана выплата, которой нет',
    toPartner: (partner) => `получатель ${partner}`,
  },
};
