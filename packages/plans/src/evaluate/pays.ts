import { absent, booked, choice, max, min, mul, sum, type Node, type Rejected } from '@commission-ledger/calculation';
import { zero } from '@commission-ledger/money';
import type { Pay } from '../document/planDocument.ts';
import { chosen } from './chosen.ts';
import { collectedOf } from './collected.ts';
import { declared, type Compiler } from './compiler.ts';
import { conditionOf } from './conditions.ts';
import { capOf, floorOf } from './limits.ts';
import { lookupOf } from './lookup.ts';
import { marginalOf } from './marginal.ts';
import { baseOf } from './measures.ts';
import type { Formula } from './plan.ts';
import { verdictOf } from './verdictOf.ts';
import { slabOf } from './slab.ts';
import { amountTerm, rateTerm } from './terms.ts';

/** What is paid, as it stands at `path`: an exact amount of money, rounded only where the plan's words say so. */
export const payOf = (compiler: Compiler, pay: Pay, path: string): Formula => {
  if ('fixed' in pay) return amountTerm(compiler, pay.fixed, `${path}/fixed`, 'commission');
  if ('each' in pay) {
    return productOf(compiler, pay.of, amountTerm(compiler, pay.each, `${path}/each`, 'unit-amount'));
  }
  if ('percent' in pay) {
    return productOf(compiler, pay.percent.of, rateTerm(compiler, pay.percent.rate, `${path}/percent/rate`, 'rate'));
  }
  if ('marginal' in pay) return marginalOf(compiler, pay.marginal, `${path}/marginal`);
  if ('slab' in pay) return slabOf(compiler, pay.slab, `${path}/slab`);
  if ('lookup' in pay) return lookupOf(compiler, pay.lookup, `${path}/lookup`);
  if ('sum' in pay) return combined(compiler, pay.sum, sum, `${path}/sum`);
  if ('least' in pay) return combined(compiler, pay.least, min, `${path}/least`);
  if ('greatest' in pay) return combined(compiler, pay.greatest, max, `${path}/greatest`);
  if ('first' in pay) return firstOf(compiler, pay.first, `${path}/first`);
  if ('cap' in pay) return capOf(compiler, pay.cap, `${path}/cap`);
  return 'floor' in pay
    ? floorOf(compiler, pay.floor, `${path}/floor`)
    : collectedOf(compiler, pay.collected, `${path}/collected`);
};

const productOf = (compiler: Compiler, of: string, factor: Formula): Formula => {
  const measure = declared(compiler.measures, of, 'a measure');
  const options = { name: 'exact-commission', rule: compiler.ref } as const;
  return {
    reads: [...measure.reads, ...factor.reads],
    node: (cause) => mul(baseOf(measure.node(cause)), factor.node(cause), options),
  };
};

const combined = (compiler: Compiler, pays: readonly Pay[], operation: typeof sum, path: string): Formula => {
  const parts = pays.map((pay, index) => compiler.pay(compiler, pay, `${path}/${index}`));
  const options = { name: 'exact-commission', rule: compiler.ref } as const;
  return {
    reads: parts.flatMap(({ reads }) => reads),
    node: (cause) =>
      operation(
        parts.map(({ node }) => node(cause)),
        options,
      ),
  };
};

/** Each case is looked at in turn; those before the one that is taken have failed. */
const firstOf = (compiler: Compiler, cases: Extract<Pay, { first: unknown }>['first'], path: string): Formula => {
  const prepared = cases.map(({ when, pay }, index) => ({
    when: when && conditionOf(compiler, when, `${path}/${index}/when`),
    pay: compiler.pay(compiler, pay, `${path}/${index}/pay`),
  }));
  const { ref, currency } = compiler;
  return {
    reads: prepared.flatMap(({ when, pay }) => [...(when?.reads ?? []), ...pay.reads]),
    node: (cause): Node => {
      const rejected: Rejected[] = [];
      for (const { when, pay } of prepared) {
        const verdict = when && verdictOf(when, cause);
        if (verdict === undefined || verdict.met) return chosen(pay.node(cause), verdict?.because ?? [], rejected);
        rejected.push({ rule: ref, failed: verdict.failed });
      }
      return choice(absent(booked(zero(currency)), `a case of ${path}`, [], 'nothing'), [], rejected);
    },
  };
};
