import { valueToJson, type Node, type Operation } from '@commission-ledger/calculation';
import { exactIsZero, exactToJson, isZero, percent } from '@commission-ledger/money';
import { bandLine, guardLine } from './guardLines.ts';
import type { RuleOutcome } from './rating.ts';

/** A calculation as lines that can be checked with pencil and paper, first step first. */
export const stepsOf = (outcome: RuleOutcome): readonly string[] => {
  const lines: string[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const below of stepsBelow(node)) visit(below);
    for (const line of linesOf(node)) if (!lines.includes(line)) lines.push(line);
  };
  if (outcome._tag === 'not-applicable') outcome.failed.forEach(visit);
  else visit(outcome.root);
  return lines;
};

/** What a step is made of; guards before it say why it was taken. */
const stepsBelow = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case 'op':
      return isNothing(node) ? [] : [...positionsOf(bandOf(node)), ...node.args];
    case 'guard':
      return node.args;
    case 'round':
      return [node.arg];
    case 'choice':
      return [...node.because.flatMap((group) => (isBand(node, group) ? positionsOf(group) : group)), node.taken];
    case 'fact':
    case 'param':
    case 'absent':
      return [];
  }
};

/** What was held against the edges of bands. */
const positionsOf = (guards: readonly Node[]): readonly Node[] =>
  guards.flatMap((guard) => (guard.kind === 'guard' ? guard.args : []));

const linesOf = (node: Node): readonly string[] => {
  switch (node.kind) {
    case 'op': {
      const band = bandLine(bandOf(node), shown);
      return isEmpty(node) ? band : [...band, `${sentences[node.op](node.args)} = ${shown(node)}`];
    }
    case 'round':
      return exactIsZero(node.residue) ? [] : [`${shown(node.arg)} rounded ${node.mode} = ${shown(node)}`];
    case 'guard':
      return guardLine(node, shown);
    case 'choice':
      return node.because.flatMap((group) => (isBand(node, group) ? bandLine(group, shown) : []));
    case 'fact':
    case 'param':
    case 'absent':
      return [];
  }
};

/** A flat amount is chosen by the band that something lies in; its guards make one line. */
const isBand = (node: Node, group: readonly Node[]): boolean =>
  node.name === 'flat' && bandLine(group, shown).length > 0;

type Step = Extract<Node, { kind: 'op' }>;

/** The guards that picked the band of a slab or a lookup; slices say by themselves how far they reach. */
const bandOf = ({ name, op, given = [] }: Step): readonly Node[] =>
  op === 'mul' && name === 'exact-commission' ? given : [];

/** Zero of some kind, to compare with. */
const isNothing = ({ name }: Step): boolean => name === 'nothing';

/** Nothing is learnt from a sum of one, or of zeros. */
const isEmpty = (node: Step): boolean => {
  if (isNothing(node)) return true;
  if (node.op !== 'sum' && node.op !== 'sub' && node.op !== 'min' && node.op !== 'max') return false;
  return node.args.length === 1 || node.args.every(isZeroNode);
};

const isZeroNode = ({ value }: Node): boolean => {
  switch (value._tag) {
    case 'money':
      return isZero(value.money);
    case 'unrounded':
      return exactIsZero(value.amount);
    case 'ratio':
      return exactIsZero(value.ratio);
    case 'text':
      return false;
  }
};

type Sentence = (args: readonly Node[]) => string;

const joined =
  (sign: string): Sentence =>
  (args) =>
    args.map(shown).join(sign);

const oneOf =
  (two: string, more: string): Sentence =>
  (args) =>
    args.length === 2 ? `the ${two} of ${joined(' and ')(args)}` : `the ${more} of ${joined(', ')(args)}`;

const elapsed =
  (unit: string): Sentence =>
  ([from, to]) =>
    `${unit} from ${text(from)} to ${text(to)}`;

const text = (node: Node | undefined): string => (node === undefined ? '' : shown(node));

/** A rate that is a parameter can be told from a number only by what it is multiplied with. */
const product: Sentence = (args) => {
  const pays = args.some(({ value }) => value._tag === 'money' || value._tag === 'unrounded');
  return args.map((node) => (pays && node.name === 'parameter' ? shownAs(node, true) : shown(node))).join(' × ');
};

const sentences: Readonly<Record<Operation, Sentence>> = {
  sum: joined(' + '),
  sub: joined(' − '),
  mul: product,
  div: joined(' ÷ '),
  min: oneOf('smaller', 'smallest'),
  max: oneOf('larger', 'largest'),
  split: ([whole, place, ...shares]) => `${text(whole)} shared by ${joined(' : ')(shares)}, part ${text(place)}`,
  convert: ([amount, rate, currency]) => `${text(amount)} at ${text(rate)} in ${text(currency)}`,
  months: elapsed('months'),
  days: elapsed('days'),
  'add-months': ([from, months]) => `${text(from)} and ${text(months)} months`,
};

/** What is said in per cent; every other plain number is a quantity. */
const inPercent: ReadonlySet<string> = new Set(['rate', 'share', 'refunded-share', 'unserved-share', 'recovery-share']);

const shown = (node: Node): string => shownAs(node, inPercent.has(node.name ?? ''));

const shownAs = ({ value }: Node, asRate: boolean): string => {
  if (value._tag === 'ratio') {
    if (asRate) return `${percent(value.ratio)} %`;
    const number = exactToJson(value.ratio);
    return typeof number === 'string' ? number : `${number.num}/${number.den}`;
  }
  const json = valueToJson(value);
  if (typeof json === 'string') return json;
  if ('amount' in json) return json.amount;
  if ('exact' in json) return json.exact;
  return 'num' in json ? `${json.num}/${json.den}` : json.rate;
};
