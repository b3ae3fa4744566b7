import type { RatingRefusal } from './rating.ts';

/** Why a cause cannot be rated, in one sentence, and what would help. */
export const describeRatingRefusal = (refusal: RatingRefusal): string => {
  switch (refusal._tag) {
    case 'MissingAttribute':
      return `The deal has no attribute ${refusal.attribute}, which the plan asks for. Publish a version that says what a missing one counts as.`;
    case 'MissingMeasure':
      return `Rule ${refusal.rule} needs the ${refusal.measure}, which this cause does not have. Correct the plan.`;
    case 'OtherCurrency':
      return `The plan pays in ${refusal.expected}, the cause is in ${refusal.got}. Enrol the partner in a plan of that currency.`;
    case 'OutOfBounds':
      return `${refusal.rule === undefined ? 'This cause' : `Rule ${refusal.rule}`} comes to an amount or a number that is too large to be written. Correct the amounts and numbers of the cause.`;
  }
};
