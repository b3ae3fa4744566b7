import * as t from 'io-ts';
import { Id } from '../id.ts';
import { Attributes } from './attributes.ts';
import { Prospect } from './prospect.ts';
import { PlainText, foreign, happened } from './vocabulary.ts';

/** A partner brought a lead. */
export const LeadSubmitted = t.readonly(
  t.intersection([
    t.type({ lead: Id, program: Id, partner: Id, prospect: Prospect, attributes: Attributes, ...happened }),
    foreign,
  ]),
);

/** The program takes the lead. */
export const LeadAccepted = t.readonly(t.type({ lead: Id, ...happened }));

/** The program does not take the lead, for a reason the partner may read. */
export const LeadRejected = t.readonly(t.type({ lead: Id, reason: PlainText, ...happened }));

/** The lead was already known as another lead. */
export const LeadMarkedDuplicate = t.readonly(t.type({ lead: Id, of: Id, ...happened }));

/** The lead reached a stage of the sale. */
export const LeadAdvanced = t.readonly(t.type({ lead: Id, stage: PlainText, ...happened }));

/** The sale did not happen, for a reason the partner may read. */
export const LeadLost = t.readonly(t.type({ lead: Id, reason: PlainText, ...happened }));

/** Nothing happened for too long. */
export const LeadExpired = t.readonly(t.type({ lead: Id, ...happened }));

/** A rejected, lost or expired lead lives again. */
export const LeadReopened = t.readonly(t.type({ lead: Id, reason: PlainText, ...happened }));
