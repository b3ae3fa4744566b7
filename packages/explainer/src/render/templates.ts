import { answerTemplates } from './answerTemplates.ts';
import { replyTemplates } from './replyTemplates.ts';
import { sentence, type HolesOf } from './sentence.ts';
import { stepTemplates } from './stepTemplates.ts';
import { dataTemplates } from './words/dataTemplates.ts';
import { dealTemplates } from './words/dealTemplates.ts';
import { diffTemplates } from './words/diffTemplates.ts';
import { foilTemplates } from './words/foilTemplates.ts';
import { payoutTemplates } from './words/payoutTemplates.ts';
import { standingTemplates } from './words/standingTemplates.ts';
import { termsTemplates } from './words/termsTemplates.ts';
import { whatIfTemplates } from './words/whatIfTemplates.ts';
import { whenTemplates } from './words/whenTemplates.ts';
import { whoTemplates } from './words/whoTemplates.ts';
import { whyNotTemplates } from './words/whyNotTemplates.ts';

export type { Formula, Position, RoundingMode } from './sentence.ts';

/** Everything that is ever said about an amount. */
export const templates = {
  ...answerTemplates,
  ...stepTemplates,
  ...replyTemplates,
  ...dataTemplates,
  ...dealTemplates,
  ...diffTemplates,
  ...foilTemplates,
  ...payoutTemplates,
  ...standingTemplates,
  ...termsTemplates,
  ...whatIfTemplates,
  ...whenTemplates,
  ...whoTemplates,
  ...whyNotTemplates,
  // what a payout keeps back or adds
  withheldTax: sentence(
    'tax withheld ({status:text}): {base:money} × {rate:rate}',
    'удержан налог ({status:text}): {base:money} × {rate:rate}',
  ),
  vatAdded: sentence(
    'VAT ({status:text}): {base:money} × {rate:rate}',
    'НДС ({status:text}): {base:money} × {rate:rate}',
  ),
  withheldUntold: sentence(
    'tax withheld (no status told): {base:money} × {rate:rate}',
    'удержан налог (статус не указан): {base:money} × {rate:rate}',
  ),
  vatUntold: sentence(
    'VAT (no status told): {base:money} × {rate:rate}',
    'НДС (статус не указан): {base:money} × {rate:rate}',
  ),
  feeKept: sentence('fee: {title:text}', 'комиссия за выплату: {title:text}'),
  feeBorne: sentence('fee: {title:text}, paid by the program', 'комиссия за выплату: {title:text}, за счёт программы'),
  arrives: sentence('Arrives', 'К получению'),
  // what is behind it
  isOne: sentence('{name:text} is {value:text}', '{name:text}: {value:text}'),
  isNone: sentence('{name:text} is {value:text}, not {others:text}', '{name:text}: {value:text}, а не {others:text}'),
  atLeast: sentence(
    '{what:position}{value:money} is at least {limit:money}',
    '{what:position}{value:money} не меньше {limit:money}',
  ),
  lessThan: sentence(
    '{what:position}{value:money} is less than {limit:money}',
    '{what:position}{value:money} меньше {limit:money}',
  ),
  held: sentence(
    'earned {earned:date}, held {days:days}, payable from {matures:date}',
    'начислено {earned:date}, {days:days} ожидания, к выплате с {matures:date}',
  ),
  heldOtherwise: sentence(
    'earned {earned:date}, on hold, payable from {matures:date}',
    'начислено {earned:date}, ожидание, к выплате с {matures:date}',
  ),
  onOrAfter: sentence('{value:date} is not before {limit:date}', '{value:date} не раньше {limit:date}'),
  onOrBefore: sentence('{value:date} is not after {limit:date}', '{value:date} не позже {limit:date}'),
  before: sentence('{value:date} is before {limit:date}', '{value:date} раньше {limit:date}'),
  after: sentence('{value:date} is after {limit:date}', '{value:date} позже {limit:date}'),
  moreThan: sentence(
    '{what:position}{value:money} is more than {limit:money}',
    '{what:position}{value:money} больше {limit:money}',
  ),
  atMost: sentence(
    '{what:position}{value:money} is at most {limit:money}',
    '{what:position}{value:money} не больше {limit:money}',
  ),
  counts: sentence('counts from {matures:date}', 'учитывается с {matures:date}'),
  original: sentence('takes back {accrual:text}', 'уменьшает {accrual:text}'),
  records: sentence('records: {list:text}', 'записи: {list:text}'),
  // the end
  sum: sentence('Sum', 'Итого'),
  proof: sentence(
    'Calculated again from {records:records} in {steps:steps}: {rest:money} left unexplained.',
    'Пересчитано по записям: {records:records}, {steps:steps}; не объяснено {rest:money}.',
  ),
} as const;

/** A sentence with what goes into its holes, in no language yet. */
export type Said = {
  [K in keyof typeof templates]: Readonly<{ key: K; holes: HolesOf<(typeof templates)[K]['en']> }>;
}[keyof typeof templates];
