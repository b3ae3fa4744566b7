import { hashOf } from '@commission-ledger/events';
import { type Money, isPositive, sum } from '@commission-ledger/money';
import type { PayoutRow } from '@commission-ledger/projections';
import { csvText } from './csvText.ts';
import type { FileLine } from './fileLine.ts';
import { type PayeeDetails, areSound } from './payeeDetails.ts';

/** The forms in which a file can be made. */
export type PayoutFileFormat = 'csv';

/** Why a payout of the run is not in the file. */
export type LeftOut =
  /** It is not on its way: it arrived, failed or was called off. */
  | 'settled'
  | 'failed'
  | 'voided'
  /** No destination was known when it was issued. */
  | 'no-destination'
  /** The partner has another destination, or another currency there, than when the payout was issued. Void it. */
  | 'destination-changed'
  /** The host has no details for the destination. */
  | 'no-details'
  /** The host's details cannot stand in a file. */
  | 'unsound-details'
  /** What is kept back leaves nothing to send. Settle it by hand. */
  | 'nothing-arrives'
  /** It is in an earlier file of the run. */
  | 'in-another-file';

/** A file for the bank or provider, with what is in it and what is not. */
export type PayoutFile = Readonly<{
  run: string;
  file: string;
  format: PayoutFileFormat;
  /** What the file says; written in UTF-8. */
  text: string;
  /** SHA-256 of its bytes, hexadecimal. */
  fileHash: string;
  /** In the order of the file. */
  payouts: readonly string[];
  /** What it sends, one sum per currency, in the order of the currencies' codes. */
  totals: readonly Money[];
  leftOut: readonly Readonly<{ payout: string; partner: string; reason: LeftOut }>[];
}>;

/** Where a partner is paid now. */
export type DestinationNow = Readonly<{ reference: string; currency: string | null }>;

/** What a file is made of. */
export type PayoutFileInput = Readonly<{
  run: string;
  file: string;
  format: PayoutFileFormat;
  /** All payouts of the run. */
  payouts: readonly PayoutRow[];
  /** By partner. */
  destinations: ReadonlyMap<string, DestinationNow>;
  /** By the reference of a destination. */
  details: ReadonlyMap<string, PayeeDetails>;
  /** Payouts that are in an earlier file. */
  sent: ReadonlySet<string>;
}>;

/**
 * The file of a run: what is on its way and goes where it was meant to go when it was issued. The same input gives the
 * same bytes.
 */
export const payoutFile = (input: PayoutFileInput): PayoutFile => {
  const { run, file, format, payouts } = input;
  const lines: FileLine[] = [];
  const leftOut: PayoutFile['leftOut'][number][] = [];
  for (const payout of payouts) {
    const line = lineOf(payout, input);
    if (typeof line === 'string') leftOut.push({ payout: payout.payoutId, partner: payout.partner, reason: line });
    else lines.push(line);
  }
  const text = csvText(lines);
  const inFile = lines.map(({ payout }) => payout.payoutId);
  return { run, file, format, text, fileHash: hashOf(text), payouts: inFile, totals: totalsOf(lines), leftOut };
};

/** What arrives: in the currency of the destination, where the payout was converted. */
export const arrivingOf = ({ net, conversion }: PayoutRow): Money => conversion?.amount ?? net;

const lineOf = (payout: PayoutRow, { destinations, details, sent }: PayoutFileInput): FileLine | LeftOut => {
  const { payoutId, partner, status, destination } = payout;
  if (status !== 'issued') return status;
  if (destination === null) return 'no-destination';
  const amount = arrivingOf(payout);
  const now = destinations.get(partner);
  if (now?.reference !== destination || (now.currency ?? payout.currency) !== amount.currency)
    return 'destination-changed';
  if (sent.has(payoutId)) return 'in-another-file';
  if (!isPositive(amount)) return 'nothing-arrives';
  const payee = details.get(destination);
  if (payee === undefined) return 'no-details';
  return areSound(payee) ? { payout, amount, details: payee } : 'unsound-details';
};

const totalsOf = (lines: readonly FileLine[]): readonly Money[] => {
  const amounts = lines.map(({ amount }) => amount);
  return [...new Set(amounts.map(({ currency }) => currency))].toSorted().map((currency) =>
    sum(
      currency,
      amounts.filter((amount) => amount.currency === currency),
    ),
  );
};
