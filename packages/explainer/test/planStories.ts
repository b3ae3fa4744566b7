import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow, type Ledger } from '@commission-ledger/ledger';
import type { PlanDocument, WorkedExample } from '@commission-ledger/plans';
import { createProver } from '../src/index.ts';
import { mapReferences, right, type History } from './history.ts';
import { parsePlan } from '@commission-ledger/plans';
import { readdirSync, readFileSync } from 'node:fs';

/** Every plan among the examples, by the name of its file. */
export const examplePlans = (): readonly (readonly [file: string, document: PlanDocument])[] =>
  ['../../../examples/plans/', '../../../examples/plans/more/'].flatMap((folder) => {
    const directory = new URL(folder, import.meta.url);
    return readdirSync(directory)
      .filter((file) => file.endsWith('.json') && file !== 'package.json')
      .map((file) => [file, right(parsePlan(JSON.parse(readFileSync(new URL(file, directory), 'utf8'))))] as const);
  });

type Steps = Extract<WorkedExample, { steps: unknown }>['steps'];
type Step = Steps[number];

/** The worked examples of a plan that are histories; a single cause is a history of one payment or win. */
export const storiesOf = (document: PlanDocument): readonly Extract<WorkedExample, { steps: unknown }>[] =>
  document.examples.flatMap((example) => ('steps' in example ? [example] : []));

const noon = (date: string): string => `${date}T12:00:00Z`;

/** A ledger in which a credited partner, nine levels above, and one partner for each role are in the plan. */
export const openPlan = async (
  document: PlanDocument,
  parameters?: Readonly<Record<string, string | { num: string; den: string }>>,
  timeZone = 'UTC',
): Promise<History> => {
  const store = memoryEventStore();
  let now = Date.UTC(2040, 0, 1);
  const ledger = createLedger({ store, clock: () => (now += 1000) });
  const { effectiveFrom: from, currency } = document;
  const occurredAt = noon(from);
  await orThrow(
    ledger.openProgram({
      program: 'program',
      name: 'Program',
      timeZone,
      currencies: [...new Set([currency, ...(document.converts ?? [])])],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await orThrow(ledger.publishPlan({ document, author: 'ann', approver: 'bob', occurredAt }));
  const enrolment = { program: 'program', plan: document.plan, from, occurredAt };
  for (const partner of everyone(document)) {
    await orThrow(ledger.joinPartner({ partner, name: partner, occurredAt }));
    const own = partner === 'referrer' && parameters !== undefined ? { ...enrolment, parameters } : enrolment;
    await orThrow(ledger.enrolPartner({ partner, ...own }));
  }
  for (const [index, partner] of levels.slice(0, -1).entries()) {
    const upline = levels[index + 1] ?? '';
    await orThrow(ledger.assignUpline({ partner, program: 'program', upline, from, occurredAt }));
  }
  const index = mapReferences(store);
  return { store, ledger, references: index, explainer: createProver({ store, references: index }), currency };
};

const levels = ['referrer', 'above-1', 'above-2', 'above-3', 'above-4'];

const rolesOf = ({ rules }: PlanDocument): readonly string[] => [
  ...new Set(rules.flatMap(({ beneficiary }) => (beneficiary.startsWith('overlay-') ? [beneficiary.slice(8)] : []))),
];

const everyone = (document: PlanDocument): readonly string[] => [
  ...levels,
  'other',
  ...rolesOf(document).map((role) => `in-role-${role}`),
];

/** Plays steps in a ledger. Dates that are no payout dates pay nothing; anything else that is refused fails the test. */
export const playSteps = async (
  { ledger, currency }: History,
  document: PlanDocument,
  steps: readonly Omit<Step, 'expect'>[],
): Promise<void> => {
  const won = new Set<string>();
  const deals = new Map<string, string>();
  let refunds = 0;
  const money = (amount: string) => ({ amount, currency });
  const amountsOf = (amounts: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, money(amount)]));
  const win = async (step: Extract<Step, { win: unknown }>['win'], date: string): Promise<void> => {
    won.add(step.deal);
    const { share } = step;
    await orThrow(
      ledger.winDeal({
        deal: step.deal,
        program: 'program',
        amount: money(step.amount),
        attribution:
          share === undefined
            ? [{ partner: 'referrer', share: '1' }]
            : [
                { partner: 'referrer', share },
                { partner: 'other', share: restOf(share) },
              ],
        attributes: step.attributes ?? {},
        ...(step.amounts === undefined ? {} : { amounts: amountsOf(step.amounts) }),
        ...(step.quantities === undefined ? {} : { quantities: step.quantities }),
        ...(step.leadOn === undefined ? {} : { leadOn: step.leadOn }),
        ...(rolesOf(document).length === 0
          ? {}
          : { overlays: rolesOf(document).map((role) => ({ partner: `in-role-${role}`, role })) }),
        occurredAt: noon(date),
      }),
    );
  };
  for (const step of steps) {
    const occurredAt = noon(step.date);
    if ('win' in step) await win(step.win as never, step.date);
    else if ('payment' in step) {
      const { payment, deal, amount, amounts, quantities, attributes } = step.payment as Extract<
        Step,
        { payment: unknown }
      >['payment'];
      if (!won.has(deal)) {
        await win({ deal, amount, ...(attributes === undefined ? {} : { attributes }) }, step.date);
      }
      deals.set(payment, deal);
      await orThrow(
        ledger.recordPayment({
          deal,
          payment,
          amount: money(amount),
          ...(amounts === undefined ? {} : { amounts: amountsOf(amounts) }),
          ...(quantities === undefined ? {} : { quantities }),
          occurredAt,
        }),
      );
    } else if ('refund' in step) {
      const { payment, amount } = step.refund as Extract<Step, { refund: unknown }>['refund'];
      refunds += 1;
      const refund = { deal: deals.get(payment) ?? '', payment, refund: `refund-${refunds}` };
      await orThrow(ledger.recordRefund({ ...refund, amount: money(amount), reason: 'returned', occurredAt }));
    } else if ('cancel' in step) {
      const { deal } = step.cancel as Extract<Step, { cancel: unknown }>['cancel'];
      await orThrow(ledger.cancelDeal({ deal, reason: 'left', occurredAt }));
    } else if ('payout' in step) {
      const { status } = step.payout as Extract<Step, { payout: unknown }>['payout'];
      await payOutOn(ledger, step.date, status);
    }
  }
};

const payOutOn = async (ledger: Ledger, date: string, status: string | undefined): Promise<void> => {
  const occurredAt = noon(date);
  if (status !== undefined) {
    await orThrow(ledger.recordTaxStatus({ partner: 'referrer', status, from: date, occurredAt }));
  }
  await ledger.issuePayouts({ program: 'program', date });
};

const restOf = (share: string | Readonly<{ num: string; den: string }>) => {
  if (typeof share !== 'string') return { num: `${BigInt(share.den) - BigInt(share.num)}`, den: share.den };
  const [, decimals = ''] = share.split('.');
  const whole = 10n ** BigInt(decimals.length);
  const rest = `${whole - BigInt(share.replace('.', ''))}`.padStart(decimals.length + 1, '0');
  return decimals === ''
    ? rest
    : `${rest.slice(0, -decimals.length)}.${rest.slice(-decimals.length)}`.replace(/\.?0+$/, '');
};
