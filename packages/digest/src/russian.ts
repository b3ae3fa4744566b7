import { plural } from '@commission-ledger/locale';
import type { Changed, DealChanged, Disputed, Language, Obstacle } from './language.ts';

const count = (number: number, one: string, few: string, many: string): string =>
  `${number} ${plural(number, { one, few, many, other: few }, 'ru')}`;

const leadChange = ({ kind, stage, reason, deal, until, on }: Changed): string => {
  const because = reason === null ? '' : `: ${reason}`;
  switch (kind) {
    case 'submitted':
      return `подана ${on}`;
    case 'accepted':
      return `принята ${on}`;
    case 'rejected':
      return `отклонена ${on}${because}`;
    case 'duplicate':
      return `уже известна, закрыта как повторная ${on}${because}`;
    case 'advanced':
      return `перешла на этап «${stage ?? ''}» ${on}`;
    case 'won':
      return `${on} стала сделкой ${deal ?? ''}`;
    case 'lost':
      return `проиграна ${on}${because}`;
    case 'expired':
      return `истекла ${on}: по ней давно ничего не было слышно`;
    case 'reopened':
      return `открыта снова ${on}${because}`;
    case 'claim-lost':
      return until === null
        ? `этого клиента раньше привёл другой партнёр (${on})`
        : `этого клиента раньше привёл другой партнёр (${on}); клиент закреплён по ${until} включительно`;
  }
};

const FIELDS: Readonly<Record<DealChanged['changed'][number], string>> = {
  amount: 'сумма',
  attribution: 'кому она засчитана',
  overlays: 'кому она засчитана в другой роли',
  attributes: 'её признаки',
  amounts: 'другие суммы',
  quantities: 'количества',
};

const dealChange = ({ kind, changed, cause, reason, on }: DealChanged): string => {
  switch (kind) {
    case 'won':
      return `заключена ${on}`;
    case 'amended':
      return `изменена ${on}: ${changed.map((field) => FIELDS[field]).join(', ')}`;
    case 'cancelled':
      return `отменена ${on}: ${reason ?? ''}`;
    case 'earned-nothing':
      return `за ${cause === 'win' ? 'её заключение' : 'платёж'} ${on} ничего не начислено: в этот день ваше участие было приостановлено`;
  }
};

const disputed = ({ accrual: id, deal, amount, state, isStillHeld, reason, by, on }: Disputed): string => {
  const told = [...(deal === null ? [] : [`сделка ${deal}`]), ...(amount === null ? [] : [amount])].join(', ');
  const accrual = told === '' ? id : `${id} (${told})`;
  if (state === 'released' && isStillHeld)
    return by?.kind === 'inquiry'
      ? `С ${on} ваше возражение ${by.id} больше не мешает выплатить начисление ${accrual}, но идёт другой спор.`
      : `Один спор о начислении ${accrual} завершён ${on}; другой ещё мешает его выплатить.`;
  if (state === 'released') return `Спор о начислении ${accrual} завершён ${on}; его снова можно выплатить.`;
  if (by?.kind === 'inquiry')
    return `С ${on} начисление ${accrual} не выплачивается, пока не решено ваше возражение ${by.id}.`;
  if (by?.kind === 'chargeback')
    return `С ${on} начисление ${accrual} не выплачивается, пока банк клиента проверяет платёж.`;
  return `С ${on} начисление ${accrual} не выплачивается, пока идёт спор: ${reason}`;
};

const obstacle = (why: Obstacle, until: string | null): string => {
  switch (why) {
    case 'below-minimum':
      return 'сумма меньше минимальной выплаты и ждёт следующей';
    case 'negative-balance':
      return 'возвращено больше, чем заработано';
    case 'no-destination':
      return 'мы не знаем, куда вам платить; пожалуйста, сообщите';
    case 'changed-since-prepared':
      return 'пока выплата готовилась, что-то изменилось; деньги придут со следующей';
    case 'destination-changed':
      return until === null
        ? 'ваши реквизиты недавно изменились; ради вашей безопасности несколько дней выплат нет'
        : `ваши реквизиты недавно изменились; ради вашей безопасности выплат нет по ${until} включительно`;
    case 'suspended':
      return 'ваше участие в программе приостановлено';
    case 'disputed':
      return 'идёт спор; выплата будет после его завершения';
    case 'no-rate':
      return 'на этот день не было курса валюты';
    case 'no-terms':
      return 'вы пока не состоите в плане, который определяет день выплаты';
  }
};

/** A digest in Russian. Names stand in apposition, so that they need no case. */
export const russian: Language = {
  locale: 'ru',
  title: (program) => `${program}: ваши новости`,
  period: (from, to) => (from === to ? from : `${from} — ${to}`),
  greeting: (partner) => `Здравствуйте, ${partner}!`,
  nothing: 'За это время ничего нового не произошло.',
  headings: {
    waiting: 'Ждёт вас',
    payouts: 'Выплаты',
    money: 'Комиссия',
    leads: 'Ваши заявки',
    deals: 'Ваши сделки',
    inquiries: 'Ваши обращения',
    news: 'Новости программы',
    coming: 'Что дальше',
  },
  quoted: (words) => `«${words}»`,
  more: (number) => `и ещё ${number}`,
  acknowledge: (title, id, since) => `Подтвердите, пожалуйста, что прочли «${title}» (${id}) от ${since}.`,
  answered: (inquiry, about, since) =>
    `На ваше обращение ${inquiry} (${about}) ответили ${since}. Если вопрос остался, откройте его снова.`,
  lead: (id, prospect) => (prospect === null ? `Заявка ${id}` : `${prospect} (заявка ${id})`),
  leadChange,
  dealChange,
  earned: (amount) => `Начислено: ${amount}`,
  takenBack: (amount) => `Возвращено: ${amount}`,
  adjusted: (amount) => `Другие изменения: ${amount}`,
  matured: (amount) => `Теперь к выплате: ${amount}`,
  entryKind: {
    accrual: 'начислено',
    reversal: 'возвращено',
    adjustment: 'исправление',
    'true-up': 'пересчёт',
    'draw-advance': 'выдано авансом',
    'draw-recovery': 'удержано в счёт аванса',
    'write-off': 'остаток списан',
    unclaimed: 'отложено как невостребованное',
  },
  ofDeal: (deal) => `сделка ${deal}`,
  entries: (number) => count(number, 'запись', 'записи', 'записей'),
  disputed,
  standing: {
    'destination-changed': (day) =>
      `Ваши реквизиты для выплат указаны заново ${day}. Если это сделали не вы, сразу сообщите нам.`,
    suspended: (day) => `С ${day} ваше участие в программе приостановлено: выплат нет, заявки не принимаются.`,
    reinstated: (day) => `С ${day} вы участвуете в программе как прежде.`,
  },
  payout: {
    issued: (payout, amount, on) => `${amount} отправлено вам ${on} (выплата ${payout}).`,
    settled: (payout, amount, on) => `${amount} выплачено вам ${on} (выплата ${payout}).`,
    failed: (payout, amount, on) =>
      `Платёж на ${amount} не прошёл ${on} (выплата ${payout}). Деньги снова на вашем балансе.`,
    voided: (payout, amount, on) =>
      `Выплата на ${amount} отменена ${on} (выплата ${payout}). Деньги снова на вашем балансе.`,
  },
  reference: (reference) => `Номер платежа: ${reference}`,
  deferral: (amount, date, why) => `${amount} не выплачено ${date}: ${why}.`,
  obstacle,
  coming: (amount, date) => `${date}: ${amount}`,
  comingNot: (amount, date, why) =>
    date === null
      ? `${amount} пока без даты выплаты: ${why}.`
      : `${date}: ${amount} — сейчас выплатить нельзя: ${why}.`,
  converted: (currency) => `в валюте ${currency} по курсу дня`,
  subject: {
    lead: 'заявка',
    deal: 'сделка',
    accrual: 'начисление',
    reversal: 'возврат',
    'true-up': 'пересчёт',
    adjustment: 'исправление',
    payout: 'выплата',
    statement: 'выписка',
    plan: 'план',
    announcement: 'объявление',
    program: 'программа',
  },
  inquiryKind: { question: 'Вопрос', proposal: 'Предложение', objection: 'Возражение' },
  message: ({ kind, by, to, outcome }, on) => {
    switch (kind) {
      case 'opened':
        return `Вы написали ${on}:`;
      case 'answered':
        return `Ответ ${on}, ${by ?? ''}:`;
      case 'escalated':
        return `Передано ${on} (${by ?? ''} → ${to ?? ''}):`;
      case 'reopened':
        return `Открыто снова ${on}, ${by ?? ''}:`;
      case 'resolved':
        switch (outcome) {
          case 'granted':
            return `Сделано, как вы просили, ${on}, ${by ?? ''}:`;
          case 'declined':
            return `Отклонено ${on}, ${by ?? ''}:`;
          case 'withdrawn':
            return `Отозвано ${on}, ${by ?? ''}:`;
          case 'answered':
          case null:
            return `Закрыто ${on}, ${by ?? ''}:`;
        }
    }
  },
  reason: (text) => `Причина: ${text}`,
  short: {
    earned: (amounts) => `начислено ${amounts}`,
    takenBack: (amounts) => `возвращено ${amounts}`,
    paid: (amounts) => `выплачено ${amounts}`,
    issued: (amounts) => `отправлено ${amounts}`,
    matured: (amounts) => `к выплате ${amounts}`,
    disputes: (number) => count(number, 'спор с новостями', 'спора с новостями', 'споров с новостями'),
    deals: (number) => count(number, 'сделка с новостями', 'сделки с новостями', 'сделок с новостями'),
    standing: {
      'destination-changed': 'реквизиты указаны заново',
      suspended: 'участие приостановлено',
      reinstated: 'участие возобновлено',
    },
    failed: (number) => count(number, 'выплата не прошла', 'выплаты не прошли', 'выплат не прошло'),
    deferred: (number) => count(number, 'выплата отложена', 'выплаты отложены', 'выплат отложено'),
    leads: (number) => count(number, 'заявка с новостями', 'заявки с новостями', 'заявок с новостями'),
    answers: (number) => count(number, 'обращение с новостями', 'обращения с новостями', 'обращений с новостями'),
    news: (number) => count(number, 'объявление', 'объявления', 'объявлений'),
    waiting: (number) => `ждёт вас: ${number}`,
    nothing: 'ничего нового',
  },
};
