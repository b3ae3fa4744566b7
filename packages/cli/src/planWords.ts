import { plural } from '@commission-ledger/locale';

const counted = (count: number, one: string, other: string): string =>
  `${count} ${plural(count, { one, other }, 'en')}`;
const cases = (count: number, one: string, few: string, many: string): string =>
  `${count} ${plural(count, { one, few, many, other: few }, 'ru')}`;

/** What the commands about plans say. */
export const planWords = {
  en: {
    sound: (title: string, examples: number) =>
      `${title}: no problems; ${counted(examples, 'worked example computes', 'worked examples compute')}.`,
    same: 'Nothing changes.',
    published: (plan: string, version: number) => `Plan ${plan}, version ${version} published.`,
    known: 'Known before; nothing was written.',
    replayed: (count: number, plan: string, version: number, from: string | undefined) =>
      `${counted(count, 'cause', 'causes')} replayed under ${plan}, version ${version}, ${from === undefined ? 'as if in force from the beginning' : `as if in force from ${from}`}. Nothing was written.`,
    setAside: (count: number, reason: string) => `${counted(count, 'cause', 'causes')} would be set aside: ${reason}`,
    partner: 'Partner',
    before: 'Booked',
    after: 'Under it',
    difference: 'Difference',
    causes: 'Changed',
    total: 'Together',
    cause: 'Cause',
    deal: 'Deal',
    clause: 'Clause',
    trueUp: 'True-up',
    period: (plan: string, version: number, from: string, to: string | undefined) =>
      `Rated again under ${plan}, version ${version}: what was earned from ${from} ${to === undefined ? 'on' : `to ${to}`}.`,
    rerated: (count: number) =>
      count === 0
        ? 'Nothing differs; nothing was posted.'
        : `${counted(count, 'difference', 'differences')} posted; what was booked stays as it is.`,
    earns: (partner: string, amount: string, rule: string) => `${partner} would earn ${amount}   ${rule}`,
    earnsNothing: 'Nobody would earn anything.',
    sayPayment: 'To suppose another payment, say --payment.',
    matures: (dates: string) => `matures on ${dates}`,
    together: (amount: string) => `Together ${amount}`,
    givesNothing: (partner: string, clause: string, reason: string) =>
      `${clause} gives ${partner} nothing here${reason === '' ? '' : `: ${reason}`}`,
    named: (counter: string) => counter,
    notRated: (reason: string) => `It could not be rated: ${reason}`,
    tier: (partner: string, clause: string, counter: string, at: string, band: number, bands: number) =>
      `Tier of ${partner}, ${clause}: ${counter} would stand at ${at}, band ${band} of ${bands}`,
    next: (edge: string, missing: string) => `next band at ${edge}: ${missing} missing`,
    worth: (crossing: string, now: string, beyond: string) =>
      `what is missing would earn ${crossing}; this deal once more ${now} now, ${beyond} after it`,
  },
  ru: {
    sound: (title: string, examples: number) =>
      `${title}: замечаний нет; ${cases(examples, 'пример сходится', 'примера сходятся', 'примеров сходятся')}.`,
    same: 'Ничего не меняется.',
    published: (plan: string, version: number) => `План ${plan}, версия ${version} опубликована.`,
    known: 'Уже было известно; ничего не записано.',
    replayed: (count: number, plan: string, version: number, from: string | undefined) =>
      `Пересчитано по плану ${plan}, версия ${version}, как если бы она действовала ${from === undefined ? 'с самого начала' : `с ${from}`}: ${cases(count, 'событие', 'события', 'событий')}. Ничего не записано.`,
    setAside: (count: number, reason: string) =>
      `Было бы отложено: ${cases(count, 'событие', 'события', 'событий')}: ${reason}`,
    partner: 'Партнёр',
    before: 'Начислено',
    after: 'По этой версии',
    difference: 'Разница',
    causes: 'Изменилось',
    total: 'Вместе',
    cause: 'Событие',
    deal: 'Сделка',
    clause: 'Пункт',
    trueUp: 'Доначисление',
    period: (plan: string, version: number, from: string, to: string | undefined) =>
      `Пересчитано по плану ${plan}, версия ${version}: начисленное с ${from}${to === undefined ? '' : ` по ${to}`}.`,
    rerated: (count: number) =>
      count === 0
        ? 'Разницы нет; ничего не записано.'
        : `Проведено: ${cases(count, 'разница', 'разницы', 'разниц')}; уже начисленное не тронуто.`,
    earns: (partner: string, amount: string, rule: string) => `${partner}: было бы начислено ${amount}   ${rule}`,
    earnsNothing: 'Никому ничего не было бы начислено.',
    sayPayment: 'Чтобы предположить другую оплату, укажите --payment.',
    matures: (dates: string) => `созревает ${dates}`,
    together: (amount: string) => `Вместе ${amount}`,
    givesNothing: (partner: string, clause: string, reason: string) =>
      `${clause} здесь ничего не даёт (${partner})${reason === '' ? '' : `: ${reason}`}`,
    named: (counter: string) => `«${counter}»`,
    notRated: (reason: string) => `Рассчитать нельзя: ${reason}`,
    tier: (partner: string, clause: string, counter: string, at: string, band: number, bands: number) =>
      `Ступень, ${partner}, ${clause}: ${counter} — ${at}, ступень ${band} из ${bands}`,
    next: (edge: string, missing: string) => `следующая ступень от ${edge}: не хватает ${missing}`,
    worth: (crossing: string, now: string, beyond: string) =>
      `недостающее принесло бы ${crossing}; такая же сделка ещё раз — сейчас ${now}, после перехода ${beyond}`,
  },
} as const;
