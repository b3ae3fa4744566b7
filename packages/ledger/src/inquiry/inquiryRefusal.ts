import type { Describers } from '../describers.ts';

/** Why a command about an inquiry is refused. */
export type InquiryRefusal =
  | Readonly<{ _tag: 'UnknownInquiry'; inquiry: string }>
  | Readonly<{ _tag: 'InquiryExists'; inquiry: string }>
  | Readonly<{ _tag: 'InquiryInState'; inquiry: string; state: string; wanted: string }>
  /** There is none, or it is another partner's: which of the two is not told. */
  | Readonly<{ _tag: 'UnknownInquirySubject'; kind: string; id: string }>;

/** One sentence for what is wrong, one for what to do. */
export const inquiryRefusals: Describers<InquiryRefusal> = {
  UnknownInquiry: ({ inquiry }) => `There is no inquiry ${inquiry}. Open it first, or check the id.`,
  InquiryExists: ({ inquiry }) => `The inquiry ${inquiry} was opened already. Use another id.`,
  InquiryInState: ({ inquiry, state, wanted }) =>
    `The inquiry ${inquiry} is ${state} and cannot be ${wanted}. ${
      state === 'resolved' ? 'Reopen it first, if that is meant.' : 'It still waits for an answer.'
    }`,
  UnknownInquirySubject: ({ kind, id }) =>
    `The partner has no ${kind} ${id} in this program. Check what the inquiry is about.`,
};
