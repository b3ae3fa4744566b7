import { booked, fact, operandsOf, valueToJson, type Node } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { exactIsZero, isZero, toJson } from '@commission-ledger/money';
import type { DraftRow } from '../composeReply.ts';
import { clauseOf } from './conditionGates.ts';
import type { LookedAt } from './gate.ts';
import { entryIn, type EarnedEvent } from './paidGates.ts';
import type { RatedForPartner } from './ratedForPartner.ts';

/** What the clauses that pay for it came to. */
export const earnedGate = (earned: readonly EarnedEvent[]): LookedAt => {
  const rows = earned.map(earnedRow);
  const [only] = rows;
  if (only === undefined || rows.length > 1)
    return { state: 'passed', said: { key: 'whyNotEarnedSeveral', holes: {} }, rows };
  const { said, node, from = [], proof = '' } = only;
  return { state: 'passed', said, from, proof, ...(node === undefined ? {} : { node }) };
};

const earnedRow = (event: EarnedEvent): DraftRow => {
  const { amount, rule } = event.data;
  const ref = eventRef(event, '/amount');
  return {
    said: {
      key: 'whyNotEarned',
      holes: {
        amount: toJson(amount),
        currency: amount.currency,
        clause: `${rule.plan}@${rule.version} §${rule.clause}`,
      },
    },
    amount,
    node: fact(booked(amount), [ref], event.type === 'AccrualPosted' ? 'accrual' : 'true-up'),
    proof: entryIn(event).id,
    from: [ref],
  };
};

/** A clause applied, and came to nothing: a limit that was reached, a rate of nothing, or an amount of nothing. */
export const zeroGate = ({ applied, outcomes }: RatedForPartner): LookedAt | undefined => {
  const zero = outcomes.find(({ _tag }) => _tag === 'zero');
  if (zero?._tag !== 'zero') return undefined;
  const clause = clauseOf(applied.plan.document, zero.rule);
  const capped = findNode(zero.root, isFullCap);
  if (capped?.kind === 'op') {
    const [, room] = capped.args;
    const [limit, used] = room === undefined ? [] : (findNode(room, isRoom)?.args ?? []);
    if (limit !== undefined && used !== undefined) {
      const holes = { clause, limit: valueToJson(limit.value), used: valueToJson(used.value) };
      return {
        state: 'failed',
        said: { key: 'whyNotCapReached', holes },
        node: zero.root,
      };
    }
  }
  const rate = findNode(zero.root, isZeroRate);
  return rate === undefined
    ? {
        state: 'failed',
        said: { key: 'whyNotComesToNothing', holes: { clause } },
        node: zero.root,
      }
    : {
        state: 'failed',
        said: { key: 'whyNotRateZero', holes: { clause, rate: valueToJson(rate.value) } },
        node: zero.root,
      };
};

type Op = Extract<Node, { kind: 'op' }>;

const isFullCap = (node: Node): node is Op => {
  if (node.kind !== 'op' || node.name !== 'cap') return false;
  const [, room] = node.args;
  return room?.value._tag === 'money' && isZero(room.value.money);
};

const isRoom = (node: Node): node is Op => node.kind === 'op' && node.op === 'sub' && node.name === 'room';

const isZeroRate = (node: Node): node is Node =>
  node.name === 'rate' && node.value._tag === 'ratio' && exactIsZero(node.value.ratio);

/** The first node of a calculation that is looked for, from the result down. */
const findNode = <Found extends Node>(root: Node, isWanted: (node: Node) => node is Found): Found | undefined => {
  const seen = new Set<Node>([root]);
  for (const node of seen) {
    if (isWanted(node)) return node;
    for (const below of argsOf(node)) seen.add(below);
  }
  return undefined;
};

/** Of a condition too: what it is about is what is tested. */
const argsOf = (node: Node): readonly Node[] => (node.kind === 'guard' ? node.args : operandsOf(node));
