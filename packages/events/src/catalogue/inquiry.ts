import * as t from 'io-ts';
import { Id } from '../id.ts';
import { LongText, PlainText, happened } from './vocabulary.ts';

/**
 * What an inquiry is about. `node` is the id of a node in the explanation of that thing; a statement is named by its
 * month (`2026-03`), a plan by its id; `program` is anything else.
 */
export const InquirySubject = t.readonly(
  t.exact(
    t.intersection([
      t.type({
        kind: t.keyof({
          lead: null,
          deal: null,
          accrual: null,
          reversal: null,
          'true-up': null,
          adjustment: null,
          payout: null,
          statement: null,
          plan: null,
          announcement: null,
          program: null,
        }),
        id: PlainText,
      }),
      t.partial({ node: PlainText }),
    ]),
  ),
);

/** `objection`: the partner disagrees; one to an accrual keeps it out of payouts until it is resolved. */
export const InquiryKind = t.keyof({ question: null, proposal: null, objection: null });

/** A partner asks, proposes or objects. `assignee` is the partner's manager then, if there was one. */
export const InquiryOpened = t.readonly(
  t.type({
    inquiry: Id,
    program: Id,
    partner: Id,
    kind: InquiryKind,
    about: InquirySubject,
    text: LongText,
    assignee: t.union([PlainText, t.null]),
    ...happened,
  }),
);

/** Somebody of the program answers; the partner may still come back to it. */
export const InquiryAnswered = t.readonly(t.type({ inquiry: Id, text: LongText, by: PlainText, ...happened }));

/** Somebody else takes it over. */
export const InquiryEscalated = t.readonly(
  t.type({ inquiry: Id, to: PlainText, reason: PlainText, by: PlainText, ...happened }),
);

/** How it ends: what the partner asked for is done (`granted`), is not (`declined`), or the partner takes it back. */
export const InquiryResolved = t.readonly(
  t.type({
    inquiry: Id,
    outcome: t.keyof({ granted: null, declined: null, answered: null, withdrawn: null }),
    text: LongText,
    by: PlainText,
    ...happened,
  }),
);

/** The partner is not done with it. */
export const InquiryReopened = t.readonly(t.type({ inquiry: Id, reason: LongText, by: PlainText, ...happened }));
