/** Text in the languages of the product; English is always there. */
export type LocalizedText = Readonly<{ en: string; ru?: string }>;

/** A share: `"0.05"` is 5 %, `{"num":"1","den":"3"}` is a third. */
export type RateJson = string | Readonly<{ num: string; den: string }>;

/** A number that the plan names, so that a partner's enrolment may set another. */
export type ParameterRef = Readonly<{ parameter: string }>;

/** A decimal in the plan's currency, zero or more, or the parameter that holds one. */
export type AmountTerm = string | ParameterRef;

/** A rate, or the parameter that holds one. */
export type RateTerm = RateJson | ParameterRef;

/** Somewhere along a running total: an amount or a count, or a share of a parameter: 125 % of the quota. */
export type PointTerm = AmountTerm | Readonly<{ share: RateJson; of: string }>;

/** A named number of the plan. An enrolment may override it for one partner; everyone else has this one. */
export type Parameter = Readonly<{ title?: LocalizedText }> &
  (Readonly<{ amount: string }> | Readonly<{ rate: RateJson }>);
