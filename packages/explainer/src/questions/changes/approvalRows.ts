import { booked, fact, guard, sum as sumNode, text, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { sum, toJson, type Money } from '@commission-ledger/money';
import type { Said } from '../../render/templates.ts';
import type { Draft, DraftRow } from '../composeReply.ts';

type Issued = RecordedEvent<'PayoutIssued'>;

/** Who approved a payout: what was prepared, what was signed, and that these are the same. */
export const approvalRows = (
  events: readonly RecordedEvent[],
  { data: { partner } }: Issued,
): Readonly<{ verdict: readonly Said[]; rows: readonly DraftRow[] }> => {
  const prepared = events.findLast(
    (event): event is RecordedEvent<'PayoutRunPrepared'> => event.type === 'PayoutRunPrepared',
  );
  const approved = events.findLast(
    (event): event is RecordedEvent<'PayoutRunApproved'> => event.type === 'PayoutRunApproved',
  );
  if (prepared === undefined) return { verdict: [{ key: 'whoNoRun', holes: {} }], rows: [] };
  const place = prepared.data.proposals.findIndex((proposal) => proposal.partner === partner);
  const proposal = prepared.data.proposals[place];
  const proposed: readonly DraftRow[] =
    proposal === undefined
      ? []
      : [
          {
            said: { key: 'whoProposedPayout', holes: { currency: proposal.amount.currency } },
            amount: proposal.amount,
            node: fact(booked(proposal.amount), [eventRef(prepared, `/proposals/${place}/amount`)]),
          },
        ];
  if (approved === undefined) return { verdict: [{ key: 'whoNotApproved', holes: {} }], rows: proposed };
  const { preparedBy, proposalsHash } = prepared.data;
  const { approvedBy } = approved.data;
  const people = guard('ne', [
    fact(text(preparedBy), [eventRef(prepared, '/preparedBy')]),
    fact(text(approvedBy), [eventRef(approved, '/approvedBy')]),
  ]);
  const signed = guard('eq', [
    fact(text(proposalsHash), [eventRef(prepared, '/proposalsHash')]),
    fact(text(approved.data.proposalsHash), [eventRef(approved, '/proposalsHash')]),
  ]);
  const names = { by: approvedBy, preparer: preparedBy };
  return {
    verdict: [{ key: 'whoApprovedPayout', holes: names }],
    rows: [
      { said: { key: 'whoTwoPeople', holes: names }, gate: outcomeOf(people), node: people },
      {
        said: { key: 'whoSigned', holes: { hash: proposalsHash.slice(0, 16) } },
        gate: outcomeOf(signed),
        node: signed,
      },
      ...proposed,
    ],
  };
};

const outcomeOf = (node: Node): 'passed' | 'failed' => (node.kind === 'guard' && node.pass ? 'passed' : 'failed');

/** Of a payout: what was calculated, beside what people added by hand. They add up to its sum. */
export const overrideRows = (
  issued: Issued,
): Readonly<{ verdict: Said; whole: Pick<Draft, 'amount' | 'root'>; rows: readonly DraftRow[] }> => {
  const { amount, lines } = issued.data;
  const nodes = lines.map((line, index) => fact(booked(line.amount), [eventRef(issued, `/lines/${index}/amount`)]));
  const partOf = (isWanted: (kind: Kind) => boolean): Readonly<{ amount: Money; nodes: readonly Node[] }> => {
    const kept = lines.flatMap((line, index) => (isWanted(line.kind) ? [index] : []));
    return {
      amount: sum(
        amount.currency,
        kept.flatMap((index) => lines[index]?.amount ?? []),
      ),
      nodes: kept.flatMap((index) => nodes[index] ?? []),
    };
  };
  const byHand = partOf((kind) => BY_HAND.has(kind));
  const calculated = partOf((kind) => !BY_HAND.has(kind));
  const rows: DraftRow[] = [];
  if (calculated.nodes.length > 0)
    rows.push({
      said: { key: 'whoCalculated', holes: {} },
      amount: calculated.amount,
      node: sumNode(calculated.nodes),
      counts: true,
    });
  rows.push(
    byHand.nodes.length === 0
      ? { said: { key: 'whoNothingByHand', holes: {} } }
      : {
          said: { key: 'whoByHand', holes: {} },
          amount: byHand.amount,
          node: sumNode(byHand.nodes),
          counts: true,
          rows: lines.flatMap((line, index): readonly DraftRow[] => {
            const node = nodes[index];
            if (!BY_HAND.has(line.kind) || node === undefined) return [];
            const said: Said = { key: 'whoHandLine', holes: { entry: line.entry } };
            return [{ said, amount: line.amount, node, counts: true, proof: line.entry }];
          }),
        },
  );
  const verdict: Said =
    byHand.nodes.length === 0
      ? { key: 'whoNoneByHand', holes: {} }
      : { key: 'whoHandInAll', holes: { amount: toJson(byHand.amount), currency: amount.currency } };
  return { verdict, whole: nodes.length === 0 ? {} : { amount, root: sumNode(nodes) }, rows };
};

type Kind = Issued['data']['lines'][number]['kind'];

const BY_HAND: ReadonlySet<Kind> = new Set<Kind>(['adjustment', 'write-off', 'unclaimed']);
