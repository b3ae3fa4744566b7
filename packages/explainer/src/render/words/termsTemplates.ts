import { sentence } from '../sentence.ts';

/** How a partner's commission is calculated in general. */
export const termsTemplates = {
  termsTitle: sentence(
    '{partner:partner}: how commission is calculated, {on:date}',
    '{partner:partner}: как считается комиссия, {on:date}',
  ),
  termsInForce: sentence(
    'The plan {plan:text} applies, in force since {from:date}.',
    'Действует план {plan:text}, в силе с {from:date}.',
  ),
  termsNoPlan: sentence('No plan applies on {on:date}.', 'На {on:date} план не действует.'),
  termsLastLine: sentence(
    'The last amount earned, {amount:money} {currency:text} on deal {deal:text}, shows how.',
    'Как именно, видно на последнем начислении: {amount:money} {currency:text}, сделка {deal:text}.',
  ),
  termsNothingYet: sentence('Nothing has been earned yet.', 'Начислений ещё не было.'),
  termsEarnedUnder: sentence('It was earned under {plan:text}.', 'Оно рассчитано по плану {plan:text}.'),
  termsApproved: sentence(
    'The plan was written by {author:text} and approved by {approver:text}.',
    'План составил {author:text}, утвердил {approver:text}.',
  ),
  termsRate: sentence('§{clause:text} {title:title}: {rate:rate}', '§{clause:text} {title:title}: {rate:rate}'),
  termsRateOwn: sentence(
    '§{clause:text} {title:title}: {rate:rate}   ← used for your last amount',
    '§{clause:text} {title:title}: {rate:rate}   ← по ней ваше последнее начисление',
  ),
  termsTiersDay: sentence(
    '§{clause:text} {title:title}, by the total “{counted:title}” of the day:',
    '§{clause:text} {title:title}, по счётчику «{counted:title}» за день:',
  ),
  termsTiersWeek: sentence(
    '§{clause:text} {title:title}, by the total “{counted:title}” of the week:',
    '§{clause:text} {title:title}, по счётчику «{counted:title}» за неделю:',
  ),
  termsTiersMonth: sentence(
    '§{clause:text} {title:title}, by the total “{counted:title}” of the month:',
    '§{clause:text} {title:title}, по счётчику «{counted:title}» за месяц:',
  ),
  termsTiersQuarter: sentence(
    '§{clause:text} {title:title}, by the total “{counted:title}” of the quarter:',
    '§{clause:text} {title:title}, по счётчику «{counted:title}» за квартал:',
  ),
  termsTiersYear: sentence(
    '§{clause:text} {title:title}, by the total “{counted:title}” of the year:',
    '§{clause:text} {title:title}, по счётчику «{counted:title}» за год:',
  ),
  termsTiersEver: sentence(
    '§{clause:text} {title:title}, by the total “{counted:title}” of all time:',
    '§{clause:text} {title:title}, по счётчику «{counted:title}» за всё время:',
  ),
  termsTiersEach: sentence(
    '§{clause:text} {title:title}, for each sale by itself:',
    '§{clause:text} {title:title}, для каждой продажи отдельно:',
  ),
  termsBand: sentence(
    'up to {edge:money} {currency:text}: {rate:rate}',
    'до {edge:money} {currency:text}: {rate:rate}',
  ),
  termsBandCount: sentence('up to {edge:money}: {rate:rate}', 'до {edge:money}: {rate:rate}'),
  termsBandOwn: sentence(
    'up to {edge:money} {currency:text}: {rate:rate}   ← used for your last amount',
    'до {edge:money} {currency:text}: {rate:rate}   ← по ней ваше последнее начисление',
  ),
  termsBandOwnCount: sentence(
    'up to {edge:money}: {rate:rate}   ← used for your last amount',
    'до {edge:money}: {rate:rate}   ← по ней ваше последнее начисление',
  ),
  termsBandBelow: sentence(
    'below {edge:money} {currency:text}: {rate:rate}',
    'меньше {edge:money} {currency:text}: {rate:rate}',
  ),
  termsBandBelowCount: sentence('below {edge:money}: {rate:rate}', 'меньше {edge:money}: {rate:rate}'),
  termsBandBelowOwn: sentence(
    'below {edge:money} {currency:text}: {rate:rate}   ← used for your last amount',
    'меньше {edge:money} {currency:text}: {rate:rate}   ← по ней ваше последнее начисление',
  ),
  termsBandBelowOwnCount: sentence(
    'below {edge:money}: {rate:rate}   ← used for your last amount',
    'меньше {edge:money}: {rate:rate}   ← по ней ваше последнее начисление',
  ),
  termsLastBand: sentence('beyond that: {rate:rate}', 'дальше: {rate:rate}'),
  termsLastBandOwn: sentence(
    'beyond that: {rate:rate}   ← used for your last amount',
    'дальше: {rate:rate}   ← по ней ваше последнее начисление',
  ),
  termsFixed: sentence(
    '§{clause:text} {title:title}: {amount:money} {currency:text}',
    '§{clause:text} {title:title}: {amount:money} {currency:text}',
  ),
  termsEach: sentence(
    '§{clause:text} {title:title}: {amount:money} {currency:text} for each one',
    '§{clause:text} {title:title}: {amount:money} {currency:text} за каждую единицу',
  ),
  termsFlat: sentence(
    '§{clause:text} {title:title}: {amount:money} {currency:text} beside the rate',
    '§{clause:text} {title:title}: {amount:money} {currency:text} сверх ставки',
  ),
  termsAtMost: sentence(
    '§{clause:text} {title:title}: at most {amount:money} {currency:text}',
    '§{clause:text} {title:title}: не больше {amount:money} {currency:text}',
  ),
  termsAtLeast: sentence(
    '§{clause:text} {title:title}: at least {amount:money} {currency:text}',
    '§{clause:text} {title:title}: не меньше {amount:money} {currency:text}',
  ),
  termsWorked: sentence(
    'For example deal {deal:text}, earned {date:date}',
    'Например, сделка {deal:text}, начислено {date:date}',
  ),
} as const;
