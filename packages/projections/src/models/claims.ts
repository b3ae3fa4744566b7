import type { Projection } from '../projection.ts';

/** A lead that claimed a customer, for the program to read: it names the partner. */
export type ClaimDocument = Readonly<{
  program: string;
  customer: string;
  lead: string;
  partner: string;
  /** When it claimed first: when the lead came in. */
  at: string;
  /** Its place among the claims of the customer: the first of them has the smallest. */
  order: number;
}>;

/** One document for each lead of a customer, so that the claims of one customer are read without all others. */
export const claims: Projection<ClaimDocument> = {
  name: 'claims',
  version: 1,
  keysOf: (event) => {
    if (event.type !== 'LeadClaimed') return [];
    const { program, customer, lead } = event.data;
    return [`${program}/${customer}/${lead}`];
  },
  evolve: (document, event) => {
    // A lead that claims anew came in when it came in.
    if (document !== undefined || event.type !== 'LeadClaimed') return document;
    const { program, customer, lead, partner, occurredAt } = event.data;
    return { program, customer, lead, partner, at: occurredAt, order: event.revision };
  },
};
