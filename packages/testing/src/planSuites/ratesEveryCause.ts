import { arbitraryBusiness } from './arbitraryFacts.ts';
import { checkEvery, type Effort } from './checkEvery.ts';
import { playedSteps, type Subject } from './playedSteps.ts';
import type { Counterexample } from './planSuiteFailure.ts';
import { stepsOf } from './stepsOf.ts';

/** Every deal and payment is rated, whatever it leaves unsaid: none has to be parked until somebody tells more. */
export const ratesEveryCause = (subject: Subject, effort: Effort): void => {
  const { words } = subject;
  checkEvery(
    'rates every deal and payment',
    arbitraryBusiness(words, 'sparse'),
    (business): Counterexample | undefined => {
      const steps = stepsOf(business, words).flat();
      const results = playedSteps(subject, steps);
      const refused = results.findIndex((result) => result._tag === 'refused');
      const result = results[refused];
      if (result === undefined || result._tag !== 'refused') return undefined;
      const { _tag, ...details } = result.refusal;
      const what = Object.values(details).filter((value) => typeof value === 'string');
      return { steps: steps.slice(0, refused + 1), why: `The last step is refused: ${_tag} (${what.join(', ')}).` };
    },
    effort,
  );
};
