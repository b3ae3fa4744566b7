import type { RatingRefusal } from '@commission-ledger/plans';

/** Every reason why a cause cannot be rated. A new one does not compile until it is here. */
const REASONS: Readonly<Record<RatingRefusal['_tag'], true>> = {
  MissingAttribute: true,
  MissingMeasure: true,
  OtherCurrency: true,
  OutOfBounds: true,
};

/** Whether the cause itself cannot be rated, and is parked. On an account, only rating can meet another currency. */
export const isRatingRefusal = (failure: RatingRefusal | Readonly<{ _tag: string }>): failure is RatingRefusal =>
  Object.hasOwn(REASONS, failure._tag);
