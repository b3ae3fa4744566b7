import { Id, isId } from './id.ts';

const streamOf = (category: string, ...ids: readonly string[]): string => {
  // Otherwise `a.b` and `c` would share a stream with `a` and `b.c`.
  if (!ids.every(isId)) throw new RangeError(`The name of a ${category} stream is made of ids.`);
  return `${category}-${ids.join('.')}`;
};

/** The stream of a program. Like all of these: @throws RangeError on what is not an id. */
export const programStream = (program: string): string => streamOf('program', program);
/** The stream of a plan: one `PlanPublished` for each version. */
export const planStream = (plan: string): string => streamOf('plan', plan);
/** The stream of a partner. */
export const partnerStream = (partner: string): string => streamOf('partner', partner);
/** The stream of a lead. */
export const leadStream = (lead: string): string => streamOf('lead', lead);
/** The stream of a deal, with its payments and refunds. */
export const dealStream = (deal: string): string => streamOf('deal', deal);
/** The stream of a customer whom partners compete for. */
export const claimStream = (program: string, customer: string): string => streamOf('claim', program, customer);
/** The stream of an inquiry. */
export const inquiryStream = (inquiry: string): string => streamOf('inquiry', inquiry);
/** The stream of a person whose data were erased. */
export const subjectStream = (subject: string): string => streamOf('subject', subject);
/** The stream of a payout run. */
export const payoutRunStream = (run: string): string => streamOf('payoutrun', run);
/** The stream of the seals of a ledger. */
export const sealStream = (ledger: string): string => streamOf('seal', ledger);

/** The stream of the rates of exchange from one currency to another. */
export const fxStream = (from: string, to: string): string => streamOf('fx', from, to);

/** One account per program, partner and currency: the consistency boundary of money. */
export type AccountRef = Readonly<{ program: string; partner: string; currency: string }>;

/** The stream of an account. */
export const accountStream = ({ program, partner, currency }: AccountRef): string =>
  streamOf('account', program, partner, currency);

/** The account whose stream this is, or `undefined` for a stream of another category. */
export const accountOfStream = (stream: string): AccountRef | undefined => {
  const [, program, partner, currency] = /^account-([\w-]+)\.([\w-]+)\.([A-Z]{3})$/.exec(stream) ?? [];
  return Id.is(program) && Id.is(partner) && currency !== undefined ? { program, partner, currency } : undefined;
};

/** The category of a stream: what stands before the first `-`. */
export const categoryOf = (stream: string): string => stream.split('-', 1).join('');

/** A stream's name: its category, `-`, and ids separated by dots. */
export const isStreamName = (name: string): boolean => {
  const [, ids = ''] = /^[a-z]+-(.*)$/s.exec(name) ?? [];
  return ids.split('.').every(isId);
};
