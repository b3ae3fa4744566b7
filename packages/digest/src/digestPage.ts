import type { Digest, DigestInquiry, DigestLead } from './digest.ts';
import type { Language } from './language.ts';
import { lastSteps } from './lastSteps.ts';
import { moneyItems } from './moneyItems.ts';
import type { DigestPage, Item, Section } from './page.ts';
import { type Wording, wordingIn } from './wording.ts';

/** The digest in a language, without any markup. What waits for the reader comes first; empty sections are left out. */
export const digestPage = (digest: Digest, language: Language): DigestPage => {
  const wording = wordingIn(language);
  const { headings } = language;
  const sections: readonly Section[] = [
    { heading: headings.waiting, items: waitingItems(digest, wording) },
    { heading: headings.payouts, items: [...standingItems(digest, wording), ...payoutItems(digest, wording)] },
    { heading: headings.money, items: moneyItems(digest, wording) },
    { heading: headings.leads, items: leadItems(digest, wording) },
    { heading: headings.deals, items: dealItems(digest, wording) },
    { heading: headings.inquiries, items: digest.inquiries.map((inquiry) => inquiryItem(inquiry, wording)) },
    { heading: headings.news, items: newsItems(digest, wording) },
    { heading: headings.coming, items: comingItems(digest, wording) },
  ];
  return {
    title: language.title(digest.programName),
    period: language.period(wording.day(digest.fromDay), wording.day(digest.toDay)),
    greeting: digest.isEmpty
      ? `${language.greeting(digest.partnerName)} ${language.nothing}`
      : language.greeting(digest.partnerName),
    sections: sections
      .filter(({ items }) => items.length > 0)
      .map(({ heading, items }) => ({ heading, items: shortened(items, language) })),
  };
};

/** How many things of a list are shown. */
const SHOWN = 30;

/** The first of a list, and of the lists below them, and how many more there are; sums are always of all. */
const shortened = (items: readonly Item[], language: Language): readonly Item[] => {
  const shown = items
    .slice(0, SHOWN)
    .map((item) => (item.below === undefined ? item : { ...item, below: shortened(item.below, language) }));
  const left = items.length - shown.length;
  return left === 0 ? shown : [...shown, { text: language.more(left) }];
};

/** A text of several lines, by paragraphs; empty lines only part them. */
const paragraphs = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const waitingItems = ({ waiting }: Digest, { language, day, text }: Wording): readonly Item[] =>
  waiting.map((each) =>
    each.kind === 'acknowledge'
      ? { text: language.acknowledge(text(each.title), each.announcement, day(each.since)) }
      : { text: language.answered(each.inquiry, subjectOf(each.about, language), day(each.since)) },
  );

const subjectOf = ({ kind, id }: DigestInquiry['about'], language: Language): string =>
  `${language.subject[kind]} ${id}`;

const payoutItems = ({ payouts, deferrals }: Digest, { language, amount, day }: Wording): readonly Item[] => [
  ...lastSteps(payouts).map(({ payout, step, arrives, reason, reference, on }) => {
    const text = language.payout[step](payout, amount(arrives), day(on));
    const below = [
      ...(reason === null ? [] : [{ text: language.reason(reason) }]),
      ...(reference === null ? [] : [{ text: language.reference(reference) }]),
    ];
    return below.length === 0 ? { text } : { text, below };
  }),
  ...deferrals.map(({ date, amount: due, reason, until }) => ({
    text: language.deferral(amount(due), day(date), language.obstacle(reason, until === null ? null : day(until))),
  })),
];

const leadItems = ({ leads }: Digest, { language, day }: Wording): readonly Item[] =>
  leads.map(({ lead, prospect, changes }) => ({
    text: language.lead(lead, prospect),
    below: withoutRepetition(changes).map(({ on, until, ...change }) => ({
      text: language.leadChange({ ...change, on: day(on), until: until === null ? null : day(until) }),
    })),
  }));

const dealItems = ({ deals }: Digest, { language, day }: Wording): readonly Item[] =>
  deals.map(({ deal, changes }) => ({
    text: language.ofDeal(deal),
    below: changes.map(({ on, ...change }) => ({ text: language.dealChange({ ...change, on: day(on) }) })),
  }));

const standingItems = ({ standing }: Digest, { language, day }: Wording): readonly Item[] =>
  standing.map(({ kind, from, reason, on }) => ({
    text: language.standing[kind](day(from ?? on)),
    ...(reason === null ? {} : { below: [{ text: language.reason(reason) }] }),
  }));

/** A lost claim says already, in the language of the reader, why the lead is a duplicate. */
const withoutRepetition = (changes: DigestLead['changes']): DigestLead['changes'] =>
  changes.some(({ kind }) => kind === 'claim-lost')
    ? changes.map((change) => (change.kind === 'duplicate' ? { ...change, reason: null } : change))
    : changes;

const inquiryItem = ({ inquiry, kind, about, messages }: DigestInquiry, { language, day }: Wording): Item => ({
  text: `${language.inquiryKind[kind]} ${inquiry} (${subjectOf(about, language)})`,
  below: messages.map((message) => ({
    text: language.message(message, day(message.on)),
    words: paragraphs(message.text),
  })),
});

const newsItems = ({ news }: Digest, { text, day }: Wording): readonly Item[] =>
  news.map(({ announcement, title, body, on }) => ({
    text: `${text(title)} (${announcement}, ${day(on)})`,
    words: paragraphs(text(body)),
  }));

const comingItems = ({ coming }: Digest, { language, amount, day }: Wording): readonly Item[] =>
  coming.map(({ date, amount: sum, outcome, until, convertedInto }) => {
    if (outcome !== 'pays' || date === null) {
      const why = outcome === 'pays' ? 'no-terms' : outcome;
      const told = language.obstacle(why, until === null ? null : day(until));
      return { text: language.comingNot(amount(sum), date === null ? null : day(date), told) };
    }
    const text = language.coming(amount(sum), day(date));
    return { text: convertedInto === null ? text : `${text}, ${language.converted(convertedInto)}` };
  });
