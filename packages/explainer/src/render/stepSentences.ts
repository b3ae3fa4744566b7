import type { NodeId, ValueJson } from '@commission-ledger/calculation';
import { cappedOf, collectedOf, guaranteedOf, lessOf } from './limitSentences.ts';
import { isNothing, isSameNumber, productOfAmount } from './numbers.ts';
import { openedOp, type Nodes, type Op, type Opened } from './openedOp.ts';
import { comparisonsOf } from './positionSentences.ts';
import { whereTheCentWent } from './splitSentences.ts';
import { cancelledOf, elapsedOf } from './termSentences.ts';
import type { Said } from './templates.ts';

/**
 * The arguments whose own steps are told first. A reversal, and what a draw makes of a payout, start from amounts that are
 * explained elsewhere.
 */
export const opened = (nodes: Nodes, node: Op): readonly NodeId[] => {
  const { args, name, op } = node;
  const [first, second] = args;
  const names = args.map((id) => nodes[id]?.name);
  if (op === 'mul' && first !== undefined && second !== undefined && isShareTakenBack(names[1])) {
    return names[0] === 'balance' ? [first, second] : [second];
  }
  if (name === 'reversal' && second !== undefined) return isTakenBack(nodes, second) ? args : args.slice(0, 1);
  if (name === 'balance' || name === 'advanced' || name === 'write-off' || name === 'recovered') return [];
  if (op === 'mul' && name === 'due' && first !== undefined) return [first];
  return args;
};

const isShareTakenBack = (name: string | undefined): boolean => name === 'refunded-share' || name === 'unserved-share';

const isTakenBack = (nodes: Nodes, id: NodeId): boolean => {
  const node = nodes[id];
  if (node?.kind === 'op') return node.name === 'balance';
  const product = node?.kind === 'round' ? nodes[node.arg] : undefined;
  return product?.kind === 'op' && isShareTakenBack(nodes[product.args[1] ?? '']?.name);
};

/** What an operation says, or nothing where another step or a row of its own already tells it. */
export const saidOf = (nodes: Nodes, node: Op): Said | undefined => {
  const here = openedOp(nodes, node);
  const { op, name } = node;
  switch (op) {
    case 'mul':
      return productOf(here);
    case 'div':
      return shareOf(here);
    case 'split':
      return splitOf(here);
    case 'convert':
      return convertedOf(here);
    case 'sub':
      return differenceOf(here);
    case 'min':
    case 'max':
      return limitedOf(here);
    case 'months':
    case 'days':
    case 'add-months':
      return elapsedOf(here);
    case 'sum':
      if (name === 'available') return cappedOf(here);
      return told.has(name ?? '') ? undefined : formulaOf(here);
  }
};

/** Told by the slices, by the line of the counter, by a cap, or by the rounding that follows. */
const told = new Set(['slice', 'counter-after', 'nothing', 'exact-commission', 'room', 'excess', 'width', 'matured']);

const productOf = (here: Opened): Said | undefined => {
  const { node, arg, value } = here;
  const [base, rate, amount] = [value(0), value(1), node.value];
  const second = arg(1);
  if (node.name === 'due') return collectedOf(here);
  if (second?.kind === 'op' && second.name === 'refunded-share') return takenBackOf(here, second);
  if (second?.kind === 'op' && second.name === 'unserved-share') return cancelledOf(here, second);
  return node.name === 'slice-commission' ? sliceOf(here) : { key: 'times', holes: { base, rate, amount } };
};

const shareOf = (here: Opened): Said | undefined => {
  const { node, value } = here;
  const [a, b] = [value(0), value(1)];
  if (node.name === 'refunded-share') {
    if (!isDecimal(node.value)) return { key: 'refundedPart', holes: { refunded: a, paid: b } };
    return { key: 'refunded', holes: { refunded: a, paid: b, share: node.value } };
  }
  if (node.name === 'unserved-share') return cancelledOf(here, node);
  return node.name === 'share' ? undefined : formulaOf(here);
};

const takenBackOf = ({ nodes, node, value }: Opened, share: Op): Said => {
  const [earned, part, amount] = [value(0), value(1), node.value];
  if (isDecimal(part)) return { key: 'takenBack', holes: { share: part, earned, amount } };
  const [refunded, paid] = [openedOp(nodes, share).value(0), openedOp(nodes, share).value(1)];
  return { key: 'takenBackPart', holes: { earned, refunded, paid, amount } };
};

const splitOf = ({ node, value }: Opened): Said => {
  const [whole, place, amount] = [value(0), value(1), node.value];
  const rate = value(1 + Number(place));
  const exact = productOfAmount(whole, rate);
  const isRounded = exact !== undefined && !isSameNumber(exact, amount);
  if (node.name !== 'installment') {
    return isRounded
      ? { key: 'shareRounded', holes: { rate, whole, exact, amount } }
      : { key: 'share', holes: { rate, whole, amount } };
  }
  const part = { place: `${Number(place)}`, of: `${node.args.length - 2}`, rate, whole, amount };
  return isRounded ? { key: 'installmentRounded', holes: { ...part, exact } } : { key: 'installment', holes: part };
};

const convertedOf = ({ node, value }: Opened): Said => {
  const [source, rate, amount] = [value(0), value(1), node.value];
  return { key: 'converted', holes: { source, from: currencyOf(source), rate, amount, to: currencyOf(amount) } };
};

const currencyOf = (value: ValueJson): string =>
  typeof value === 'object' && 'currency' in value ? value.currency : '';

const differenceOf = (here: Opened): Said | undefined => {
  const { node, value } = here;
  const [a, b, amount] = [value(0), value(1), node.value];
  switch (node.name) {
    case 'reversal':
      return isNothing(a) ? undefined : { key: 'takenBefore', holes: { before: a } };
    case 'balance':
      return { key: 'leftOver', holes: { earned: a, before: b, amount } };
    case 'advanced':
      return { key: 'advanced', holes: { draw: a, matured: b, amount } };
    case 'recovered':
      return recoveredOf(here);
    case 'unserved':
    case 'write-off':
    case 'unclaimed':
      return undefined;
    case 'commission':
      return lessOf(here);
    case undefined:
    default:
      return told.has(node.name ?? '') ? undefined : formulaOf(here);
  }
};

/** The entry is what the recovery takes out of the account. */
const recoveredOf = ({ nodes, arg }: Opened): Said | undefined => {
  const recovered = arg(1);
  if (recovered?.kind !== 'op') return undefined;
  const { value } = openedOp(nodes, recovered);
  return { key: 'recovered', holes: { debt: value(0), available: value(1), amount: recovered.value } };
};

const limitedOf = (here: Opened): Said | undefined => {
  const { node } = here;
  const amount = node.value;
  switch (node.name) {
    case 'cap':
      return cappedOf(here);
    case 'floor':
      return guaranteedOf(here);
    case 'base':
      return { key: 'floor', holes: { amount } };
    case 'exact-commission': {
      const list = node.args.map((_, index) => here.value(index));
      return { key: node.op === 'min' ? 'smallest' : 'largest', holes: { list, amount } };
    }
    case 'fee':
      return formulaOf(here);
    case undefined:
    default:
      return undefined;
  }
};

/** A share that no decimal can say is told by the two amounts it comes from. */
const isDecimal = (share: ValueJson): boolean => typeof share === 'object' && 'rate' in share;

const formulaOf = ({ node, value }: Opened): Said => ({
  key: 'formula',
  holes: { formula: { op: node.op, args: node.args.map((_, index) => value(index)), value: node.value } },
});

/** The guards of a slice say which edges of its band it lies between. */
const sliceOf = (here: Opened): Said => {
  const { nodes, node, arg, value } = here;
  const [base, rate, amount] = [value(0), value(1), node.value];
  const part = arg(0);
  if (part?.kind === 'op' && part.op === 'div') {
    const { value: of } = openedOp(nodes, part);
    return { key: 'spread', holes: { slice: of(0), width: of(1), amount, spread: rate } };
  }
  const [lower, upper] = [edgeOf(here, 'ge', 'lt'), edgeOf(here, 'le', 'gt')];
  if (lower !== undefined && upper !== undefined)
    return { key: 'sliceBetween', holes: { base, lower, upper, rate, amount } };
  if (upper !== undefined) return { key: 'sliceUpTo', holes: { base, upper, rate, amount } };
  if (lower !== undefined) return { key: 'sliceAbove', holes: { base, lower, rate, amount } };
  return { key: 'times', holes: { base, rate, amount } };
};

const edgeOf = ({ nodes, node: { given = [] } }: Opened, ...tests: readonly string[]): ValueJson | undefined => {
  const guards = given.flatMap((id) => nodes[id] ?? []);
  const found = guards.find((node) => node.kind === 'guard' && tests.includes(node.test));
  return found?.kind === 'guard' ? nodes[found.args[1] ?? '']?.value : undefined;
};

/** Why a part of a division is what it is, though its exact share is another amount. */
export const whyPart = (nodes: Nodes, node: Op): readonly Said[] => {
  if (node.op !== 'split') return [];
  const { value } = openedOp(nodes, node);
  const weights = node.args.slice(2).map((_, index) => value(index + 2));
  return whereTheCentWent(value(0), value(1), weights);
};

/** Why this band, where one band pays for the whole: where the position stands against its edges. */
export const whyBand = (nodes: Nodes, { name, op, given = [] }: Op): readonly Said[] => {
  if (op !== 'mul' || name !== 'exact-commission') return [];
  return comparisonsOf(nodes, given);
};
