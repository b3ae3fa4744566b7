import { format } from '@commission-ledger/money';
import type { HistoryRefusal } from './historyStep.ts';

/** One sentence for why a step cannot happen, with what to do where that is not plain. */
export const describeHistoryRefusal = (refusal: HistoryRefusal): string => {
  switch (refusal._tag) {
    case 'MissingAttribute':
      return `it gives no ${refusal.attribute}. Add it to the example, or give the attribute an ifMissing.`;
    case 'MissingMeasure':
      return `rule ${refusal.rule} needs the ${refusal.measure}, which it does not give.`;
    case 'OtherCurrency':
      return `it is in ${refusal.got}, not in ${refusal.expected}.`;
    case 'OutOfBounds':
      return `${refusal.rule === undefined ? 'it' : `rule ${refusal.rule}`} comes to an amount or a number that is too large to be written.`;
    case 'UnreadableStep':
      return `its ${refusal.field} cannot be read: "${refusal.got}".`;
    case 'UnknownDeal':
      return `there is no deal ${refusal.deal} before it.`;
    case 'DealAlreadyWon':
      return `deal ${refusal.deal} has been won before, perhaps with its first payment.`;
    case 'DealAlreadyCancelled':
      return `deal ${refusal.deal} has been cancelled before.`;
    case 'UnknownPayment':
      return `there is no payment ${refusal.payment} before it.`;
    case 'PaymentAlreadyReceived':
      return `payment ${refusal.payment} has been received before.`;
    case 'NotRefundable': {
      const { payment, paid, refunded, amount } = refusal;
      return `${format(amount)} of payment ${payment} cannot be refunded: ${format(paid)} was paid, ${format(refunded)} refunded before.`;
    }
  }
};
