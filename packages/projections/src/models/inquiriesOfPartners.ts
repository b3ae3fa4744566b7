import type { Projection } from '../projection.ts';

/** Which inquiry it is; its own document says the rest. */
export type InquiryOfPartnerDocument = Readonly<{ inquiry: string }>;

/** The inquiries of each partner in a program, so that a partner's list never reads anybody else's. */
export const inquiriesOfPartners: Projection<InquiryOfPartnerDocument> = {
  name: 'inquiries-of-partners',
  version: 1,
  keysOf: (event) => {
    if (event.type !== 'InquiryOpened') return [];
    const { program, partner, inquiry } = event.data;
    return [`${program}/${partner}/${inquiry}`];
  },
  evolve: (document, event) => (event.type === 'InquiryOpened' ? { inquiry: event.data.inquiry } : document),
};
