import { fxStream } from '@commission-ledger/events';
import { type Admissions, decidedBy } from '../admission/admission.ts';
import { fxDecider } from './fxDecider.ts';

/** Rates of exchange. */
export type FxFact = 'FxRateRecorded';

const ofFx = decidedBy(fxDecider, ({ data }) => fxStream(data.from, data.to));

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const fxAdmissions: Admissions<FxFact> = {
  FxRateRecorded: { ...ofFx, key: ({ from, to, date }) => `fx/${from}/${to}/${date}` },
};
