import type { TimelineEntry } from '@commission-ledger/projections';

type ClaimOutcome = Extract<TimelineEntry, { kind: 'claim' }>['outcome'];
type Amended = Extract<TimelineEntry, { kind: 'deal'; what: 'amended' }>['changed'][number];

/** What the commands about leads say. */
export const leadWords = {
  en: {
    lead: 'Lead',
    partner: 'Partner',
    manager: 'Manager',
    prospect: 'Prospect',
    attributes: 'Attributes',
    now: 'Now',
    when: 'When',
    what: 'What happened',
    promise: 'Promise',
    since: 'Since',
    due: 'Due',
    how: 'How it stands',
    lateBy: 'Late by',
    nobody: 'nobody',
    encrypted: 'encrypted',
    stage: (stage: string) => `stage ${stage}`,
    entered: (stage: string) => `in progress, stage ${stage}`,
    reopened: 'reopened',
    won: (deal: string) => `won as deal ${deal}`,
    duplicateOf: (lead: string) => `of ${lead}`,
    learnt: (day: string) => `(recorded ${day})`,
    claims: {
      granted: 'the customer is reserved for this partner',
      own: 'the same partner brought this customer before',
      protected: 'another partner brought this customer first',
      released: 'the customer is free again',
    } satisfies Record<ClaimOutcome, string>,
    until: (day: string) => ` until ${day}`,
    protectedUntil: (day: string) => `; it is protected until ${day}`,
    amended: (deal: string, fields: readonly string[]) => `deal ${deal} amended: ${fields.join(', ')}`,
    fields: {
      amount: 'amount',
      attribution: 'shares',
      overlays: 'overlays',
      attributes: 'attributes',
      amounts: 'amounts',
      quantities: 'quantities',
    } satisfies Record<Amended, string>,
    cancelled: (deal: string, reason: string) => `deal ${deal} cancelled: ${reason}`,
    acknowledge: 'to be acknowledged',
    leave: (stage: string) => `to leave stage ${stage}`,
    met: (at: string) => `kept: ${at}`,
    late: (by: string) => `late by ${by}`,
    stopped: (at: string) => `until ${at}`,
    stillWaiting: 'still waiting',
    running: 'running',
    duration: (hours: number, minutes: number) =>
      [...(hours === 0 ? [] : [`${hours} h`]), ...(minutes === 0 && hours > 0 ? [] : [`${minutes} min`])].join(' '),
    noPromises: 'The program promises nothing about leads.',
    businessTime: 'Hours are business hours of the program; times are those of its zone.',
    noneOverdue: 'No lead is overdue.',
    attribution: (customer: string, day: string, plan: string, version: number) =>
      `Who would be credited with a deal of ${customer}, won on ${day}: by ${plan}, version ${version}`,
    customerOf: (lead: string) => `the customer of ${lead}`,
    models: {
      'first-touch': 'the first to bring the customer',
      'last-touch': 'the last to bring the customer',
      'first-registration': 'the first to register the customer',
    },
    terms: (model: string, days: number) => `${model}, within ${days} days`,
    came: 'Came in',
    result: 'Result',
    credited: 'credited',
    nobodyCredited: 'Nobody is credited.',
    noClaims: 'No lead of the program claims this customer.',
    noTerms: (partner: string, plan: string | null) =>
      plan === null
        ? `${partner}, who came first, is in no plan on that day: the ledger cannot tell.`
        : `The plan ${plan} of ${partner}, who came first, leaves the attribution to whoever records the deal.`,
    why: {
      'after-the-win': 'not: after the win',
      'too-early': 'not: too long before the win',
      'not-the-first': 'not: another one came before',
      'not-the-last': 'not: another one came after',
      'not-a-registration': 'not: no registration',
      locked: 'not: the customer was reserved by an earlier one',
      'lock-expired': 'not: its reservation had run out by the win',
    },
  },
  ru: {
    lead: 'Заявка',
    partner: 'Партнёр',
    manager: 'Менеджер',
    prospect: 'Клиент',
    attributes: 'Признаки',
    now: 'Сейчас',
    when: 'Когда',
    what: 'Что произошло',
    promise: 'Обещание',
    since: 'С',
    due: 'Срок',
    how: 'Как выполнено',
    lateBy: 'Опоздание',
    nobody: 'никто',
    encrypted: 'зашифрован',
    stage: (stage: string) => `этап ${stage}`,
    entered: (stage: string) => `в работе, этап ${stage}`,
    reopened: 'открыта заново',
    won: (deal: string) => `выиграна, сделка ${deal}`,
    duplicateOf: (lead: string) => `(${lead})`,
    learnt: (day: string) => `(записано ${day})`,
    claims: {
      granted: 'клиент закреплён за этим партнёром',
      own: 'этот же партнёр уже приводил этого клиента',
      protected: 'другой партнёр привёл этого клиента раньше',
      released: 'клиент снова свободен',
    } satisfies Record<ClaimOutcome, string>,
    until: (day: string) => ` до ${day} включительно`,
    protectedUntil: (day: string) => `; он защищён до ${day} включительно`,
    amended: (deal: string, fields: readonly string[]) => `сделка ${deal} изменена: ${fields.join(', ')}`,
    fields: {
      amount: 'сумма',
      attribution: 'доли',
      overlays: 'надбавки',
      attributes: 'признаки',
      amounts: 'суммы',
      quantities: 'количества',
    } satisfies Record<Amended, string>,
    cancelled: (deal: string, reason: string) => `сделка ${deal} отменена: ${reason}`,
    acknowledge: 'рассмотреть',
    leave: (stage: string) => `завершить этап ${stage}`,
    met: (at: string) => `выполнено: ${at}`,
    late: (by: string) => `опоздание ${by}`,
    stopped: (at: string) => `до ${at}`,
    stillWaiting: 'всё ещё ждёт',
    running: 'идёт',
    duration: (hours: number, minutes: number) =>
      [...(hours === 0 ? [] : [`${hours} ч`]), ...(minutes === 0 && hours > 0 ? [] : [`${minutes} мин`])].join(' '),
    noPromises: 'Программа ничего не обещает о заявках.',
    businessTime: 'Часы — рабочие часы программы; время — её часового пояса.',
    noneOverdue: 'Просроченных заявок нет.',
    attribution: (customer: string, day: string, plan: string, version: number) =>
      `Кому была бы засчитана сделка (${customer}), выигранная ${day}: по плану ${plan}, версия ${version}`,
    customerOf: (lead: string) => `клиент заявки ${lead}`,
    models: {
      'first-touch': 'кто первым привёл клиента',
      'last-touch': 'кто последним привёл клиента',
      'first-registration': 'кто первым зарегистрировал клиента',
    },
    terms: (model: string, days: number) => `${model}, за последние дни: ${days}`,
    came: 'Подана',
    result: 'Итог',
    credited: 'засчитана',
    nobodyCredited: 'Сделка не засчитана никому.',
    noClaims: 'Ни одна заявка программы не называет этого клиента.',
    noTerms: (partner: string, plan: string | null) =>
      plan === null
        ? `${partner} (первый по времени) в этот день не состоит ни в одном плане: ответить нельзя.`
        : `План ${plan} (${partner}, первый по времени) оставляет решение тому, кто записывает сделку.`,
    why: {
      'after-the-win': 'нет: после выигрыша',
      'too-early': 'нет: слишком задолго до выигрыша',
      'not-the-first': 'нет: раньше была другая',
      'not-the-last': 'нет: позже была другая',
      'not-a-registration': 'нет: не регистрация',
      locked: 'нет: клиент был закреплён раньше',
      'lock-expired': 'нет: закрепление истекло до выигрыша',
    },
  },
} as const;

/** The words of one language. */
export type LeadWords = (typeof leadWords)['en' | 'ru'];

/** Business minutes as hours and minutes: `3 h 20 min`. */
export const minutesText = (minutes: number, words: LeadWords): string => {
  const whole = Math.floor(minutes);
  return words.duration(Math.trunc(whole / 60), whole % 60);
};
