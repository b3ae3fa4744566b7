import { booked, fact, sum as sumNode, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { negate, sum, type Money } from '@commission-ledger/money';
import type { DraftRow } from '../composeReply.ts';
import { turned } from './accountMove.ts';
import type { StatementParts } from './statementParts.ts';

type Issued = RecordedEvent<'PayoutIssued'>;
type Kind = NonNullable<Issued['data']['charges']>[number]['kind'];

/**
 * The payments of a time by the day on which they arrived, gross, tax and net: what goes on a tax form. None where
 * nothing was paid.
 */
export const paymentsRow = ({ payouts, from, to, closing }: StatementParts): readonly DraftRow[] => {
  const paid = [...payouts.values()].flatMap(({ issued, settled }) =>
    settled !== undefined && settled.data.occurredAt >= from && settled.data.occurredAt < to ? [issued] : [],
  );
  if (paid.length === 0) return [];
  const { currency } = closing;
  const inAll = (facts: readonly Fact[]) => ({
    amount: sum(
      currency,
      facts.map(({ amount }) => amount),
    ),
    node: sumNode(facts.map(({ node }) => node)),
  });
  const row = (said: DraftRow['said'], facts: readonly Fact[]): readonly DraftRow[] =>
    facts.length === 0 ? [] : [{ said, ...inAll(facts), counts: true }];
  const gross = paid.map((issued) => factOf(issued, issued.data.amount, '/amount', 'gross'));
  const net = paid.map((issued) =>
    issued.data.net === undefined
      ? factOf(issued, issued.data.amount, '/amount', 'net')
      : factOf(issued, issued.data.net, '/net', 'net'),
  );
  const vat = charged(paid, 'vat').map(({ amount, node }) => ({ amount: negate(amount), node: turned(node) }));
  return [
    {
      said: { key: 'statementPayments', holes: { count: paid.length } },
      ...inAll(gross),
      rows: [
        ...row({ key: 'statementNet', holes: {} }, net),
        ...row({ key: 'statementTax', holes: {} }, charged(paid, 'withholding')),
        ...row({ key: 'statementFees', holes: {} }, charged(paid, 'fee')),
        ...row({ key: 'statementVat', holes: {} }, vat),
      ],
    },
  ];
};

type Fact = Readonly<{ amount: Money; node: Node }>;

const factOf = (issued: Issued, amount: Money, path: string, name: 'gross' | 'net' | 'withheld'): Fact => ({
  amount,
  node: fact(booked(amount), [eventRef(issued, path)], name),
});

/** What was kept back or added in the payments; what the program bears was neither. */
const charged = (paid: readonly Issued[], kind: Kind): readonly Fact[] =>
  paid.flatMap((issued) =>
    (issued.data.charges ?? []).flatMap((charge, index) =>
      charge.kind === kind && (kind === 'vat' || charge.bornBy === 'partner')
        ? [factOf(issued, charge.amount, `/charges/${index}/amount`, 'withheld')]
        : [],
    ),
  );
