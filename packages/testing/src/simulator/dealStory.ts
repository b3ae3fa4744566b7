import type { Dice } from './dice.ts';
import type { Sale } from './leadStory.ts';
import { SIMULATED_PROGRAM } from './simulatedProgram.ts';
import type { SimulatedStep } from './simulatedStep.ts';
import { DAY, HOUR, euros, moment } from './simulation.ts';

/**
 * What happens on a deal until the end of the simulation: a share for another partner, payments at once, in parts or
 * every month, some told late or twice, refunds, chargebacks, an amendment, a cancellation, a question about it.
 */
export const dealStory = (
  { deal, partner, product, at }: Sale,
  colleague: string,
  dice: Dice,
  end: number,
): readonly SimulatedStep[] => {
  const steps: SimulatedStep[] = [];
  const cents = product.cents * dice.between(1, 4) + dice.between(0, 99);
  const shared = colleague !== partner && dice.perMille(80);
  steps.push({
    at,
    command: 'winDeal',
    input: {
      deal,
      lead: deal.replace('deal-', 'lead-'),
      program: SIMULATED_PROGRAM,
      amount: euros(cents),
      attribution: shared
        ? [
            { partner, share: '0.6' },
            { partner: colleague, share: '0.4' },
          ]
        : [{ partner, share: '1' }],
      attributes: { product: product.product, region: 'north' },
      occurredAt: moment(at),
    },
  });
  const payments = product.monthly ? monthly(dice, cents, at, end) : once(dice, cents, at);
  for (const [index, payment] of payments.entries()) steps.push(...paymentSteps(deal, `p-${index + 1}`, payment, dice));
  const last = payments.at(-1)?.at ?? at;
  if (payments.length > 2 && dice.perMille(20))
    steps.push(amendment(deal, partner, colleague, payments[1]?.at ?? last));
  if (product.monthly && dice.perMille(150))
    steps.push({
      at: last + 3 * DAY,
      command: 'cancelDeal',
      input: { deal, reason: 'the customer left', occurredAt: moment(last + 3 * DAY) },
    });
  if (dice.perMille(30)) steps.push(...questionAbout(deal, partner, last + DAY, dice));
  return steps;
};

type Payment = Readonly<{ at: number; cents: number }>;

/** The whole, or two parts of it that add up. */
const once = (dice: Dice, cents: number, at: number): readonly Payment[] => {
  const first = at + DAY * dice.between(1, 30);
  if (dice.perMille(700)) return [{ at: first, cents }];
  const part = Math.trunc(cents / dice.between(2, 4));
  return [
    { at: first, cents: part },
    { at: first + 30 * DAY, cents: cents - part },
  ];
};

/** Every 30 days until the customer leaves. */
const monthly = (dice: Dice, cents: number, at: number, end: number): readonly Payment[] => {
  const payments: Payment[] = [];
  for (let due = at + DAY; due < end; due += 30 * DAY) {
    payments.push({ at: due, cents });
    if (dice.perMille(60)) break;
  }
  return payments;
};

function* paymentSteps(deal: string, payment: string, { at, cents }: Payment, dice: Dice): Iterable<SimulatedStep> {
  const told = dice.perMille(20) ? at + DAY * dice.between(2, 40) : at;
  const input = { deal, payment, amount: euros(cents), occurredAt: moment(at) };
  yield { at: told, command: 'recordPayment', input };
  if (dice.perMille(10)) yield { at: told + HOUR, command: 'recordPayment', input };
  if (dice.perMille(40)) yield* refund(deal, payment, { at, cents }, dice);
  else if (dice.perMille(10)) yield* chargeback(deal, payment, { at: told, cents }, dice);
}

/** The whole or a part; it may be told before a payment that is told late. */
function* refund(deal: string, payment: string, paid: Payment, dice: Dice): Iterable<SimulatedStep> {
  const at = paid.at + DAY * dice.between(1, 40);
  const cents = dice.perMille(600) ? paid.cents : 1 + Math.trunc(paid.cents / dice.between(2, 5));
  const reason = 'the customer was not satisfied';
  const input = { deal, payment, refund: `r-${payment}`, amount: euros(cents), reason, occurredAt: moment(at) };
  yield { at, command: 'recordRefund', input };
}

function* chargeback(deal: string, payment: string, paid: Payment, dice: Dice): Iterable<SimulatedStep> {
  const [opened, decided] = [paid.at + 10 * DAY, paid.at + 40 * DAY];
  const about = { deal, chargeback: `c-${payment}` };
  const reason = 'the card holder does not know the charge';
  const input = { ...about, payment, amount: euros(paid.cents), reason, occurredAt: moment(opened) };
  yield { at: opened, command: 'openChargeback', input };
  const outcome = dice.pick(['won', 'lost']);
  yield { at: decided, command: 'decideChargeback', input: { ...about, outcome, occurredAt: moment(decided) } };
}

const amendment = (deal: string, partner: string, colleague: string, at: number): SimulatedStep => ({
  at: at + HOUR,
  command: 'amendDeal',
  input: {
    deal,
    amendment: 'a-1',
    reason: 'a colleague took part',
    author: 'sales-1',
    attribution:
      colleague === partner
        ? [{ partner, share: '1' }]
        : [
            { partner, share: '0.7' },
            { partner: colleague, share: '0.3' },
          ],
    occurredAt: moment(at + HOUR),
  },
});

function* questionAbout(deal: string, partner: string, at: number, dice: Dice): Iterable<SimulatedStep> {
  const inquiry = deal.replace('deal-', 'inquiry-');
  const answered = at + HOUR * dice.between(1, 60);
  yield {
    at,
    command: 'openInquiry',
    input: {
      inquiry,
      program: SIMULATED_PROGRAM,
      partner,
      kind: dice.pick(['question', 'objection', 'proposal']),
      about: { kind: 'deal', id: deal },
      text: 'Why is my share of the last payment what it is?',
    },
  };
  if (dice.perMille(150)) return;
  yield {
    at: answered,
    command: 'answerInquiry',
    input: { inquiry, text: 'It was rated by the tier that you had reached.', by: 'manager-1' },
  };
  if (dice.perMille(200)) return;
  yield {
    at: answered + 2 * HOUR,
    command: 'resolveInquiry',
    input: { inquiry, outcome: 'answered', text: 'Explained by its calculation.', by: 'manager-1' },
  };
}
