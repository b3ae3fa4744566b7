import type { Locale } from '@commission-ledger/locale';
import type { MoneyRecord } from '@commission-ledger/money';
import type { Digest, DigestMoney, DigestPayout } from './digest.ts';
import { languages } from './languages.ts';
import { lastSteps } from './lastSteps.ts';
import { wordingIn } from './wording.ts';

/** How long a short message may be, and the name of the program in it. */
const LONGEST = { plain: { message: 160, name: 40 }, other: { message: 70, name: 20 } } as const;

/** What fits 160 times into one text message; with any other character, Cyrillic among them, only 70 fit. */
const PLAIN = /^[\n\r !"#$%&'()*+,\-./:;<=>?@_0-9A-Za-z£¥¤§¡¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΔΦΓΛΩΠΨΣΘΞ]*$/;

/**
 * The digest as one line that is one text message: of at most 160 characters, or 70 where the alphabet of text messages
 * does not have them all. What matters most comes first, and what does not fit is left out, never cut in the middle.
 */
export const digestMessage = (digest: Digest, locale: Locale = 'en'): string => {
  const parts = partsOf(digest, locale).map(simple);
  const name = simple(digest.programName);
  const longest = [name, ...parts].every((text) => PLAIN.test(text)) ? LONGEST.plain : LONGEST.other;
  let message = `${cut(name, longest.name)}:`;
  let separator = ' ';
  for (const part of parts) {
    if (message.length + separator.length + part.length > longest.message) continue;
    message += `${separator}${part}`;
    separator = ', ';
  }
  return message;
};

const partsOf = (digest: Digest, locale: Locale): readonly string[] => {
  const language = languages[locale];
  const { short } = language;
  const { amount } = wordingIn(language);
  const { money, deferrals, leads, deals, disputes, standing, inquiries, news, waiting } = digest;
  const payouts = lastSteps(digest.payouts);
  const arriving = (wanted: DigestPayout['step']): readonly MoneyRecord[] =>
    payouts.filter(({ step }) => step === wanted).map(({ arrives }) => arrives);
  const amounts = (records: readonly MoneyRecord[]): string => records.map(amount).join(' + ');
  const inGroup = (group: DigestMoney['entries'][number]['group']) =>
    money.filter(({ entries }) => entries.some((entry) => entry.group === group));
  const part = (records: readonly MoneyRecord[], say: (amounts: string) => string): readonly string[] =>
    records.length === 0 ? [] : [say(amounts(records))];
  const all = [
    ...standing.map(({ kind }) => short.standing[kind]),
    ...part(arriving('settled'), short.paid),
    ...counted(
      payouts.filter(({ step }) => step === 'failed' || step === 'voided'),
      short.failed,
    ),
    ...part(arriving('issued'), short.issued),
    ...part(
      inGroup('earned').map(({ earned }) => earned),
      short.earned,
    ),
    ...part(
      inGroup('taken-back').map(({ takenBack }) => takenBack),
      short.takenBack,
    ),
    ...counted(waiting, short.waiting),
    ...part(
      money.filter(({ maturedEntries }) => maturedEntries.length > 0).map(({ matured }) => matured),
      short.matured,
    ),
    ...counted(disputes, short.disputes),
    ...counted(deferrals, short.deferred),
    ...counted(leads, short.leads),
    ...counted(deals, short.deals),
    ...counted(inquiries, short.answers),
    ...counted(news, short.news),
  ];
  return digest.isEmpty ? [short.nothing, ...counted(waiting, short.waiting)] : all;
};

const counted = (rows: readonly unknown[], say: (count: number) => string): readonly string[] =>
  rows.length === 0 ? [] : [say(rows.length)];

/** The beginning of a name that is too long: whole characters, never half of one. */
const cut = (name: string, longest: number): string => {
  if (name.length <= longest) return name;
  let beginning = '';
  for (const character of name) {
    if (beginning.length + character.length > longest - 3) break;
    beginning += character;
  }
  return `${beginning.trimEnd()}...`;
};

/** In characters that any phone has: plain spaces, minus and quotes. */
const simple = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('−', '-')
    .replaceAll(/[“”«»]/g, '"')
    .replaceAll(/[‘’]/g, "'");
