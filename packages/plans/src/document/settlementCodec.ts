import { byFields, closedRecord, type JsonCodec } from './closedRecord.ts';
import { listOf, oneOf, text, textOr, whole } from './jsonCodec.ts';
import type { AttributionTerms, CancellationTerms, Draw, Fee, PayoutTerms, TaxRate } from './settlementTerms.ts';
import { LocalizedTextCodec, RateCodec } from './wordCodecs.ts';

const wholes = listOf('a list of whole numbers', whole);

const DrawCodec: JsonCodec<Draw> = closedRecord(
  'a draw',
  { amount: text, kind: oneOf('recoverable', 'non-recoverable', 'forgiven'), from: text },
  { until: text, recovery: RateCodec },
);

const TaxRateCodec: JsonCodec<TaxRate> = closedRecord(
  'a dated rate for a status',
  { status: text, rate: RateCodec, from: text },
  { title: LocalizedTextCodec },
);

const FeeCodec: JsonCodec<Fee> = closedRecord(
  'a fee',
  { id: text, title: LocalizedTextCodec, bornBy: oneOf('partner', 'program') },
  { rate: RateCodec, fixed: text, waivedFrom: text },
);

const required = {
  convention: oneOf('none', 'following', 'modified-following', 'preceding'),
  cutOff: textOr<Exclude<PayoutTerms['cutOff'], string>, 'start-of-month'>(
    oneOf('start-of-month'),
    closedRecord('days before the payout', { daysBefore: whole }, {}),
  ),
  minimum: text,
};

const optional = {
  negative: oneOf('carry', 'write-off'),
  draw: DrawCodec,
  withholding: listOf('a list of dated rates', TaxRateCodec),
  vat: listOf('a list of dated rates', TaxRateCodec),
  fees: listOf('a list of fees', FeeCodec),
};

const weekday = oneOf('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday');

/** When matured commission is paid, and what is added or kept back. */
export const PayoutTermsCodec: JsonCodec<PayoutTerms> = byFields<PayoutTerms>('payout terms', [
  ['day', () => closedRecord('payout terms', { ...required, day: whole }, { ...optional, months: wholes })],
  ['days', () => closedRecord('payout terms', { ...required, days: wholes }, optional)],
  ['weekday', () => closedRecord('payout terms', { ...required, weekday }, optional)],
]);

/** Who is credited with a deal. */
export const AttributionCodec: JsonCodec<AttributionTerms> = closedRecord(
  'attribution terms',
  { model: oneOf('first-touch', 'last-touch', 'first-registration'), days: whole },
  {},
);

/** What a cancellation takes back. */
export const CancellationCodec: JsonCodec<CancellationTerms> = closedRecord(
  'cancellation terms',
  { takeBack: oneOf('unserved', 'all'), term: whole, by: oneOf('months', 'days') },
  {},
);
