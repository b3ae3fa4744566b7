import { sentence } from '../../sentence.ts';

/** From what was earned to the money that arrives. */
export const payingTemplates = {
  whyNotNotTakenBack: sentence('Nothing of it was taken back.', 'Ничего из этого не снято.'),
  whyNotTakenBack: sentence(
    'All of it was taken back: {taken:money} {currency:text}, {left:money} is left.',
    'Всё снято: {taken:money} {currency:text}, осталось {left:money}.',
  ),
  whyNotPartTakenBack: sentence(
    'Of it, {taken:money} {currency:text} was taken back, {left:money} is left.',
    'Из этого снято {taken:money} {currency:text}, осталось {left:money}.',
  ),
  whyNotRefunded: sentence(
    'The customer got {amount:money} {currency:text} back on {on:date} ({refund:text}): {reason:text}.',
    'Клиенту вернули {amount:money} {currency:text}, {on:date} ({refund:text}): {reason:text}.',
  ),
  whyNotCancelled: sentence(
    'The deal was called off on {on:date}: {reason:text}.',
    'Сделка расторгнута {on:date}: {reason:text}.',
  ),
  whyNotAmendedAway: sentence('The deal was changed on {on:date}.', 'Сделка изменена {on:date}.'),
  whyNotNotHeld: sentence('Nobody disputes it.', 'Никто это не оспаривает.'),
  whyNotHeld: sentence(
    'It is disputed since {on:date} ({reason:text}) and is in no payout until that is settled.',
    'Это оспорено {on:date} ({reason:text}) и не выплачивается, пока спор не решён.',
  ),
  whyNotBeforeCutOff: sentence(
    'Payable from {matures:date}, before {cutOff:date}, up to which {payout:text} goes.',
    'К выплате с {matures:date}, раньше {cutOff:date}, до которого собрана {payout:text}.',
  ),
  whyNotAfterCutOff: sentence(
    'It is payable from {matures:date}; {payout:text} takes what is payable before {cutOff:date}.',
    'К выплате с {matures:date}, а {payout:text} включает то, что к выплате раньше {cutOff:date}.',
  ),
  whyNotMatured: sentence(
    'Earned {earned:date}, payable from {matures:date}.',
    'Начислено {earned:date}, к выплате с {matures:date}.',
  ),
  whyNotStillMaturing: sentence(
    'It is still on hold: earned {earned:date}, payable from {matures:date}.',
    'Срок ещё не подошёл: начислено {earned:date}, к выплате с {matures:date}.',
  ),
  whyNotInStatement: sentence(
    'It happened on {on:date} (time zone {zone:text}), so it is counted {month:window}.',
    'Это произошло {on:date} (часовой пояс {zone:text}), поэтому учтено {month:window}.',
  ),
  whyNotOtherMonth: sentence(
    'It happened on {on:date} (time zone {zone:text}), so it is counted {instead:window}, not {month:window}.',
    'Это произошло {on:date} (часовой пояс {zone:text}), поэтому учтено {instead:window}, а не {month:window}.',
  ),
  whyNotClosedBefore: sentence(
    'It happened on {on:date}, reached us on {recorded:date}, and by then the statement {month:window} was closed (on {closed:date}; time zone {zone:text}): it is counted {instead:window}.',
    'Это произошло {on:date}, к нам поступило {recorded:date}, когда отчёт {month:window} был уже закрыт ({closed:date}; часовой пояс {zone:text}): учтено {instead:window}.',
  ),
  whyNotListed: sentence(
    'The payout {payout:text} of {date:date} has it.',
    'Это в выплате {payout:text} от {date:date}.',
  ),
  whyNotOtherAccount: sentence(
    'The payout {payout:text} is of another account.',
    'Выплата {payout:text} сделана с другого счёта.',
  ),
  whyNotRecordedLater: sentence(
    'It happened on {on:date}, and reached us on {recorded:date}, when {payout:text} had been issued ({issued:date}).',
    'Это произошло {on:date}, а к нам поступило {recorded:date}, когда выплата {payout:text} уже была сделана ({issued:date}).',
  ),
  whyNotNoRunYet: sentence(
    'No payout has taken it yet; it is payable from {matures:date}.',
    'Ни одна выплата это ещё не включила; к выплате с {matures:date}.',
  ),
  whyNotOnItsWay: sentence(
    'The payout {payout:text} of {date:date} is on its way; it is not known yet that it arrived.',
    'Выплата {payout:text} от {date:date} в пути; пока неизвестно, пришла ли она.',
  ),
  whyNotArrived: sentence(
    'The payout {payout:text} arrived on {on:date}: {amount:money} {currency:text}, reference {reference:text}.',
    'Выплата {payout:text} пришла {on:date}: {amount:money} {currency:text}, номер {reference:text}.',
  ),
  whyNotPayoutFailed: sentence(
    'The payout {payout:text} did not go through on {on:date}: {reason:text}. What it was to pay waits for the next one.',
    'Выплата {payout:text} не прошла {on:date}: {reason:text}. Её сумма ждёт следующей.',
  ),
  whyNotPayoutVoided: sentence(
    'The payout {payout:text} was called off on {on:date}: {reason:text}. What it was to pay waits for the next one.',
    'Выплата {payout:text} отменена {on:date}: {reason:text}. Её сумма ждёт следующей.',
  ),
  whyNotPayoutFailedThen: sentence(
    'That payout, {payout:text}, did not go through on {on:date}: {reason:text}.',
    'Эта выплата, {payout:text}, не прошла {on:date}: {reason:text}.',
  ),
  whyNotPayoutVoidedThen: sentence(
    'That payout, {payout:text}, was called off on {on:date}: {reason:text}.',
    'Эта выплата, {payout:text}, отменена {on:date}: {reason:text}.',
  ),
  whyNotPaidInstead: sentence(
    'The payout {payout:text} did not go through; it was paid with {instead:text} of {date:date}.',
    'Выплата {payout:text} не прошла; это выплачено в {instead:text} от {date:date}.',
  ),
  whyNotOnItsWayInstead: sentence(
    'The payout {payout:text} did not go through; now {instead:text} of {date:date} has it and is on its way.',
    'Выплата {payout:text} не прошла; теперь это в {instead:text} от {date:date}, она в пути.',
  ),
  // a payout date on which nothing was paid
  whyNotBelowMinimum: sentence(
    'On {date:date}, {amount:money} {currency:text} was due, and less than {minimum:money} is not paid out: {missing:money} was missing. It is carried to the next payout.',
    'На {date:date} к выплате было {amount:money} {currency:text}, а меньше {minimum:money} не выплачивается: не хватило {missing:money}. Сумма переходит на следующую выплату.',
  ),
  whyNotNegative: sentence(
    'On {date:date} the balance was below zero, {amount:money} {currency:text}: more had been taken back than earned.',
    'На {date:date} остаток был ниже нуля, {amount:money} {currency:text}: снято больше, чем начислено.',
  ),
  whyNotNoDestination: sentence(
    'On {date:date} it was not known where to pay to.',
    'На {date:date} не было известно, куда платить.',
  ),
  whyNotDestinationChanged: sentence(
    'On {date:date} the place to pay to had just been changed.',
    'На {date:date} реквизиты только что были изменены.',
  ),
  whyNotDestinationChangedUntil: sentence(
    'On {date:date} the place to pay to had just been changed; nothing is paid up to {until:date}.',
    'На {date:date} реквизиты только что были изменены; до {until:date} ничего не выплачивается.',
  ),
  whyNotPayeeSuspended: sentence(
    'On {date:date} you were suspended, so nothing was paid.',
    'На {date:date} ваше участие было приостановлено, выплаты не было.',
  ),
  whyNotDisputed: sentence(
    'On {date:date} all that was due was disputed.',
    'На {date:date} всё, что было к выплате, оспаривалось.',
  ),
  whyNotNoPayoutRate: sentence(
    'On {date:date} the exchange rate for the payout was not recorded.',
    'На {date:date} не был записан курс для выплаты.',
  ),
  whyNotChangedSince: sentence(
    'On {date:date} what was due had changed since the payouts were prepared.',
    'На {date:date} сумма изменилась после подготовки выплат.',
  ),
  whyNotIsPaid: sentence(
    'It is paid: it earned {amount:money} {currency:text}.',
    'Это выплачено: начислено {amount:money} {currency:text}.',
  ),
  whyNotNothingInTheWay: sentence('Nothing stands in its way.', 'Ничто этому не мешает.'),
  whyNotOnlyThis: sentence('That is all that stands in its way.', 'Больше ничто не мешает.'),
  whyNotMore: sentence('That is not all that stands in its way.', 'Мешает не только это.'),
  whyNotNotReached: sentence(
    'What comes after that, such as hold and payout, follows only once something is earned.',
    'Дальнейшее, то есть ожидание и выплата, наступает только после начисления.',
  ),
  whyNotOtherNothing: sentence(
    'Also {payment:text} of {on:date}: it earned nothing.',
    'А также {payment:text} от {on:date}: ничего не начислено.',
  ),
  whyNotOtherTakenBack: sentence(
    'Also {payment:text} of {on:date}: all of it was taken back.',
    'А также {payment:text} от {on:date}: всё снято.',
  ),
  whyNotOtherOpen: sentence(
    'Also {payment:text} of {on:date}: earned, not paid out yet.',
    'А также {payment:text} от {on:date}: начислено, ещё не выплачено.',
  ),
  whyNotOtherOnItsWay: sentence(
    'Also {payment:text} of {on:date}: its payout is on its way.',
    'А также {payment:text} от {on:date}: выплата в пути.',
  ),
  whyNotOtherPaid: sentence(
    'Also {payment:text} of {on:date}: paid.',
    'А также {payment:text} от {on:date}: выплачено.',
  ),
} as const;
