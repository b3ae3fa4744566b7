import { guard, min, mul, roundNode, sub, sum, type Node } from '@commission-ledger/calculation';
import { compare, isNegative, isPositive } from '@commission-ledger/money';
import type { Draw } from '../document/planDocument.ts';
import { bookedIn, textIn, type PreparedPayout } from './payoutInput.ts';

/** What a draw makes of a payout: what is advanced or recovered, and the debt before and after. All booked money. */
export type DrawStep = Readonly<{
  /** What matured, what is advanced, less what is recovered. */
  gross: Node;
  advanced?: Node;
  recovered?: Node;
  /** Debt that is written off because the time of a forgiven draw is over. */
  forgiven?: Node;
  /** What is owed after the payout. */
  debt: Node;
}>;

/**
 * The draw of a payout date. While it is active, less than the draw is made up to it; what is above it, or everything
 * when no draw is active, pays back the debt: all of it, or the share that the terms say, rounded down.
 * @param matured what matured, after a write-off
 */
export const drawStep = (draw: Draw | undefined, payout: PreparedPayout, matured: Node): DrawStep => {
  const active = draw === undefined ? undefined : activeOn(draw, payout);
  const amount = active && payout.amountParam(active.draw.amount, '/payout/draw/amount', 'draw');
  if (active !== undefined && amount !== undefined && compare(bookedIn(matured), bookedIn(amount)) < 0) {
    const given = [...active.because, guard('lt', [matured, amount])];
    const advanced = sub(amount, matured, { name: 'advanced', given });
    const debt = active.draw.kind === 'non-recoverable' ? payout.debt : sum([payout.debt, advanced], { name: 'debt' });
    return { gross: sum([matured, advanced], { name: 'gross' }), advanced, debt };
  }
  if (!isPositive(bookedIn(payout.debt))) return { gross: matured, debt: payout.debt };
  if (isForgiven(draw, payout)) {
    const forgiven = payout.debt;
    return { gross: matured, forgiven, debt: sub(payout.debt, forgiven, { name: 'debt' }) };
  }
  return recovering(draw, payout, matured, amount);
};

const recovering = (
  draw: Draw | undefined,
  payout: PreparedPayout,
  matured: Node,
  amount: Node | undefined,
): DrawStep => {
  const above = amount === undefined ? matured : sub(matured, amount);
  if (isNegative(bookedIn(above))) return { gross: matured, debt: payout.debt };
  const available =
    draw?.recovery === undefined
      ? above
      : roundNode(mul(above, payout.rateParam(draw.recovery, '/payout/draw/recovery', 'recovery-share')), 'down');
  const recovered = min([payout.debt, available], { name: 'recovered' });
  if (!isPositive(bookedIn(recovered))) return { gross: matured, debt: payout.debt };
  return {
    gross: sub(matured, recovered, { name: 'gross' }),
    recovered,
    debt: sub(payout.debt, recovered, { name: 'debt' }),
  };
};

/** The draw with the guards that make it active on the date. */
const activeOn = (
  draw: Draw,
  { date, textParam }: PreparedPayout,
): Readonly<{ draw: Draw; because: readonly Node[] }> | undefined => {
  const from = guard('ge', [date, textParam(draw.from, '/payout/draw/from')]);
  const until = draw.until === undefined ? [] : [guard('le', [date, textParam(draw.until, '/payout/draw/until')])];
  const because = [from, ...until];
  return because.every((node) => node.kind === 'guard' && node.pass) ? { draw, because } : undefined;
};

const isForgiven = (draw: Draw | undefined, { date }: PreparedPayout): boolean =>
  draw?.kind === 'forgiven' && draw.until !== undefined && textIn(date) > draw.until;
