import * as t from 'io-ts';
import { Id } from '../id.ts';
import { Attributes } from './attributes.ts';
import { Prospect } from './prospect.ts';
import { PlainText, foreign, happened } from './vocabulary.ts';

/** A partner brought a lead. */
export const LeadSubmitted = t.readonly(
  t.intersection([
    t.type({ lead: Id, program: Id, partner: Id, prospect: Prospect, attributes: Attributes, ...happened }),
    /** The same for every lead about the same customer, and nothing that tells who that is: leads compete for it. */
    t.partial({ customer: Id }),
    foreign,
  ]),
);

/** The program takes the lead. */
export const LeadAccepted = t.readonly(t.type({ lead: Id, ...happened }));

/** The program does not take the lead, for a reason the partner may read. */
export const LeadRejected = t.readonly(t.type({ lead: Id, reason: PlainText, ...happened }));

/** The lead was already known as another lead; `reason` is one that the partner may read. */
export const LeadMarkedDuplicate = t.readonly(
  t.intersection([t.type({ lead: Id, of: Id, ...happened }), t.partial({ reason: PlainText })]),
);

/** The lead reached a stage of the sale. */
export const LeadAdvanced = t.readonly(t.type({ lead: Id, stage: PlainText, ...happened }));

/** The sale did not happen, for a reason the partner may read. */
export const LeadLost = t.readonly(t.type({ lead: Id, reason: PlainText, ...happened }));

/** Nothing happened for too long. */
export const LeadExpired = t.readonly(t.type({ lead: Id, ...happened }));

/** A deal came of the lead: whatever else was said of it, it is won, and stays won when the deal is cancelled. */
export const LeadWon = t.readonly(t.type({ lead: Id, deal: Id, ...happened }));

/** A lead that is rejected, a duplicate, lost or expired lives again. */
export const LeadReopened = t.readonly(t.type({ lead: Id, reason: PlainText, ...happened }));
