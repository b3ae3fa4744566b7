import type { NodeId, ValueJson } from '@commission-ledger/calculation';
import type { Explanation, Line, Total, TrueUpLine, WriteOffLine } from '../document/explanation.ts';
import { chargedIn } from './chargeSentences.ts';
import { broughtBy } from './lineSentences.ts';
import { isBelowZero, withoutSign } from './numbers.ts';
import type { Said } from './templates.ts';

const titles = {
  payout: 'payoutTitle',
  accrual: 'accrualTitle',
  reversal: 'reversalTitle',
  adjustment: 'adjustmentTitle',
  'true-up': 'trueUpTitle',
  'draw-advance': 'advanceTitle',
  'draw-recovery': 'recoveryTitle',
  'write-off': 'writeOffTitle',
  unclaimed: 'unclaimedTitle',
} as const;

/** What was asked about, whose it is, and its day. */
export const titleOf = ({ subject, about }: Explanation): Said => ({
  key: titles[about.kind],
  holes: { subject, partner: about.partner, date: about.date },
});

/** The answer in one sentence. */
export const answerOf = (explanation: Explanation): readonly Said[] => {
  const { about, lines, totals } = explanation;
  const [line] = lines;
  const { amount } = about;
  const { currency } = amount;
  if (about.kind === 'payout' || line === undefined) {
    return [...totals.map(partOf), ...chargedIn(explanation), ...convertedIn(explanation)];
  }
  switch (line.kind) {
    case 'accrual':
      return [
        { key: 'accrualAnswer', holes: { deal: line.deal.deal, amount, currency, matures: line.maturesOn } },
        ...broughtBy(line, 'broughtByAnswer'),
      ];
    case 'reversal': {
      if (line.cancelledOn !== undefined) {
        return [{ key: 'cancellationAnswer', holes: { deal: line.earned.deal.deal, amount: withoutSign(amount) } }];
      }
      const earned = earnedBefore(explanation, line.node);
      return [{ key: 'reversalAnswer', holes: { deal: line.earned.deal.deal, amount: withoutSign(amount), earned } }];
    }
    case 'true-up':
      return [trueUpAnswer(line, amount)];
    case 'draw-advance':
      return [{ key: 'advanceAnswer', holes: { amount, currency, debt: line.debt } }];
    case 'draw-recovery':
      return [{ key: 'recoveryAnswer', holes: { amount: withoutSign(amount), currency, debt: line.debt } }];
    case 'write-off':
      return [{ key: 'writeOffAnswer', holes: { amount, currency } }, ...byTwo(line)];
    case 'unclaimed':
      return [{ key: 'unclaimedAnswer', holes: { amount: withoutSign(amount), currency } }, ...byTwo(line)];
    case 'adjustment':
      return [
        { key: 'adjustmentAnswer', holes: { reason: line.reason, author: line.author, approver: line.approver } },
      ];
  }
};

/** What arrives in another currency, and at which rate. */
const convertedIn = ({ about: { converted }, nodes }: Explanation): readonly Said[] => {
  if (converted === undefined) return [];
  const { amount, date, node } = converted;
  const round = nodes[node];
  const product = round?.kind === 'round' ? nodes[round.arg] : undefined;
  const rate = (product?.kind === 'op' ? nodes[product.args[1] ?? '']?.value : undefined) ?? '';
  return [{ key: 'convertedInAll', holes: { amount, currency: amount.currency, rate, date } }];
};

/** Who did it by hand, and why; nothing where a payout did it. */
const byTwo = ({ reason, author, approver }: Pick<WriteOffLine, 'reason' | 'author' | 'approver'>): readonly Said[] =>
  author === undefined || approver === undefined
    ? []
    : [{ key: 'adjustmentAnswer', holes: { reason, author, approver } }];

const trueUpAnswer = ({ deal: { deal }, rerating }: TrueUpLine, amount: Line['amount']): Said => {
  const { currency } = amount;
  if (rerating === undefined) return { key: 'trueUpAnswer', holes: { deal, amount, currency } };
  const { reason, author, approver } = rerating;
  return { key: 'reratingAnswer', holes: { deal, amount, currency, reason, author, approver } };
};

const partOf = ({ kind, causes, amount }: Total): Said => {
  switch (kind) {
    case 'accrual':
      return { key: 'earnedInAll', holes: { amount, deals: causes } };
    case 'reversal':
      return { key: 'takenBackInAll', holes: { amount: withoutSign(amount), refunds: causes } };
    case 'adjustment':
      return {
        key: isBelowZero(amount) ? 'takenOffInAll' : 'addedInAll',
        holes: { amount: withoutSign(amount), corrections: causes },
      };
    case 'true-up':
      return {
        key: isBelowZero(amount) ? 'settledInAll' : 'madeGoodInAll',
        holes: { amount: withoutSign(amount), deals: causes },
      };
    case 'draw-advance':
      return { key: isBelowZero(amount) ? 'advancedOff' : 'advancedInAll', holes: { amount: withoutSign(amount) } };
    case 'draw-recovery':
      return { key: 'recoveredInAll', holes: { amount: withoutSign(amount) } };
    case 'write-off':
      return { key: 'writtenOffInAll', holes: { amount } };
    case 'unclaimed':
      return { key: 'setApartInAll', holes: { amount: withoutSign(amount) } };
  }
};

/** What the accrual was that a reversal takes back: the amount that is multiplied by the refunded share. */
const earnedBefore = ({ nodes }: Explanation, reversal: NodeId): ValueJson => {
  const open = (id: NodeId | undefined) => (id === undefined ? undefined : nodes[id]);
  const root = open(reversal);
  const round = root?.kind === 'op' ? open(root.args[1]) : undefined;
  const product = round?.kind === 'round' ? open(round.arg) : undefined;
  return (product?.kind === 'op' ? open(product.args[0])?.value : undefined) ?? '';
};

/** Only payouts are due: when, and from which amount on. */
export const dueOf = ({ about, nodes, root }: Explanation): Said | undefined => {
  const minimum = (nodes[root]?.given ?? [])
    .flatMap((id) => nodes[id] ?? [])
    .flatMap((guard) => (guard.kind === 'guard' ? guard.args : []))
    .map((id) => nodes[id])
    .find((node) => node?.kind === 'param' && node.name === 'minimum');
  if (about.cutOff === undefined || minimum === undefined) return undefined;
  return { key: 'due', holes: { cutOff: about.cutOff, minimum: minimum.value } };
};
