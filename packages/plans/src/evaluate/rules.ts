import type { Pay, PlanDocument, Rule, Split } from '../document/planDocument.ts';
import { paysOnCommission } from '../gate/paysOnCommission.ts';
import { InvalidPlan, type Compiler } from './compiler.ts';
import { conditionOf } from './conditions.ts';
import { evidenceOf } from './evidence.ts';
import { fedBy, movesOn } from './counters.ts';
import { payOf } from './pays.ts';
import type { Formula, PreparedCounter, PreparedInstallment, PreparedRule, PreparedSplit } from './plan.ts';
import { distinct, readingKey, type Reading } from './reading.ts';
import { slabOf } from './slab.ts';
import { ratioParam, textParam } from './terms.ts';

/** A rule of the plan, ready to be rated. @throws InvalidPlan */
export const ruleOf = (
  plan: Compiler,
  rule: Rule,
  index: number,
  counters: ReadonlyMap<string, PreparedCounter>,
): PreparedRule => {
  const ref = { ...plan.ref, rule: rule.id, clause: rule.clause };
  const compiler = { ...plan, ref };
  const path = `/rules/${index}`;
  const when = rule.when && conditionOf(compiler, rule.when, `${path}/when`);
  const pay = payOf(compiler, rule.pay, `${path}/pay`);
  const feeds = fedBy(plan.document, rule.id);
  const fedInside = floorsOf(rule.pay);
  const reads = withCounters([...pay.reads, ...(when?.reads ?? [])], rule, plan.document, counters);
  return {
    rule,
    index,
    ref,
    when,
    pay,
    unlimited: unlimitedOf({ ...compiler, feeds: false }, rule.pay, `${path}/pay`),
    hold: rule.hold ?? plan.document.hold,
    split: rule.split && splitOf(compiler, rule.split, `${path}/split`),
    ofPart: paysOnCommission(rule.pay, plan.document),
    installments: installmentsOf(compiler, rule, `${path}/installments`),
    slabs: slabsOf(compiler, rule.pay, `${path}/pay`),
    feeds: { ...feeds, unlimited: feeds.unlimited.filter((id) => !fedInside.includes(id)) },
    reads,
    evidence: evidenceOf(compiler, reads),
  };
};

/** And what decides about the counters that are read: their windows, and, of those that move first, by what they move. */
const withCounters = (
  reads: readonly Reading[],
  { earnedOn, beneficiary }: Rule,
  document: PlanDocument,
  counters: ReadonlyMap<string, PreparedCounter>,
): readonly Reading[] => {
  const all = [...reads];
  const seen = new Set<string>();
  // The list goes on to what is added while it is walked: conditions of counters may read counters.
  for (const reading of all) {
    const known = 'counter' in reading ? counters.get(reading.counter) : undefined;
    if (known === undefined || !('counter' in reading) || seen.has(readingKey(reading))) continue;
    seen.add(readingKey(reading));
    const { counter, measure, where } = known;
    if (typeof counter.per === 'object') all.push({ attribute: counter.per.attribute });
    const moves = (counter.of ?? 'referrer') === beneficiary && movesOn(document, counter).includes(earnedOn);
    if (reading.at === 'after' && measure !== undefined && moves) all.push(...measure.reads, ...(where?.reads ?? []));
  }
  return distinct(all);
};

/** What is inside of the caps and floors around all of it. */
const unlimitedOf = (compiler: Compiler, pay: Pay, path: string): Formula => {
  if ('cap' in pay) return unlimitedOf(compiler, pay.cap.pay, `${path}/cap/pay`);
  if ('floor' in pay) return unlimitedOf(compiler, pay.floor.pay, `${path}/floor/pay`);
  return payOf(compiler, pay, path);
};

/** The counters that a floor moves itself. */
const floorsOf = (pay: Pay): readonly string[] => {
  if ('floor' in pay)
    return [...(pay.floor.counter === undefined ? [] : [pay.floor.counter]), ...floorsOf(pay.floor.pay)];
  if ('cap' in pay) return floorsOf(pay.cap.pay);
  if ('sum' in pay) return pay.sum.flatMap(floorsOf);
  if ('least' in pay) return pay.least.flatMap(floorsOf);
  if ('greatest' in pay) return pay.greatest.flatMap(floorsOf);
  if ('first' in pay) return pay.first.flatMap((one) => floorsOf(one.pay));
  return 'collected' in pay ? floorsOf(pay.collected.pay) : [];
};

/** The slabs that are all of it, or are added up to it. */
const slabsOf = (compiler: Compiler, pay: Pay, path: string): readonly Formula[] => {
  if ('slab' in pay) return [slabOf(compiler, pay.slab, `${path}/slab`)];
  return 'sum' in pay ? pay.sum.flatMap((part, index) => slabsOf(compiler, part, `${path}/sum/${index}`)) : [];
};

const splitOf = (compiler: Compiler, { place, shares, overlay }: Split, path: string): PreparedSplit => {
  const prepared = shares.map((share, index) => ratioParam(compiler, share, `${path}/shares/${index}`, 'share'));
  const share = prepared[place - 1];
  if (share === undefined) throw new InvalidPlan(`The split at ${path} has no place ${place}.`);
  return {
    place: textParam(compiler, `${place}`, `${path}/place`, 'place'),
    shares: prepared,
    share,
    overlay: overlay === true,
  };
};

const installmentsOf = (
  compiler: Compiler,
  { installments = [] }: Rule,
  path: string,
): readonly PreparedInstallment[] =>
  installments.map(({ share, hold }, index) => ({
    place: textParam(compiler, `${index + 1}`, path, 'place'),
    share: ratioParam(compiler, share, `${path}/${index}/share`, 'share'),
    hold,
  }));
