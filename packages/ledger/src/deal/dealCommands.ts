import type { CommandTools, Fact } from '../commandTools.ts';

/** Deals, and what their customers pay and get back. */
export type DealCommands = Readonly<{
  /** Records the win and, right after, what the plan earns on it. */
  winDeal: Fact<'DealWon'>;
  /** Records what changed of the deal: it holds for what is recorded after it. See `rerateDeal` for what was before. */
  amendDeal: Fact<'DealAmended'>;
  /**
   * Records the payment and, right after, what the plan earns on it. Before the win of its deal it is set aside, and rated
   * when that comes.
   */
  recordPayment: Fact<'PaymentReceived'>;
  /** Records the refund and, right after, what is taken back for it. Before its payment it is set aside until that comes. */
  recordRefund: Fact<'PaymentRefunded'>;
  /** The customer disputes a payment at the bank: what it earned is in no payout until that is decided. */
  openChargeback: Fact<'ChargebackOpened'>;
  /** The bank decided: what was won is as if it never happened, what was lost is refunded. */
  decideChargeback: Fact<'ChargebackDecided'>;
  /** Records the cancellation and, right after, what is taken back for it. Payments after it are rated as ever. */
  cancelDeal: Fact<'DealCancelled'>;
}>;

/** Makes these commands. */
export const dealCommands = ({ cause, fact }: CommandTools): DealCommands => ({
  winDeal: cause('DealWon'),
  amendDeal: fact('DealAmended'),
  recordPayment: cause('PaymentReceived'),
  recordRefund: cause('PaymentRefunded'),
  openChargeback: cause('ChargebackOpened'),
  decideChargeback: cause('ChargebackDecided'),
  cancelDeal: cause('DealCancelled'),
});
