import type { PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { payParts } from './payParts.ts';

/**
 * What a limit keeps in mind belongs to that limit alone, as a second one would move it again; and to all that the rule
 * pays, as a limit of a part that is not paid in the end would move it for nothing.
 */
export const problemsOfSharedCounters = ({ rules }: PlanDocument): readonly PlanProblem[] =>
  rules.flatMap(({ pay }, index) => {
    const kept = payParts(pay, `/rules/${index}/pay`).flatMap((part) => keptBy(part.pay, part.path));
    const outermost = new Set(limitsAround(pay, `/rules/${index}/pay`));
    return kept.flatMap(({ counter, path }, place): readonly PlanProblem[] => {
      if (!outermost.has(path)) return [within(path)];
      const first = kept.findIndex((other) => other.counter === counter);
      if (first === place) return [];
      const message = `${kept[first]?.path ?? ''} moves this counter already. Give each limit a counter of its own.`;
      return [{ path, code: 'counter-taken', message }];
    });
  });

const keptBy = (
  pay: Parameters<typeof payParts>[0],
  path: string,
): readonly Readonly<{ counter: string; path: string }>[] => {
  if ('cap' in pay && pay.cap.carry !== undefined) return [{ counter: pay.cap.carry, path: `${path}/cap/carry` }];
  if ('floor' in pay && pay.floor.counter !== undefined) {
    return [{ counter: pay.floor.counter, path: `${path}/floor/counter` }];
  }
  return [];
};

/** Caps and floors that stand around all that is paid, by the places of the counters they move. */
const limitsAround = (pay: Parameters<typeof payParts>[0], path: string): readonly string[] => {
  if ('cap' in pay) return [`${path}/cap/carry`, ...limitsAround(pay.cap.pay, `${path}/cap/pay`)];
  if ('floor' in pay) return [`${path}/floor/counter`, ...limitsAround(pay.floor.pay, `${path}/floor/pay`)];
  return [];
};

const within = (path: string): PlanProblem => ({
  path,
  code: 'limit-within',
  message:
    'What this limit keeps in mind is moved even where the part is not what is paid. Put the limit around all that the clause pays, or into a clause of its own.',
});
