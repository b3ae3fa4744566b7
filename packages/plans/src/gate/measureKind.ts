import type { Counter, Measure, MeasureDefinition, PlanDocument } from '../document/planDocument.ts';

/** What a measure or a counter is made of: booked money, or plain numbers. */
export type MeasureKind = 'money' | 'quantity';

/** The kind of a measure; `undefined` where it is not declared or mixes both, which is a problem of its own. */
export const kindOf = (measure: Measure, document: PlanDocument): MeasureKind | undefined => {
  const kinds = new Set(
    [...measuresWithin(measure, document)].flatMap((part): readonly (MeasureKind | 'unknown')[] => {
      if (part === 'payment' || part === 'deal') return ['money'];
      if (part === 'count') return ['quantity'];
      const definition = definitionOf(part, document);
      if (definition === undefined) return ['unknown'];
      if ('sum' in definition) return [];
      return 'amount' in definition || 'commission' in definition ? ['money'] : ['quantity'];
    }),
  );
  const [kind, ...others] = kinds;
  return others.length > 0 || kind === 'unknown' ? undefined : kind;
};

/** The kind of what a counter adds up; commission is money. */
export const kindOfCounter = ({ measure }: Counter, document: PlanDocument): MeasureKind | undefined =>
  typeof measure === 'string' ? kindOf(measure, document) : 'money';

/** Everything that a measure is made of, itself included, each once. */
export const measuresWithin = (measure: Measure, document: PlanDocument): ReadonlySet<Measure> => {
  const reached = new Set([measure]);
  // A set goes on to what is added while it is walked.
  for (const part of reached) {
    const definition = definitionOf(part, document);
    if (definition !== undefined && 'sum' in definition) {
      for (const next of [...definition.sum, ...(definition.less ?? [])]) reached.add(next);
    }
  }
  return reached;
};

/** Whether only payments have the measure: when a deal is won, nobody has paid yet. */
export const readsPayment = (measure: Measure, document: PlanDocument): boolean =>
  [...measuresWithin(measure, document)].some((part) => {
    if (part === 'payment') return true;
    const definition = definitionOf(part, document);
    if (definition === undefined) return false;
    if ('elapsed' in definition) return definition.since === 'first-payment';
    return 'of' in definition && definition.of === 'payment';
  });

/** The rules whose commission a measure adds up. */
export const commissionsWithin = (measure: Measure, document: PlanDocument): readonly string[] =>
  [...measuresWithin(measure, document)].flatMap((part) => {
    const definition = definitionOf(part, document);
    return definition !== undefined && 'commission' in definition ? definition.commission : [];
  });

/** Whether the measure can be nothing but zero or more. */
export const neverNegative = (measure: Measure, document: PlanDocument): boolean => {
  const definition = definitionOf(measure, document);
  if (definition === undefined) return true;
  if ('sum' in definition) return definition.notBelowZero === true;
  return !('commission' in definition) && !('amount' in definition);
};

/**
 * Which cause moves a counter: as it says, or as its measure tells. Commission moves whenever its rules pay
 * (`either`); `undefined` where neither tells.
 */
export const causeOfCounter = (
  { measure, on }: Counter,
  document: PlanDocument,
): 'win' | 'payment' | 'either' | undefined => {
  if (typeof measure !== 'string') return 'either';
  if (on !== undefined) return on;
  const parts = [...measuresWithin(measure, document)];
  const carried = parts.some((part) => part === 'payment' || carrierOf(part, document) === 'payment');
  if (carried) return 'payment';
  const dealOnly = parts.every((part) => {
    const definition = definitionOf(part, document);
    if (part === 'deal') return true;
    if (definition === undefined) return false;
    return 'sum' in definition || ('amount' in definition && definition.of === 'deal');
  });
  return dealOnly ? 'win' : undefined;
};

const carrierOf = (measure: Measure, document: PlanDocument): 'payment' | 'deal' | undefined => {
  const definition = definitionOf(measure, document);
  return definition !== undefined && 'of' in definition ? definition.of : undefined;
};

/** The plan's own definition of a measure that is not built in. */
export const definitionOf = (measure: Measure, { measures }: PlanDocument): MeasureDefinition | undefined =>
  measures !== undefined && Object.hasOwn(measures, measure) ? measures[measure] : undefined;
