import { booked, mul, param, ratioOf, text, type Name, type Node } from '@commission-ledger/calculation';
import { money, rate as rateOf } from '@commission-ledger/money';
import type { AmountTerm, ParameterRef, PointTerm, RateJson, RateTerm } from '../document/planDocument.ts';
import { pointer } from '../gate/planWords.ts';
import { parameterOf } from './cause.ts';
import { declared, InvalidPlan, sound, type Compiler } from './compiler.ts';
import type { Formula, Kind, PreparedParameter } from './plan.ts';

/** An amount of the plan's currency that stands at `path`. */
export const amountParam = ({ currency, ref }: Compiler, amount: string, path: string, name: Name): Node =>
  param(booked(sound(money(amount, currency))), ref, path, name);

/** A rate, a share or a plain number that stands at `path`. */
export const ratioParam = ({ ref }: Compiler, ratio: RateJson, path: string, name: Name): Node =>
  param(ratioOf(sound(rateOf(ratio, { allowAboveOne: true }))), ref, path, name);

/** A word that stands at `path`. */
export const textParam = ({ ref }: Compiler, content: string, path: string, name: Name): Node =>
  param(text(content), ref, path, name);

/** An amount, or the parameter that holds one. */
export const amountTerm = (compiler: Compiler, term: AmountTerm, path: string, name: Name): Formula =>
  typeof term === 'string' ? constant(amountParam(compiler, term, path, name)) : parameterTerm(compiler, term, 'money');

/** A rate, or the parameter that holds one. */
export const rateTerm = (compiler: Compiler, term: RateTerm, path: string, name: Name): Formula =>
  typeof term === 'object' && 'parameter' in term
    ? parameterTerm(compiler, term, 'quantity')
    : constant(ratioParam(compiler, term, path, name));

/** A point along amounts or numbers: written, held by a parameter, or a share of one. */
export const pointTerm = (compiler: Compiler, term: PointTerm, kind: Kind, path: string, name: Name): Formula => {
  if (typeof term === 'string') {
    return constant(
      kind === 'money' ? amountParam(compiler, term, path, name) : ratioParam(compiler, term, path, name),
    );
  }
  if ('parameter' in term) return parameterTerm(compiler, term, kind);
  const share = ratioParam(compiler, term.share, `${path}/share`, 'share');
  const whole = parameterTerm(compiler, { parameter: term.of }, kind);
  return { reads: whole.reads, node: (cause) => mul(share, whole.node(cause), { name, rule: compiler.ref }) };
};

/** The numbers that an enrolment may set, with the document's values. */
export const parametersOf = (compiler: Omit<Compiler, 'parameters'>): ReadonlyMap<string, PreparedParameter> => {
  const before: Compiler = { ...compiler, parameters: new Map() };
  return new Map(
    Object.entries(compiler.document.parameters ?? {}).map(([name, parameter]): [string, PreparedParameter] => {
      const path = `/parameters${pointer(name)}`;
      return 'amount' in parameter
        ? [name, { kind: 'money', value: amountParam(before, parameter.amount, `${path}/amount`, 'parameter') }]
        : [name, { kind: 'quantity', value: ratioParam(before, parameter.rate, `${path}/rate`, 'parameter') }];
    }),
  );
};

/** Something that every cause has from the plan. */
const constant = (node: Node): Formula => ({ reads: [], node: () => node });

const parameterTerm = (compiler: Compiler, { parameter: name }: ParameterRef, kind: Kind): Formula => {
  if (declared(compiler.parameters, name, 'a parameter').kind !== kind) {
    throw new InvalidPlan(`The parameter ${name} is no ${kind}.`);
  }
  return { reads: [{ parameter: name }], node: (cause) => parameterOf(cause, name) };
};
