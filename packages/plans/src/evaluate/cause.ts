import { absent, booked, choice, ratioOf, sum, type Node } from '@commission-ledger/calculation';
import { exactOf, zero } from '@commission-ledger/money';
import { earlierWindows, previousWindow, windowOf } from './counterWindow.ts';
import {
  prepared,
  type After,
  type Cause,
  type Plan,
  type PreparedCounter,
  type PreparedRole,
  type Standing,
} from './plan.ts';
import type { Facts, RuleOutcome } from './rating.ts';
import { verdictOf } from './verdictOf.ts';

export type { Cause } from './plan.ts';

/** A cause before anything has been computed. */
export const causeOf = (
  plan: Plan,
  facts: Facts,
  role: PreparedRole,
  moves: boolean,
  outcomes: readonly RuleOutcome[],
): Cause => ({ plan, facts, role, moves, measures: [], standings: [], outcomes });

/** An attribute of the deal, or the plan's default for it. */
export const attributeOf = ({ plan, facts }: Cause, name: string): Node =>
  present(Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : plan[prepared].defaults.get(name));

/** A parameter as the enrolment sets it, or as the plan has it. */
export const parameterOf = ({ plan, facts }: Cause, name: string): Node =>
  (Object.hasOwn(facts.parameters, name) ? facts.parameters[name] : undefined) ??
  present(plan[prepared].parameters.get(name)).value;

/** Each counter is asked for once in its window, however many rules read it. */
export const standingOf = (cause: Cause, id: string): Standing => {
  for (const known of cause.standings) if (known.prepared.counter.id === id) return known;
  const counter = present(cause.plan[prepared].counters.get(id));
  const window = windowOf(counter.counter, cause.facts.date, keptFor(cause, counter));
  const found = cause.facts.counterBefore(id, window);
  const standing: Standing = { prepared: counter, window, found, now: found, fed: false, after: undefined };
  cause.standings.push(standing);
  return standing;
};

/** The deal or the value of the attribute for which the counter is kept. */
const keptFor = (cause: Cause, { counter: { per } }: PreparedCounter): string | undefined => {
  if (per === undefined) return undefined;
  if (per === 'deal') return cause.facts.deal;
  const { value } = attributeOf(cause, per.attribute);
  return value._tag === 'text' ? value.text : undefined;
};

/** A counter with the measure of the cause, when the cause is of its kind and meets its condition. */
export const afterOf = (cause: Cause, id: string): After => {
  const standing = standingOf(cause, id);
  const { measure } = standing.prepared;
  if (measure === undefined || !cause.moves || !cause.role.moved.has(id))
    return { moved: standing.fed, node: standing.now };
  standing.after ??= movedBy(cause, standing, measure.node(cause));
  return standing.after;
};

const movedBy = (cause: Cause, { prepared: counter, found }: Standing, by: Node): After => {
  const after = sum([found, by], { name: 'counter-after' });
  if (counter.where === undefined) return { moved: true, node: after };
  const verdict = verdictOf(counter.where, cause);
  return verdict.met
    ? { moved: true, node: choice(after, verdict.because, [], { name: 'counter-after' }) }
    : {
        moved: false,
        node: choice(found, [], [{ rule: counter.ref, failed: verdict.failed }], { name: 'counter-after' }),
      };
};

/** Adds commission to a counter of commission. */
export const feed = (cause: Cause, id: string, by: Node): void => {
  const standing = standingOf(cause, id);
  standing.now = sum([standing.now, by], { name: 'counter-after' });
  standing.fed = true;
};

/** The counter at the end of the window before; nothing where there is none. */
export const previousOf = (cause: Cause, id: string): Node => {
  const { prepared: counter, window } = standingOf(cause, id);
  const before = previousWindow(counter.counter, window);
  return before === undefined ? noWindow(cause, counter, window) : cause.facts.counterBefore(id, before);
};

/** The counter at the end of each earlier window of the same year, the last first. */
export const earlierOf = (cause: Cause, id: string): readonly Node[] => {
  const { prepared: counter, window } = standingOf(cause, id);
  return earlierWindows(counter.counter, window).map((earlier) => cause.facts.counterBefore(id, earlier));
};

/** Stands for a window that there is not. */
export const noWindow = ({ plan }: Cause, { counter, kind }: PreparedCounter, window: string): Node =>
  absent(
    kind === 'money' ? booked(zero(plan.currency)) : ratioOf(nothing),
    `${counter.id} before ${window}`,
    [],
    'counter-before',
  );

const nothing = exactOf(0n);

/** What was asked for before the rating began is there. */
export const present = <A>(found: A | undefined): A => {
  if (found === undefined) throw new TypeError('A rule reads something that was not asked for.');
  return found;
};
