import type { Projection } from '../projection.ts';

/** Which lead it is; the lead's own document says the rest. */
export type LeadOfPartnerDocument = Readonly<{ lead: string }>;

/** The leads of each partner in a program, so that a partner's list never reads anybody else's leads. */
export const leadsOfPartners: Projection<LeadOfPartnerDocument> = {
  name: 'leads-of-partners',
  version: 1,
  keysOf: (event) => {
    if (event.type !== 'LeadSubmitted') return [];
    const { program, partner, lead } = event.data;
    return [`${program}/${partner}/${lead}`];
  },
  evolve: (document, event) => (event.type === 'LeadSubmitted' ? { lead: event.data.lead } : document),
};
