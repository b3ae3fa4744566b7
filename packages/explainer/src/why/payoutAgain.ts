import {
  absent,
  booked,
  fact,
  sub,
  sum,
  text,
  type EventRef,
  type Node,
  type RuleRef,
} from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { toJson, zero, type MoneyRecord } from '@commission-ledger/money';
import {
  payoutCalculation,
  type LocalizedText,
  type PayoutCalculation,
  type PayoutTerms,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { debtBefore } from './drawDebt.ts';
import { drawLine, writeOffLine } from './entryLines.ts';
import { mismatch } from './explainAccrual.ts';
import type { ExplainedEntry } from '../reading/sources.ts';
import type { ChargeLine } from '../document/explanation.ts';
import { firstDifference } from './firstDifference.ts';
import { entryOf, type Addition } from './payoutAdditions.ts';
import type { Answer, AppliedPlan, ProgramZone, Sources } from '../reading/sources.ts';

/** A charge with its calculation, its line in the document, and what the payout records of it. */
export type ExplainedCharge = Readonly<{
  root: Node;
  name: 'withheld' | 'vat' | 'fee';
  line: Omit<ChargeLine, 'node'>;
  recorded: Readonly<Record<'kind' | 'id' | 'path' | 'bornBy', string> & { amount: MoneyRecord }>;
}>;

type Issued = RecordedEvent<'PayoutIssued'>;
type Paid = Extract<PayoutCalculation, { _tag: 'paid' }>;

type About = Readonly<{ issued: Issued; terms: AppliedPlan; program: ProgramZone }>;

/** What a payout comes to, with everything that its terms added and kept back. */
export type PaidAgain = Readonly<{
  root: Node;
  /** The entries that the payout added. */
  added: readonly ExplainedEntry[];
  charges: readonly ExplainedCharge[];
}>;

/**
 * Does the calculation of a payout again, the very one that the ledger does, on the amounts of the lines that were there:
 * so the graph of the payout is the calculation. What it added to the account has to be what was recorded.
 */
export const calculatedAgain = async (
  sources: Sources,
  about: About,
  lines: readonly Node[],
  additions: readonly Addition[],
): Answer<PaidAgain> => {
  const { issued, terms } = about;
  const { document, currency } = terms.plan;
  const debt = await debtBefore(sources, issued);
  if (E.isLeft(debt)) return debt;
  const status = await statusOf(sources, issued);
  if (E.isLeft(status)) return status;
  const isWrittenOff = additions.some(({ type }) => type === 'ReceivableWrittenOff');
  const calculation = payoutCalculation(isWrittenOff ? document.payout : carrying(document.payout), {
    plan: termsOf(issued),
    currency,
    rounding: document.rounding.mode,
    matured: maturedOf(issued, lines),
    lines: lines.length,
    date: fact(text(issued.data.date), [eventRef(issued, '/date')], 'payout-date'),
    debt: debt.right,
    taxStatus: status.right,
  });
  if (calculation._tag === 'deferred') {
    return mismatch(issued.data.payout, { path: '', recorded: 'a payout', computed: calculation.reason });
  }
  const added: ExplainedEntry[] = [];
  for (const addition of additions) {
    const entry = entryAgain(about, addition, calculation);
    if (E.isLeft(entry)) return entry;
    added.push(entry.right);
  }
  const charges = calculation.charges.map((charge, index) => explainedCharge(about, charge, index));
  return E.right({ root: rootOf(calculation, charges), added, charges });
};

/** A balance below zero is carried where the partner may have money for it, disputed or on its way, at that time. */
const carrying = (payout: PayoutTerms): PayoutTerms => ({ ...payout, negative: 'carry' });

/** The terms that the payout was made under. */
export const termsOf = ({ data: { terms } }: Issued): RuleRef => ({
  plan: terms.plan,
  version: terms.version,
  hash: terms.hash,
});

/** What arrives; where nothing is charged, what the payout is made for. */
const rootOf = ({ nodes }: Paid, charges: readonly ExplainedCharge[]): Node => {
  const root = charges.length === 0 ? nodes.gross : nodes.net;
  return { ...root, given: [...(root.given ?? []), nodes.minimum] };
};

const maturedOf = ({ data, stream, revision }: Issued, lines: readonly Node[]): Node => {
  const [only, ...others] = lines;
  if (only !== undefined) return others.length === 0 ? only : sum(lines, { name: 'matured' });
  return absent(
    booked(zero(data.amount.currency)),
    `entries payable before ${data.cutOff}`,
    [{ source: stream, from: '0', to: data.cutOff, watermark: `${revision}` }],
    'matured',
  );
};

const statusOf = async (sources: Sources, issued: Issued): Answer<Node> => {
  const { taxStatus } = issued.data;
  if (taxStatus === undefined) return E.right(fact(text('none'), [], 'status'));
  const refs: EventRef[] = [eventRef(issued, '/taxStatus/status')];
  if (taxStatus.from !== null) {
    const told = await sources.events.read('TaxStatusRecorded', taxStatus.from);
    if (E.isLeft(told)) return told;
    refs.unshift(eventRef(told.right, '/status'));
  }
  return E.right(fact(text(taxStatus.status), refs, 'status'));
};

const explainedCharge = ({ issued, terms }: About, charge: Paid['charges'][number], index: number): ExplainedCharge => {
  const { kind, id, path, bornBy, root } = charge;
  const title = titleOf(terms.plan.document.payout, path);
  const amount = toJson(charge.amount);
  const keeps = kind !== 'vat' && bornBy === 'partner';
  return {
    root,
    name: kind === 'withholding' ? 'withheld' : kind,
    line: {
      kind,
      id,
      ...(title === undefined ? {} : { title }),
      amount: keeps && charge.amount.minor !== 0n ? { ...amount, amount: `-${amount.amount}` } : amount,
      bornBy,
      path,
      from: eventRef(issued, `/charges/${index}/amount`),
    },
    recorded: { kind, id, amount, path, bornBy },
  };
};

/** What the plan calls a fee, or a tax. */
const titleOf = ({ fees, withholding, vat }: PayoutTerms, path: string): LocalizedText | undefined => {
  const [, , list, index] = path.split('/');
  const titled = new Map<string, PayoutTerms['fees' | 'withholding']>([
    ['fees', fees],
    ['withholding', withholding],
    ['vat', vat],
  ]).get(list ?? '');
  return titled?.[Number(index)]?.title;
};

/** An entry that the payout added: its part of the calculation, and its line. */
const entryAgain = ({ issued, terms, program }: About, event: Addition, { nodes, debt }: Paid) => {
  const plan = terms.source;
  const { amount } = event.data;
  const check = (node: Node | undefined, computed: Readonly<Record<string, unknown>>) => {
    const value = node?.value._tag === 'money' ? toJson(node.value.money) : undefined;
    const recorded = { amount: toJson(amount), ...('debt' in event.data ? { debt: toJson(event.data.debt) } : {}) };
    return firstDifference(recorded, { amount: value, ...computed });
  };
  switch (event.type) {
    case 'ReceivableWrittenOff': {
      const difference = check(nodes.writeOff, {});
      if (nodes.writeOff === undefined || difference !== undefined) return differs(event, difference);
      return E.right({ root: nodes.writeOff, line: writeOffLine(event), plan, program });
    }
    case 'DrawAdvanced': {
      const difference = check(nodes.advanced, { debt: toJson(debt) });
      if (nodes.advanced === undefined || difference !== undefined) return differs(event, difference);
      return E.right({ root: nodes.advanced, line: drawLine(event, issued.data.payout), plan, program });
    }
    case 'DrawRecovered': {
      const difference = check(nodes.recovered, { debt: toJson(debt) });
      if (nodes.recovered === undefined || difference !== undefined) return differs(event, difference);
      return E.right({
        root: lessThanNothing(nodes.recovered),
        line: drawLine(event, issued.data.payout),
        plan,
        program,
      });
    }
  }
};

const differs = (event: Addition, difference: ReturnType<typeof firstDifference>) =>
  mismatch(
    entryOf(event),
    difference ?? { path: '/amount', recorded: toJson(event.data.amount).amount, computed: 'nothing' },
  );

/** The entry takes out of the account what is recovered. */
const lessThanNothing = (recovered: Node): Node =>
  sub(sub(recovered, recovered, { name: 'nothing' }), recovered, { name: 'recovered' });
