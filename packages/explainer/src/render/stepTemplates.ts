import { sentence } from './sentence.ts';

/** The steps of a calculation. */
export const stepTemplates = {
  // a step
  counter: sentence(
    'sales that count {window:window}: {before:money} → {after:money}',
    'зачтённые продажи {window:window}: {before:money} → {after:money}',
  ),
  commissionCounter: sentence(
    'commission that counts {window:window}: {before:money} → {after:money}',
    'зачтённая комиссия {window:window}: {before:money} → {after:money}',
  ),
  unlimitedCounter: sentence(
    'commission without limits {window:window}: {before:money} → {after:money}',
    'комиссия без ограничений {window:window}: {before:money} → {after:money}',
  ),
  keptBackCounter: sentence(
    'commission kept back {window:window}: {before:money} → {after:money}',
    'отложенная комиссия {window:window}: {before:money} → {after:money}',
  ),
  counterStays: sentence(
    'sales that count {window:window}: {before:money}',
    'зачтённые продажи {window:window}: {before:money}',
  ),
  commissionCounterStays: sentence(
    'commission that counts {window:window}: {before:money}',
    'зачтённая комиссия {window:window}: {before:money}',
  ),
  unlimitedCounterStays: sentence(
    'commission without limits {window:window}: {before:money}',
    'комиссия без ограничений {window:window}: {before:money}',
  ),
  keptBackCounterStays: sentence(
    'commission kept back {window:window}: {before:money}',
    'отложенная комиссия {window:window}: {before:money}',
  ),
  unitCounterStays: sentence('counted {window:window}: {before:money}', 'зачтено {window:window}: {before:money}'),
  unitCounter: sentence(
    'counted {window:window}: {before:money} → {after:money}',
    'зачтено {window:window}: {before:money} → {after:money}',
  ),
  overtaken: sentence(
    'recorded after a later sale or refund had counted ({date:date}); rated on the counter as it stood then',
    'записано, когда более поздняя продажа или возврат уже были зачтены ({date:date}); рассчитано по счётчику на тот момент',
  ),
  share: sentence(
    'share {rate:rate} of {whole:money} = {amount:money}',
    'доля {rate:rate} от {whole:money} = {amount:money}',
  ),
  shareRounded: sentence(
    'share {rate:rate} of {whole:money} = {exact:money} → {amount:money}',
    'доля {rate:rate} от {whole:money} = {exact:money} → {amount:money}',
  ),
  times: sentence('{base:money} × {rate:rate} = {amount:money}', '{base:money} × {rate:rate} = {amount:money}'),
  sliceUpTo: sentence(
    '{base:money} (up to {upper:money}) × {rate:rate} = {amount:money}',
    '{base:money} (до {upper:money}) × {rate:rate} = {amount:money}',
  ),
  sliceBetween: sentence(
    '{base:money} (from {lower:money} to {upper:money}) × {rate:rate} = {amount:money}',
    '{base:money} (от {lower:money} до {upper:money}) × {rate:rate} = {amount:money}',
  ),
  sliceAbove: sentence(
    '{base:money} (above {lower:money}) × {rate:rate} = {amount:money}',
    '{base:money} (сверх {lower:money}) × {rate:rate} = {amount:money}',
  ),
  installment: sentence(
    'part {place:text} of {of:text}: {rate:rate} of {whole:money} = {amount:money}',
    'часть {place:text} из {of:text}: {rate:rate} от {whole:money} = {amount:money}',
  ),
  installmentRounded: sentence(
    'part {place:text} of {of:text}: {rate:rate} of {whole:money} = {exact:money} → {amount:money}',
    'часть {place:text} из {of:text}: {rate:rate} от {whole:money} = {exact:money} → {amount:money}',
  ),
  splitLeft: sentence(
    'rounded down, the {of:text} parts add up to {down:money}, so {left:money} is left over',
    'с округлением вниз {of:text} части в сумме дают {down:money}, остаётся {left:money}',
  ),
  splitOrder: sentence('it goes to the largest remainders first', 'это достаётся наибольшим остаткам по порядку'),
  splitRemainder: sentence('part {place:text} has {remainder:money}', 'часть {place:text}: {remainder:money}'),
  splitGot: sentence(
    'this is part {place:text}, which gets {unit:money} of it',
    'это часть {place:text}, ей достаётся {unit:money}',
  ),
  splitGotNot: sentence(
    'this is part {place:text}, which gets none of {unit:money}',
    'это часть {place:text}, ей {unit:money} не достаётся',
  ),
  flat: sentence('flat amount {amount:money}', 'разовая сумма {amount:money}'),
  spread: sentence(
    '{slice:money} of the {width:money} of the band: {amount:money} of {spread:money}',
    '{slice:money} из {width:money} диапазона: {amount:money} из {spread:money}',
  ),
  lessEarned: sentence(
    'less {already:money} already earned = {amount:money}',
    'минус {already:money}, уже начисленные = {amount:money}',
  ),
  nothingDue: sentence('nothing is due', 'ничего не причитается'),
  lessDue: sentence(
    '{due:money} due now, less {before:money} due before = {amount:money}',
    'причитается {due:money}, за вычетом прежних {before:money} = {amount:money}',
  ),
  collectedDue: sentence(
    '{collected:money} of {whole:money} collected, so {due:money} of {commission:money} is due',
    'получено {collected:money} из {whole:money}, поэтому причитается {due:money} из {commission:money}',
  ),
  capped: sentence('capped at {limit:money}, not {earned:money}', 'не больше {limit:money} вместо {earned:money}'),
  cappedInWindow: sentence(
    'capped: {room:money} left of {limit:money}, so {amount:money} of {earned:money}',
    'предел: остаётся {room:money} из {limit:money}, поэтому {amount:money} из {earned:money}',
  ),
  available: sentence(
    '{earned:money} and {waiting:money} kept back before = {amount:money}',
    '{earned:money} и {waiting:money}, отложенные раньше = {amount:money}',
  ),
  guaranteed: sentence(
    'at least {least:money} is guaranteed, instead of {earned:money}',
    'гарантировано не меньше {least:money} вместо {earned:money}',
  ),
  smallest: sentence('the smallest of {list:list}: {amount:money}', 'меньшее из {list:list}: {amount:money}'),
  largest: sentence('the largest of {list:list}: {amount:money}', 'большее из {list:list}: {amount:money}'),
  converted: sentence(
    '{source:money} {from:text} × {rate:money} = {amount:money} {to:text}',
    '{source:money} {from:text} × {rate:money} = {amount:money} {to:text}',
  ),
  elapsedMonths: sentence(
    'from {from:date} to {to:date}: {months:months}',
    'с {from:date} по {to:date}: {months:months}',
  ),
  elapsedDays: sentence('from {from:date} to {to:date}: {days:days}', 'с {from:date} по {to:date}: {days:days}'),
  termEnds: sentence('the term ends {date:date}', 'срок заканчивается {date:date}'),
  unservedMonths: sentence(
    'months of the term that were not served: {unserved:money} of {term:money}',
    'неотработанных месяцев срока: {unserved:money} из {term:money}',
  ),
  unservedDays: sentence(
    'days of the term that were not served: {unserved:money} of {term:money}',
    'неотработанных дней срока: {unserved:money} из {term:money}',
  ),
  unservedPart: sentence(
    '{left:money} × {unserved:money} ÷ {term:money} = {amount:money}',
    '{left:money} × {unserved:money} ÷ {term:money} = {amount:money}',
  ),
  leftOver: sentence(
    '{earned:money} earned, {before:money} taken back before: {amount:money} left',
    'начислено {earned:money}, снято раньше {before:money}: остаётся {amount:money}',
  ),
  advanced: sentence(
    '{draw:money} guaranteed, {matured:money} matured: {amount:money} advanced',
    'гарантировано {draw:money}, созрело {matured:money}: аванс {amount:money}',
  ),
  recovered: sentence(
    '{debt:money} owed, {available:money} available for it: {amount:money} goes back',
    'долг {debt:money}, на зачёт доступно {available:money}: зачтено {amount:money}',
  ),
  together: sentence('together {amount:money}', 'вместе {amount:money}'),
  fixed: sentence('fixed amount {amount:money}', 'фиксированная сумма {amount:money}'),
  floor: sentence('nothing is earned below zero: {amount:money}', 'ниже нуля ничего не начисляется: {amount:money}'),
  refunded: sentence(
    '{refunded:money} of the {paid:money} paid went back to the customer: {share:rate}',
    '{refunded:money} из уплаченных {paid:money} вернули клиенту: {share:rate}',
  ),
  takenBack: sentence(
    '{share:rate} of the {earned:money} earned = {amount:money}',
    '{share:rate} от начисленных {earned:money} = {amount:money}',
  ),
  refundedPart: sentence(
    '{refunded:money} of the {paid:money} paid went back to the customer',
    '{refunded:money} из уплаченных {paid:money} вернули клиенту',
  ),
  takenBackPart: sentence(
    '{earned:money} earned × {refunded:money} ÷ {paid:money} = {amount:money}',
    '{earned:money} начисленных × {refunded:money} ÷ {paid:money} = {amount:money}',
  ),
  takenBefore: sentence('less {before:money} taken back before', 'за вычетом {before:money}, снятых раньше'),
  formula: sentence('{formula:formula}', '{formula:formula}'),
  roundedOff: sentence(
    ' → {booked:money} (rounded {mode:mode}, {residue:money} dropped)',
    ' → {booked:money} (округление {mode:mode}, отброшено {residue:money})',
  ),
  roundedUp: sentence(
    ' → {booked:money} (rounded {mode:mode}, {residue:money} added)',
    ' → {booked:money} (округление {mode:mode}, добавлено {residue:money})',
  ),
  // why this band
  isAbove: sentence(
    '{what:position}{position:money} is above {edge:money}',
    '{what:position}{position:money} больше {edge:money}',
  ),
  reaches: sentence(
    '{what:position}{position:money} is at least {edge:money}',
    '{what:position}{position:money} не меньше {edge:money}',
  ),
  isWithin: sentence(
    '{what:position}{position:money} is at most {edge:money}',
    '{what:position}{position:money} не больше {edge:money}',
  ),
  isBelow: sentence(
    '{what:position}{position:money} is below {edge:money}',
    '{what:position}{position:money} меньше {edge:money}',
  ),
  alsoAbove: sentence('above {edge:money}', 'больше {edge:money}'),
  alsoReaches: sentence('at least {edge:money}', 'не меньше {edge:money}'),
  alsoWithin: sentence('at most {edge:money}', 'не больше {edge:money}'),
  alsoBelow: sentence('below {edge:money}', 'меньше {edge:money}'),
} as const;
