import { sentence } from '../sentence.ts';

/** When something is paid, and what it waits for. */
export const whenTemplates = {
  whenTitle: sentence(
    '{subject:text}  {partner:partner}: when it is paid',
    '{subject:text}  {partner:partner}: когда выплата',
  ),
  whenTitleOf: sentence('{subject:text}: when it is paid', '{subject:text}: когда выплата'),
  // the answer
  whenArrived: sentence(
    'It arrived {date:date} with payout {payout:text}.',
    'Деньги пришли {date:date}, выплата {payout:text}.',
  ),
  whenOnItsWay: sentence(
    'It is on its way: payout {payout:text} of {date:date}. That it arrived has not been reported yet.',
    'Деньги в пути: выплата {payout:text} от {date:date}. О поступлении ещё не сообщили.',
  ),
  whenReturned: sentence(
    'Payout {payout:text} did not arrive: {reason:text}.',
    'Выплата {payout:text} не пришла: {reason:text}.',
  ),
  whenOpenAgain: sentence('What it paid is open again.', 'Её суммы снова ждут выплаты.'),
  whenRestOpen: sentence('The rest of what it paid is open again.', 'Остальные её суммы снова ждут выплаты.'),
  whenPaidSince: sentence(
    'Its amounts were paid with payout {payout:text}, which arrived {date:date}.',
    'Её суммы выплачены выплатой {payout:text}, она пришла {date:date}.',
  ),
  whenSentSince: sentence(
    'Its amounts are on their way with payout {payout:text} of {date:date}.',
    'Её суммы в пути с выплатой {payout:text} от {date:date}.',
  ),
  whenUnconfirmed: sentence(
    'Sent {date:date}; it is not confirmed yet.',
    'Отправлено {date:date}; подтверждения ещё нет.',
  ),
  whenExpected: sentence(
    'Expected {date:date}, if nothing changes until then.',
    'Ожидается {date:date}, если до тех пор ничего не изменится.',
  ),
  whenOnHold: sentence(
    'It is on hold until {matures:date}; the first payout that reaches it is expected {date:date}, if nothing changes until then.',
    'Ожидание до {matures:date}; первая выплата, в которую это попадёт, ожидается {date:date}, если до тех пор ничего не изменится.',
  ),
  whenDisputed: sentence(
    'It is disputed, so there is no date: it is paid with the first payout after the dispute is over.',
    'Это оспаривается, поэтому даты нет: выплата будет первой после конца спора.',
  ),
  whenNoTerms: sentence(
    'No plan says how this account is paid, so there is no date.',
    'Ни один план не говорит, как платить с этого счёта, поэтому даты нет.',
  ),
  whenNoDate: sentence(
    'There is no date yet: what is open now will not be paid until more comes in or the obstacle below is gone.',
    'Даты пока нет: это не выплатят, пока не добавится ещё или не исчезнет препятствие ниже.',
  ),
  whenTakenOff: sentence(
    'This is taken off what is paid: expected {date:date}.',
    'Это вычтут из выплаты: ожидается {date:date}.',
  ),
  whenNextPayment: sentence(
    'The next payment is expected {date:date}: {net:money} {currency:text}, if nothing changes until then.',
    'Следующая выплата ожидается {date:date}: {net:money} {currency:text}, если до тех пор ничего не изменится.',
  ),
  whenNotRun: sentence(
    'No payout run took place on {date:date} or since: what it would have paid waits for the next one.',
    'Выплата {date:date} не проводилась, и позже выплат не было: её суммы ждут следующей.',
  ),
  whenNothingOpen: sentence(
    'Nothing is open: everything earned so far is paid or on its way.',
    'Ничего не ожидает: всё начисленное выплачено или в пути.',
  ),
  whenNothingEarned: sentence(
    'Nothing was earned on deal {deal:text} yet.',
    'По сделке {deal:text} пока ничего не начислено.',
  ),
  whenNotPaidFor: sentence('No payment of the customer has been recorded on it.', 'Оплата клиента по ней не записана.'),
  whenLeadNotWon: sentence(
    'Lead {lead:text} is not won yet, so nothing is earned on it and there is no date.',
    'Заявка {lead:text} ещё не стала сделкой: по ней ничего не начислено, и даты нет.',
  ),
  whenLeadOver: sentence(
    'Lead {lead:text} did not become a deal, so nothing is paid for it.',
    'Заявка {lead:text} не стала сделкой, поэтому выплаты за неё не будет.',
  ),
  whenDealLast: sentence(
    'Deal {deal:text}: everything on it is expected to be paid by {date:date}.',
    'Сделка {deal:text}: всё по ней ожидается к {date:date}.',
  ),
  whenDealPaid: sentence(
    'Deal {deal:text}: everything earned on it so far is paid.',
    'Сделка {deal:text}: всё начисленное по ней выплачено.',
  ),
  whenDealNoDate: sentence(
    'Deal {deal:text}: for a part of it there is no date yet.',
    'Сделка {deal:text}: для части даты пока нет.',
  ),
  whenDealDisputed: sentence(
    'It is disputed, and is paid with the first payout after the dispute is over.',
    'Она оспаривается, выплата будет первой после конца спора.',
  ),
  // the lines that come in
  whenRemains: sentence(
    'deal {deal:text}, earned {date:date}: {earned:money}, less what was taken back or changed since',
    'сделка {deal:text}, начислено {date:date}: {earned:money} за вычетом снятого и пересчитанного позже',
  ),
  // the conditions
  whenEarned: sentence('earned {date:date}', 'начислено {date:date}'),
  whenHold: sentence(
    'held for {days:days}, so payable from {matures:date}',
    'срок ожидания {days:days}, к выплате с {matures:date}',
  ),
  whenHoldMonths: sentence(
    'held for {months:months} and {days:days}, so payable from {matures:date}',
    'срок ожидания {months:months} и {days:days}, к выплате с {matures:date}',
  ),
  whenHoldMonthEnd: sentence(
    'held from the end of its month for {months:months} and {days:days}, so payable from {matures:date}',
    'срок ожидания с конца месяца {months:months} и {days:days}, к выплате с {matures:date}',
  ),
  whenMatures: sentence('payable from {matures:date}', 'к выплате с {matures:date}'),
  whenHoldOver: sentence('the hold is over', 'срок ожидания прошёл'),
  whenHoldOpen: sentence('the hold ends {matures:date}', 'срок ожидания кончается {matures:date}'),
  whenNoDispute: sentence('it is not disputed', 'это не оспаривается'),
  whenHeld: sentence('disputed since {from:date}: {reason:text}', 'оспаривается с {from:date}: {reason:text}'),
  whenPayout: sentence(
    'the payout of {date:date} pays what is payable before {cutOff:date}',
    'выплата {date:date} платит то, что доступно до {cutOff:date}',
  ),
  whenMoved: sentence(
    'the day of that payout is {nominal:date}, no business day, so it is made {date:date}',
    'день этой выплаты {nominal:date} нерабочий, поэтому она {date:date}',
  ),
  whenPays: sentence(
    '{date:date}: {due:money} are due together, {net:money} are sent',
    '{date:date}: вместе к выплате {due:money}, отправят {net:money}',
  ),
  whenBelow: sentence(
    '{date:date}: {due:money} are due together, less than the minimum of {minimum:money}; {missing:money} is lacking',
    '{date:date}: вместе к выплате {due:money}, меньше минимума {minimum:money}; не хватает {missing:money}',
  ),
  whenNegative: sentence(
    '{date:date}: {owed:money} below zero, so nothing is paid',
    '{date:date}: ниже нуля на {owed:money}, выплаты нет',
  ),
  whenSuspended: sentence('{date:date}: the partner is suspended', '{date:date}: партнёр приостановлен'),
  whenNoDestination: sentence('{date:date}: nobody has told where to pay', '{date:date}: не указано, куда платить'),
  whenCoolOff: sentence(
    '{date:date}: where to pay was changed lately, so nothing is paid up to and including {until:date}',
    '{date:date}: недавно изменили, куда платить, поэтому до {until:date} включительно не платят',
  ),
  whenNoRate: sentence(
    '{date:date}: no rate of exchange into {currency:text} is known yet',
    '{date:date}: курс для {currency:text} ещё не известен',
  ),
  whenNoTermsRow: sentence(
    'no plan says how this account is paid',
    'ни один план не говорит, как платить с этого счёта',
  ),
  whenDisputedRow: sentence('disputed: no date', 'оспаривается: даты нет'),
  whenOtherDates: sentence('{count:otherDays}', '{count:otherDays}'),
  whenComesIn: sentence('{count:lines}, payable from {matures:date}', '{count:lines}, к выплате с {matures:date}'),
  whenMayChange: sentence(
    'what may still change it: a refund or a cancelled deal, a dispute, a correction, a change of where to pay',
    'что ещё может это изменить: возврат или расторжение, спор, поправка, изменение того, куда платить',
  ),
  whenMayChangeCancelled: sentence(
    'what may still change it: a refund, a dispute, a correction, a change of where to pay',
    'что ещё может это изменить: возврат, спор, поправка, изменение того, куда платить',
  ),
  // later than promised
  whenPromised: sentence(
    'as it was recorded, it was to be paid {date:date}, with the first payout after {matures:date}',
    'при записи ожидалась выплата {date:date}, первая после {matures:date}',
  ),
  whenLater: sentence('that is {count:days} later than first told', 'это позже первой даты: {count:days}'),
  whenReturnedRow: sentence(
    'payout {payout:text} of {date:date} did not arrive: {reason:text}',
    'выплата {payout:text} от {date:date} не пришла: {reason:text}',
  ),
  whenNoRun: sentence('no payouts were made {date:date}', 'выплат {date:date} не было'),
  // parts of a deal
  whenEntryPaid: sentence(
    '{partner:partner}: arrived {date:date} with payout {payout:text}',
    '{partner:partner}: пришло {date:date}, выплата {payout:text}',
  ),
  whenEntryOnItsWay: sentence(
    '{partner:partner}: on its way, payout {payout:text} of {date:date}',
    '{partner:partner}: в пути, выплата {payout:text} от {date:date}',
  ),
  whenEntryExpected: sentence(
    '{partner:partner}: payable from {matures:date}, expected {date:date}',
    '{partner:partner}: к выплате с {matures:date}, ожидается {date:date}',
  ),
  whenEntryNoDate: sentence(
    '{partner:partner}: payable from {matures:date}, no date yet',
    '{partner:partner}: к выплате с {matures:date}, даты пока нет',
  ),
  whenEntryDisputed: sentence(
    '{partner:partner}: payable from {matures:date}, disputed, so there is no date',
    '{partner:partner}: к выплате с {matures:date}, оспаривается, поэтому даты нет',
  ),
  whenReceived: sentence('received {date:date}', 'получена {date:date}'),
  whenBecomesDeal: sentence('it becomes a deal', 'становится сделкой'),
  whenWon: sentence('won {date:date}', 'заключена {date:date}'),
  whenCustomerPays: sentence('the customer pays', 'клиент платит'),
  // a payout
  whenIssued: sentence('made {date:date}', 'сделана {date:date}'),
  whenSettled: sentence(
    'arrived {date:date}, bank reference {reference:text}',
    'пришла {date:date}, номер в банке {reference:text}',
  ),
} as const;
