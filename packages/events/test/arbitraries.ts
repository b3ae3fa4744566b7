import {
  BusinessCalendarCodec,
  businessCalendar,
  type Instant,
  InstantCodec,
  LocalDateCodec,
  TimeZoneCodec,
} from '@commission-ledger/calendar';
import { CurrencyCodeJson, ExactJson, MoneyJson, ofMinor, ratio } from '@commission-ledger/money';
import * as fc from 'fast-check';
import * as t from 'io-ts';
import { NoteText } from '../src/catalogue/seal.ts';
import { Currency, OpaqueJson, WindowKey, happened } from '../src/catalogue/vocabulary.ts';
import {
  Attributes,
  BeneficiaryCodec,
  type EventType,
  ForeignKey,
  Hours,
  Id,
  type LedgerEvent,
  LongText,
  PlainText,
  Sha256,
  WallTime,
  Whole,
  catalogue,
  hashOf,
} from '../src/index.ts';
import { right } from './recording.ts';

/** Few ids, so that things meet. */
export const id = fc.constantFrom('a', 'B_2', 'a-1', '7');

/** Text as people write it, in several scripts, in the normal form that is stored. */
const plainText = fc
  .oneof(fc.constantFrom('Orion Consulting', 'Café', 'Гелиос', '𝒳 & "Y"\\', '\u202Ex'), fc.string({ unit: 'grapheme' }))
  .map((text) => text.normalize('NFC'))
  .filter(PlainText.is);

/** Several lines of it. */
const longText = fc
  .array(plainText, { minLength: 1, maxLength: 3 })
  .map((lines) => lines.join('\n\t').normalize('NFC'))
  .filter((text) => LongText.is(text));

const wallTime = fc.oneof(
  fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => `${part}`.padStart(2, '0')).join(':')),
  fc.constant('24:00'),
);

export const personalData = fc.dictionary(fc.constantFrom('name', 'phone', 'email'), plainText);

const currencies = ['USD', 'JPY', 'KWD'].map((code) => right(CurrencyCodeJson.decode(code)));
const currency = fc.constantFrom(...currencies);
const money = fc.tuple(fc.bigInt({ min: -300n, max: 300n }), currency).map(([minor, code]) => ofMinor(minor, code));
const exact = fc
  .tuple(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 1n, max: 9n }))
  .map(([over, under]) => ratio(over, under));

const dates = ['2024-02-29', '2017-03-01', '2017-03-31'].map((date) => right(LocalDateCodec.decode(date)));
const instants = ['2017-03-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'].map((at) => right(InstantCodec.decode(at)));
const zones = ['UTC', 'Europe/Paris'].map((zone) => right(TimeZoneCodec.decode(zone)));
const instant: fc.Arbitrary<Instant> = fc.constantFrom(...instants);

/** JSON with any numbers, such as another layer may have. */
const json = fc.object({
  key: fc.constantFrom('b', 'a', '10', '9', 'é'),
  maxDepth: 2,
  values: [
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
    fc.integer(),
    plainText,
    fc.boolean(),
    fc.constant(null),
  ],
});

const bytes = (length: fc.IntArrayConstraints) =>
  fc.uint8Array(length).map((content) => Buffer.from(content).toString('base64url'));

/** What each elementary codec reads. */
const leaves = new Map<unknown, fc.Arbitrary<unknown>>([
  [Id, id],
  [PlainText, plainText],
  [ForeignKey, fc.string({ unit: 'binary' }).filter(ForeignKey.is)],
  [Attributes, fc.dictionary(plainText, plainText, { maxKeys: 3 }).filter(Attributes.is)],
  [MoneyJson, money],
  [ExactJson, exact],
  [Currency, currency],
  [CurrencyCodeJson, currency],
  [LocalDateCodec, fc.constantFrom(...dates)],
  [happened.occurredAt, instant],
  [InstantCodec, instant],
  [LongText, longText],
  [NoteText, fc.constantFrom('acme/1\n1\n\n— Ô+ x08go/ZJ\n', 'e\u0301\n')],
  [WallTime, wallTime],
  [Hours, fc.integer({ min: 1, max: 10_000 })],
  [TimeZoneCodec, fc.constantFrom(...zones)],
  [BusinessCalendarCodec, fc.subarray(dates).map((holidays) => right(businessCalendar({ weekend: [6, 7], holidays })))],
  [OpaqueJson, json],
  [Sha256, fc.constantFrom(hashOf('a'), hashOf('b'))],
  [Whole, fc.nat({ max: 3 })],
  [BeneficiaryCodec, fc.constantFrom('referrer', 'upline', 'upline-2', 'upline-9', 'overlay-specialist')],
  [WindowKey, fc.tuple(fc.constantFrom('2017', '2017-Q1'), plainText).map(([period, kept]) => `${period}/${kept}`)],
  [t.boolean, fc.boolean()],
  [t.string, plainText],
  [t.null, fc.constant(null)],
]);

/** The encrypted form of a prospect has codecs of its own, known by name. */
const encrypted = new Map<string, fc.Arbitrary<unknown>>([
  ['Nonce', bytes({ minLength: 12, maxLength: 12 })],
  ['Ciphertext', bytes({ minLength: 1, maxLength: 40 })],
  ['Tag', bytes({ minLength: 16, maxLength: 16 })],
]);

/** Anything a codec of the catalogue reads, built from the codec itself, so that no field is forgotten. */
const decodedBy = (codec: t.Mixed): fc.Arbitrary<unknown> => {
  const leaf = leaves.get(codec) ?? encrypted.get(codec.name);
  if (leaf !== undefined) return leaf;
  if (codec instanceof t.ReadonlyType || codec instanceof t.ExactType) return decodedBy(codec.type as t.Mixed);
  if (codec instanceof t.LiteralType) return fc.constant(codec.value);
  if (codec instanceof t.KeyofType) return fc.constantFrom(...Object.keys(codec.keys as object));
  if (codec instanceof t.UnionType) return fc.oneof(...(codec.types as t.Mixed[]).map(decodedBy));
  if (codec instanceof t.ReadonlyArrayType) return fc.array(decodedBy(codec.type as t.Mixed), { maxLength: 2 });
  if (codec instanceof t.DictionaryType)
    return fc.dictionary(
      decodedBy(codec.domain as t.Mixed) as fc.Arbitrary<string>,
      decodedBy(codec.codomain as t.Mixed),
    );
  if (codec instanceof t.IntersectionType)
    return fc.tuple(...(codec.types as t.Mixed[]).map(decodedBy)).map((parts) => Object.assign({}, ...parts) as object);
  if (codec instanceof t.InterfaceType) return fc.record(propsOf(codec));
  if (codec instanceof t.PartialType) return fc.record(propsOf(codec), { requiredKeys: [] });
  throw new Error(`No arbitrary for ${codec.name}: add one for this codec.`);
};

const propsOf = (codec: { props: unknown }): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(
    Object.entries(codec.props as Record<string, t.Mixed>).map(([name, prop]) => [name, decodedBy(prop)]),
  );

/** The names of the catalogue. */
export const eventTypes = Object.keys(catalogue) as EventType[];

/** Any event of one type. */
export const eventOf = (type: EventType): fc.Arbitrary<LedgerEvent> =>
  decodedBy(catalogue[type].codec).map((data) => ({ type, data }) as LedgerEvent);

/** Any event of one lead, so that several stand in one stream. */
export const eventOfLead: fc.Arbitrary<LedgerEvent> = fc
  .oneof(...eventTypes.filter((type) => /^Lead(?!Claimed)/.test(type)).map(eventOf))
  .map(({ type, data }) => ({ type, data: { ...data, lead: '1' } }) as LedgerEvent);

/** Any event of the catalogue. */
export const event: fc.Arbitrary<LedgerEvent> = fc.oneof(...eventTypes.map(eventOf));
