import { locales } from '@commission-ledger/locale';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Digest, digestHash, digestHtml, digestIdOf, digestMessage, digestOf, digestText } from '../src/index.ts';
import { elementsOf } from './elementsOf.ts';
import { digestAt, fullStory } from './fullStory.ts';
import { eur, hour, newWorld, ok, type World } from './world.ts';

const HOSTILE = `<img src=x onerror=alert(1)><script>"it's"</script>&amp;`;

let plain: Readonly<{ world: World; digest: Digest }>;
let hostile: Readonly<{ digest: Digest; written: readonly string[] }>;

beforeAll(async () => {
  plain = await fullStory({ of: (what) => what });
  const written: string[] = [];
  const { digest } = await fullStory({
    of: (what) => {
      written.push(`${what}${HOSTILE}`);
      return `${what}${HOSTILE}`;
    },
  });
  hostile = { digest, written };
});

/** Amounts of a text in any of the languages, as an event would have them. */
const amountsIn = (text: string): readonly string[] =>
  [...text.matchAll(/−?\d[\d,.\u00A0]*(?=\u00A0EUR)/g)]
    .map(([amount]) => amount.replace('−', '-').replaceAll(/\D/g, (sign) => (sign === '-' ? '-' : '')))
    .toSorted();

const MONTHS = ['march', 'april', 'марта', 'апреля'];

/** Days of a text in any of the languages. */
const daysIn = (text: string): readonly string[] =>
  [...text.matchAll(/(\d{1,2}) (\p{L}+) (2026)/gu)]
    .map(([, day = '', month = '']) => `${day}.${(MONTHS.indexOf(month.toLowerCase()) % 2) + 3}`)
    .toSorted();

/** Every id that a digest names. */
const idsOf = (digest: Digest): readonly string[] => [
  ...digest.leads.flatMap(({ lead, changes }) => [lead, ...changes.flatMap(({ deal }) => deal ?? [])]),
  ...digest.deals.map(({ deal }) => deal),
  ...digest.money.flatMap(({ entries }) => entries.map(({ deal, entry }) => deal ?? entry)),
  ...digest.payouts.map(({ payout }) => payout),
  ...digest.disputes.map(({ accrual }) => accrual),
  ...digest.inquiries.flatMap(({ inquiry, about }) => [inquiry, about.id]),
  ...digest.news.map(({ announcement }) => announcement),
];

describe('a digest in both languages', () => {
  it('has the same amounts, the same days and every id', () => {
    const { digest } = plain;
    for (const render of [digestText, digestHtml]) {
      const [en, ru] = [render(digest, 'en'), render(digest, 'ru')];
      expect(amountsIn(en).length).toBeGreaterThan(10);
      expect(amountsIn(ru)).toEqual(amountsIn(en));
      expect(daysIn(en).length).toBeGreaterThan(20);
      expect(daysIn(ru)).toEqual(daysIn(en));
      for (const id of idsOf(digest)) for (const text of [en, ru]) expect(text).toContain(id);
    }
  });

  it('says in HTML exactly what it says in plain text', () => {
    const letters = (text: string): string => text.replaceAll(/[\s>-]+/g, '').toLowerCase();
    for (const locale of locales) {
      const text = digestText(plain.digest, locale);
      // A page names its title once more, for the window it is shown in.
      const [title = ''] = text.split('\n');
      expect(letters(elementsOf(digestHtml(plain.digest, locale)).text)).toBe(letters(title + text));
    }
  });
});

describe('a payout that is not made', () => {
  it('is told with its reason, its amount and its day, for every reason and in both languages', () => {
    const reasons = [
      'below-minimum',
      'negative-balance',
      'no-destination',
      'changed-since-prepared',
      'destination-changed',
      'suspended',
      'disputed',
      'no-rate',
    ] as const;
    const amount = { amount: '12.34', currency: 'EUR' };
    for (const locale of locales) {
      const sentences = reasons.flatMap((reason) =>
        [null, '2026-04-02'].map((until) => {
          const deferrals = [{ date: '2026-03-20', amount, reason, until }];
          const text = digestText({ ...plain.digest, payouts: [], deferrals, money: [], leads: [] }, locale);
          const sentence = text.split('\n').find((line) => line.includes(locale === 'en' ? '12.34' : '12,34')) ?? '';
          expect(daysIn(sentence)).toEqual(
            until !== null && reason === 'destination-changed' ? ['2.4', '20.3'] : ['20.3'],
          );
          return sentence;
        }),
      );
      expect(new Set(sentences).size).toBe(reasons.length + 1);
    }
  });

  it('is told the same way where it is still to come, or converted', () => {
    const amount = { amount: '12.34', currency: 'EUR' };
    const told = { date: null, amount, until: null, convertedInto: null };
    const coming = [
      { ...told, outcome: 'no-terms' as const },
      { ...told, date: plain.digest.toDay, outcome: 'below-minimum' as const },
      { ...told, date: plain.digest.toDay, outcome: 'pays' as const, convertedInto: 'USD' },
    ];
    const text = digestText({ ...plain.digest, coming }).replaceAll('\u00A0', ' ');
    expect(text).toContain('- 12.34 EUR has no payout date: you are in no plan yet that says when it is paid.\n');
    expect(text).toContain('- 21 March 2026: 12.34 EUR is not paid as things are: it is less than the minimum');
    expect(text).toContain('- 21 March 2026: 12.34 EUR, converted into USD at the rate of the day\n');
  });
});

describe('an HTML digest', () => {
  it('has no scripts, and takes whatever people wrote for text', () => {
    const pages = locales.map((locale) => digestHtml(hostile.digest, locale));
    const shown: string[] = [];
    for (const page of pages) {
      const { elements, text } = elementsOf(page);
      expect([...new Set(elements.map(({ name }) => name))].toSorted()).toEqual(
        ['blockquote', 'body', 'div', 'h1', 'h2', 'head', 'html', 'li', 'meta', 'p', 'title', 'ul'].toSorted(),
      );
      const attributes = new Set(elements.flatMap((element) => Object.keys(element.attributes)));
      expect([...attributes].toSorted()).toEqual(
        ['aria-label', 'aria-roledescription', 'charset', 'content', 'lang', 'name', 'role', 'style'].toSorted(),
      );
      for (const { attributes: each } of elements) expect(each['style'] ?? '').not.toMatch(/url|expression|[<>"]/);
      shown.push(text);
    }
    expect(hostile.written.length).toBeGreaterThan(20);
    for (const text of hostile.written) expect(shown.some((page) => page.includes(text))).toBe(true);
  });

  it('says its language and its title, and has one heading above all others', () => {
    for (const locale of locales) {
      const { elements } = elementsOf(digestHtml(plain.digest, locale));
      expect(elements[0]).toMatchObject({ name: 'html', attributes: { lang: locale } });
      expect(elements.filter(({ name }) => name === 'h1')).toHaveLength(1);
    }
  });
});

describe('a plain text', () => {
  it('sets off what people wrote, so that it cannot be taken for a line of the digest', () => {
    const [inquiry] = plain.digest.inquiries;
    if (inquiry === undefined) throw new Error('There is an inquiry.');
    const [first] = inquiry.messages;
    if (first === undefined) throw new Error('It has a message.');
    const forged = 'Fine.\nPAYOUTS\n- 9,999.00 EUR was paid to you.';
    const digest = { ...plain.digest, inquiries: [{ ...inquiry, messages: [{ ...first, text: forged }] }] };
    expect(digestText(digest)).toContain('    > Fine.\n    > PAYOUTS\n    > - 9,999.00 EUR was paid to you.\n');
  });
});

describe('a short message', () => {
  it('says what matters first', () => {
    expect(digestMessage(plain.digest, 'en')).toBe(
      'Northwind: 1 payout failed, earned 1,244.50 EUR, taken back -5.00 EUR, 2 waiting for you, now payable 70.00 EUR, 1 dispute with news, 4 leads with news',
    );
    expect(digestMessage(plain.digest, 'ru')).toBe(
      'Northwind: 1 выплата не прошла, начислено 1 244,50 EUR, ждёт вас: 2',
    );
  });

  it('is one line that one text message holds, however much there is to tell', () => {
    const repeated = <Row>(rows: readonly Row[]): fc.Arbitrary<readonly Row[]> =>
      fc.integer({ min: 0, max: 40 }).map((times) => Array.from({ length: times }, () => rows).flat());
    const { digest } = plain;
    const changed = fc.record({
      programName: fc.string({ minLength: 1, maxLength: 500, unit: 'grapheme' }),
      isEmpty: fc.boolean(),
      leads: repeated(digest.leads),
      money: repeated(digest.money),
      payouts: repeated(digest.payouts.map((payout) => ({ ...payout, step: 'settled' as const }))),
      waiting: repeated(digest.waiting),
      news: repeated(digest.news),
    });
    fc.assert(
      fc.property(changed, fc.constantFrom(...locales), (change, locale) => {
        const message = digestMessage({ ...digest, ...change }, locale);
        expect(message.length).toBeLessThanOrEqual(/[А-яЁё]/.test(message) ? 70 : 160);
        expect(message).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
        expect(message).not.toMatch(/[\n\r\t\u00A0−“”«»]/);
      }),
    );
  });
});

describe('a digest of a time in which nothing happened', () => {
  it('is empty, says so, and still tells what waits and what comes', async () => {
    const scope = { program: 'north', partner: 'ada', from: hour(21 * 24), to: hour(22 * 24) };
    const digest = await digestOf(await plain.world.documents(), scope);
    if (digest === undefined) throw new Error('There is no digest.');
    expect(digest.isEmpty).toBe(true);
    expect(digest.waiting).toHaveLength(2);
    expect(digest.coming.map(({ amount, outcome }) => [amount.amount, outcome])).toEqual([
      ['70.00', 'pays'],
      ['1234.50', 'disputed'],
    ]);
    expect(digestText(digest)).toContain('Nothing new happened in this time.');
    expect(digestMessage(digest)).toBe('Northwind: nothing new, 2 waiting for you');
    expect(plain.digest.isEmpty).toBe(false);
  });

  it('is none where there is no such partner or program', async () => {
    const documents = await plain.world.documents();
    const scope = { program: 'north', partner: 'ada', from: hour(0), to: hour(1) };
    expect(await digestOf(documents, { ...scope, partner: 'ghost' })).toBeUndefined();
    expect(await digestOf(documents, { ...scope, program: 'ghost' })).toBeUndefined();
  });
});

describe('the id of a digest', () => {
  it('belongs to one partner, program and window, and its delivery is recorded once', async () => {
    const { world, digest } = plain;
    const scope = { program: 'north', partner: 'ada', from: hour(24), to: hour(20 * 24) };
    expect(digest.digest).toBe(digestIdOf(scope));
    const others = [{ partner: 'bob' }, { program: 'south' }, { from: hour(25) }, { to: hour(21 * 24) }];
    const ids = new Set([scope, ...others.map((other) => ({ ...scope, ...other }))].map(digestIdOf));
    expect(ids.size).toBe(5);
    const delivery = { ...scope, digest: digest.digest, channel: 'email', contentHash: digestHash(digest) };
    expect(await world.ledger.recordDigestDelivered(delivery)).toMatchObject({ right: { repeated: false } });
    expect(await world.ledger.recordDigestDelivered(delivery)).toMatchObject({ right: { repeated: true } });
    expect(digestHash(await digestAt(world))).toBe(digestHash(digest));
    expect(digestHash({ ...digest, money: [] })).not.toBe(digestHash(digest));
  });
});

it('a partner is told of a lost claim and of a duplicate, but never by whom', async () => {
  const { digest } = plain;
  const lost = digest.leads.find(({ lead }) => lead === 'l4');
  expect(lost?.changes.map(({ kind }) => kind)).toEqual(['submitted', 'claim-lost', 'duplicate']);
  for (const shown of [JSON.stringify(digest), digestText(digest), digestHtml(digest, 'ru')])
    expect(shown).not.toMatch(/\bbob\b|\bb1\b/i);
});

it('many deals are summed in full and listed in part', async () => {
  const world = await newWorld([{ partner: 'ada', name: 'Ada' }]);
  world.at(1);
  for (let index = 0; index < 40; index += 1) {
    const deal = `d${index}`;
    const attribution = [{ partner: 'ada', share: '1' }];
    await world.ledger.winDeal({ deal, program: 'north', amount: eur('10.00'), attribution, attributes: {} });
    await world.ledger.recordPayment({ deal, payment: `p${index}`, amount: eur('10.00') });
  }
  const scope = { program: 'north', partner: 'ada', from: hour(0), to: hour(2) };
  const digest = await digestOf(await world.documents(), scope);
  if (digest === undefined) throw new Error('There is no digest.');
  const text = digestText(digest);
  expect(text).toContain('Earned: 40.00\u00A0EUR');
  const [money = '', deals = ''] = text.split('YOUR DEALS');
  expect(money.match(/deal d\d+/g)).toHaveLength(30);
  expect(deals.match(/deal d\d+/g)).toHaveLength(30);
  expect(text.match(/and 10 more/g)).toHaveLength(2);
});

describe('what happens to a partner and to their deals', () => {
  const both = [
    { partner: 'ada', name: 'Ada' },
    { partner: 'bob', name: 'Bob' },
  ];
  const digestIn = async (world: World, from: number, to: number, partner = 'ada'): Promise<Digest> => {
    const scope = { program: 'north', partner, from: hour(from), to: hour(to) };
    const digest = await digestOf(await world.documents(), scope);
    if (digest === undefined) throw new Error('There is no digest.');
    return digest;
  };
  const deal = { deal: 'd1', program: 'north', amount: eur('100.00'), attributes: {} };
  const shared = ['ada', 'bob'].map((partner) => ({ partner, share: '0.5' }));

  it('is told: where they are paid, suspensions, what earned nothing, deals of all who are credited', async () => {
    const world = await newWorld(both);
    const { ledger, at } = world;
    at(24);
    await ok(ledger.winDeal({ ...deal, attribution: shared }));
    at(25);
    await ok(
      ledger.amendDeal({ deal: 'd1', amendment: 'a1', reason: 'Bob did it', author: 'kim', amount: eur('90.00') }),
    );
    at(26);
    const alone = [{ partner: 'ada', share: '1' }];
    await ok(ledger.amendDeal({ deal: 'd1', amendment: 'a2', reason: 'Not Bob', author: 'kim', attribution: alone }));
    at(27);
    const standing = { partner: 'ada', program: 'north', from: '2026-03-02' };
    await ok(ledger.suspendPartner({ ...standing, reason: 'papers are missing', earning: 'stops' }));
    await ok(ledger.recordPayment({ deal: 'd1', payment: 'p1', amount: eur('10.00') }));
    at(49);
    await ok(ledger.reinstatePartner({ ...standing, from: '2026-03-03', reason: 'papers are here' }));
    await ok(ledger.changePayoutDestination({ partner: 'ada', reference: 'vault-secret' }));
    await ok(ledger.cancelDeal({ deal: 'd1', reason: 'no budget' }));
    const ada = await digestIn(world, 0, 50);
    expect(ada.isEmpty).toBe(false);
    expect(ada.deals.map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      ['won', 'amended', 'amended', 'earned-nothing', 'cancelled'],
    ]);
    const bob = await digestIn(world, 0, 50, 'bob');
    expect(bob.deals.map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([['won', 'amended', 'amended']]);
    const text = digestText(ada);
    for (const line of [
      '- Where you are paid was told anew on 3 March 2026. If that was not you, please tell us at once.',
      '- From 2 March 2026 on, you are suspended in this program: nothing is paid, and no leads are taken.',
      '  - Reason: papers are missing',
      '- From 3 March 2026 on, you are in this program as before.',
      '  - changed on 2 March 2026: the amount',
      '  - changed on 2 March 2026: who is credited',
      '  - a payment of 2 March 2026 earned nothing, because you were suspended that day',
      '  - called off on 3 March 2026: no budget',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text + JSON.stringify(ada)).not.toMatch(/bob|secret/i);
    expect(digestMessage(ada)).toBe(
      'Northwind: you are suspended, your suspension ends, where you are paid was told anew, 1 deal with news',
    );
    const russian = digestText(ada, 'ru');
    for (const line of [
      'ничего не начислено',
      'приостановлено: выплат нет',
      'указаны заново',
      'отменена 3 марта 2026: no budget',
    ])
      expect(russian).toContain(line);
    for (const hours of [24, 25, 26, 27, 49])
      expect((await digestIn(world, hours - 1, hours + 0.5)).isEmpty, `${hours}`).toBe(false);
  });

  it('counts as payable once the last dispute is over, and says who still disputes it', async () => {
    const world = await newWorld(both);
    const { ledger, at } = world;
    const ada = { program: 'north', partner: 'ada' };
    at(1);
    await ok(ledger.winDeal({ ...deal, attribution: [{ partner: 'ada', share: '1' }] }));
    const { events } = await ok(ledger.recordPayment({ deal: 'd1', payment: 'p1', amount: eur('100.00') }));
    const accrual = events.flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []))[0] ?? '';
    at(48);
    await ok(ledger.holdAccrual({ ...ada, accrual, reason: 'we look into it' }));
    const about = { kind: 'accrual', id: accrual } as const;
    await ok(ledger.openInquiry({ ...ada, inquiry: 'q1', kind: 'objection', about, text: 'More?' }));
    await ok(
      ledger.recordRefund({ deal: 'd1', payment: 'p1', refund: 'r1', amount: eur('10.00'), reason: 'too warm' }),
    );
    at(300);
    await ok(ledger.resolveInquiry({ inquiry: 'q1', outcome: 'declined', text: 'No.', by: 'kim' }));
    at(400);
    await ok(ledger.releaseAccrual({ ...ada, accrual, outcome: 'in order' }));
    const payableIn = async (from: number, to: number) =>
      (await digestIn(world, from, to)).money.map(({ matured }) => matured.amount);
    // It matured on 11 March, 240 hours after the beginning.
    expect(await payableIn(200, 299)).toEqual([]);
    expect(await payableIn(299, 399)).toEqual([]);
    expect(await payableIn(399, 401)).toEqual(['9.00']);
    const named = `accrual ${accrual} (deal d1, 10.00\u00A0EUR)`;
    expect(digestText(await digestIn(world, 0, 50))).toContain(': −1.00\u00A0EUR: too warm');
    expect(digestText(await digestIn(world, 299, 399))).toContain(
      `Since 13 March 2026, your objection q1 no longer keeps ${named} out of payouts; another dispute still does.`,
    );
    expect(digestText(await digestIn(world, 399, 401))).toContain(
      `The dispute about ${named} ended on 17 March 2026; it can be paid again.`,
    );
  });

  it('has the leads whose change is the latest first, and each payout with its last step', () => {
    expect(plain.digest.leads.map(({ lead }) => lead)).toEqual(['l3', 'l1', 'l4', 'l2']);
    expect(plain.digest.payouts.map(({ step }) => step)).toEqual(['issued', 'failed']);
    const text = digestText(plain.digest);
    expect(text).not.toContain('on its way');
    expect(text).toContain('failed on 20 March 2026');
  });

  it('is cut in whole characters where a name is too long', () => {
    const digest = { ...plain.digest, programName: '\u{1F600}'.repeat(30) };
    expect(digestMessage(digest).slice(0, 20)).toBe(`${'\u{1F600}'.repeat(8)}...:`);
  });
});
