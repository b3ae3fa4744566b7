import { subjectStream } from '@commission-ledger/events';
import { type Admissions, decidedBy } from '../admission/admission.ts';
import { erasureDecider } from './erasureDecider.ts';

/** Erasures of personal data. */
export type ErasureFact = 'SubjectErased';

const ofSubject = decidedBy(erasureDecider, ({ data }) => subjectStream(data.subject));

/** The command key is made of the subject: a person's data are erased once. */
export const erasureAdmissions: Admissions<ErasureFact> = {
  SubjectErased: { ...ofSubject, key: ({ subject }) => `subject/${subject}/erased` },
};
