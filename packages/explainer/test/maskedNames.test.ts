import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMasked, maskExplanation, namedIn } from '../src/index.ts';
import { maskDocument, ownerOf } from '../src/mask/maskDocument.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { bookedIn, right } from './history.ts';

const SEALED = /^masked-[0-9a-f]{16}$/;
const sealed = expect.stringMatching(SEALED);

/** Masked where darcel may be named, and L-2 is somebody else, or a lead of theirs. */
const masked = (told: unknown): unknown => {
  const given = { nodes: {}, told };
  const masking = { named: new Set(['darcel']), others: new Set(['L-2']), key: 'k' };
  const document: unknown = maskDocument(given, masking);
  return Object.entries(document ?? {}).find(([name]) => name === 'told')?.[1];
};

const fact = (value: unknown, ...paths: readonly unknown[]) => ({
  kind: 'fact',
  value,
  from: paths.map((path) => ({ stream: 'deal-D-1', event: 'e', revision: 1, hash: 'h', path })),
});

const said = (key: string, holes: Readonly<Record<string, unknown>>) => ({ key, holes });

describe('a name in what is said', () => {
  it('is sealed in the place of a partner, and nowhere else', () => {
    expect(masked(said('dealOfPartner', { partner: 'moses' }))).toEqual(said('dealOfPartner', { partner: sealed }));
    expect(masked(said('dealOfPartner', { partner: 'darcel' }))).toEqual(said('dealOfPartner', { partner: 'darcel' }));
    expect(masked(said('whyNotNotYours', { other: 'moses' }))).toEqual(said('whyNotNotYours', { other: sealed }));
    expect(masked(said('payoutDealLine', { deal: 'moses', matures: '2017-01-01' }))).toEqual(
      said('payoutDealLine', { deal: 'moses', matures: '2017-01-01' }),
    );
    // Of a sentence that is not ours it is not known what its holes are: their names are what there is.
    for (const key of ['toString', 'constructor', 'no-such', '', 7]) {
      const other = { key, holes: { partner: 'moses', deal: 'moses' } };
      expect(masked(other)).toEqual({ key, holes: { partner: sealed, deal: 'moses' } });
    }
    expect(masked(said('dealOfPartner', { partner: 7 }))).toEqual(said('dealOfPartner', { partner: 7 }));
  });

  it('is sealed in the place of a lead that somebody else brought', () => {
    const claim = (lead: string) => said('whyNotFirstLead', { lead, on: '2017-01-01', time: '10:00' });
    expect(masked(claim('L-2'))).toEqual(claim(sealed));
    expect(masked(claim('L-1'))).toEqual(claim('L-1'));
    expect(masked(said('whyNotLeadDuplicate', { of: 'L-2', on: '2017-01-01' }))).toEqual(
      said('whyNotLeadDuplicate', { of: sealed, on: '2017-01-01' }),
    );
    expect(masked(said('whyNotTitleDeal', { deal: 'L-2' }))).toEqual(said('whyNotTitleDeal', { deal: 'L-2' }));
  });

  it('is sealed in the place of whoever did something, if it is one of the others', () => {
    const by = (actor: string) => said('whoBySameDay', { actor, recorded: '2017-01-01', time: '10:00' });
    expect(masked(by('L-2'))).toEqual(by(sealed));
    for (const house of ['ann', 'moses', 'crm']) expect(masked(by(house))).toEqual(by(house));
    const pair = (author: string, approver: string) => said('whoApproved', { author, approver });
    expect(masked(pair('L-2', 'ann'))).toEqual(pair(sealed, 'ann'));
    expect(masked({ author: 'L-2', approver: 'L-2', by: 'L-2' })).toEqual({
      author: sealed,
      approver: sealed,
      by: 'L-2',
    });
    for (const path of ['/author', '/rerating/approver', '/preparedBy'])
      expect(masked(fact('L-2', path))).toMatchObject({ value: sealed });
    expect(masked(fact('ann', '/author'))).toEqual(fact('ann', '/author'));
    expect([...namedIn({ it: [by('ann'), pair('moses', 'L-2')] }).actors]).toEqual(['ann', 'moses', 'L-2']);
  });

  it('is sealed where text names a stream, or an account by its id', () => {
    const searched = (source: string) => masked(said('whyNotSearched', { source, text: 'x' }));
    const inAccount = (id: unknown) => said('whyNotSearched', { source: id, text: 'x' });
    const account = expect.stringMatching(/^p\.masked-[0-9a-f]{16}\.EUR$/);
    expect(searched('p.moses.EUR')).toEqual(inAccount(account));
    expect(searched('p.darcel.EUR')).toEqual(inAccount('p.darcel.EUR'));
    expect(searched('account-p.moses.EUR')).toEqual(
      inAccount(expect.stringMatching(/^account-p\.masked-[0-9a-f]{16}\.EUR$/)),
    );
    expect(searched('partner-moses')).toEqual(inAccount(expect.stringMatching(/^partner-masked-[0-9a-f]{16}$/)));
    expect(searched('lead-L-2')).toEqual(inAccount(expect.stringMatching(/^lead-masked-[0-9a-f]{16}$/)));
    for (const text of ['partner-darcel', 'lead-L-1', 'my partner-moses', 'partner-moses!', 'deal-moses', 'moses'])
      expect(searched(text)).toEqual(inAccount(text));
  });
});

describe('a fact', () => {
  it('that is the id of a partner is sealed, whichever field of an event it comes from', () => {
    for (const path of ['/partner', '/attribution/0/partner', '/referrer', '/upline'])
      expect(masked(fact('moses', path))).toMatchObject({ value: sealed });
    expect(masked(fact('moses', '/amount', '/partner'))).toMatchObject({ value: sealed });
    expect(masked(fact('darcel', '/partner'))).toEqual(fact('darcel', '/partner'));
  });

  it('that is the id of a lead of somebody else is sealed', () => {
    expect(masked(fact('L-2', '/customer', '/lead'))).toMatchObject({ value: sealed });
    for (const path of ['/lead', '/of']) {
      expect(masked(fact('L-2', path))).toMatchObject({ value: sealed });
      expect(masked(fact('L-1', path))).toEqual(fact('L-1', path));
    }
  });

  it('that is anything else stays', () => {
    for (const other of [
      fact('moses', '/product'),
      fact('moses', '/partner/0'),
      fact('moses'),
      fact('moses', 7),
      fact('L-2', '/deal'),
      fact({ amount: '1.00', currency: 'EUR' }, '/partner'),
      fact(7, '/lead'),
    ])
      expect(masked(other)).toEqual(other);
    expect(masked({ kind: 'fact', value: 'moses', from: '/partner' })).toMatchObject({ value: 'moses' });
    expect(masked({ kind: 'param', value: 'moses', from: [{ path: '/partner' }] })).toMatchObject({ value: 'moses' });
  });
});

describe('a field', () => {
  it('that holds the id of a partner is sealed once: what is masked stays as it is', () => {
    const once = masked({ partner: 'moses', referrer: 'moses', upline: 'melvin', other: 'moses' });
    expect(once).toEqual({ partner: sealed, referrer: sealed, upline: sealed, other: 'moses' });
    expect(masked(once)).toEqual(once);
  });

  it('of a citation is sealed where it is a text, in the stream of the lead of somebody else as well', () => {
    const citation = { stream: 'lead-L-2', event: 'e', hash: 'h', head: 'd', revision: 4 };
    expect(masked(citation)).toEqual({
      stream: expect.stringMatching(/^lead-masked-/),
      event: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
      revision: 0,
    });
    expect(masked({ ...citation, stream: 'lead-L-1' })).toEqual({ ...citation, stream: 'lead-L-1' });
    const odd = { stream: 'partner-moses', event: 1, hash: null, head: ['x'], revision: '4' };
    expect(masked(odd)).toEqual({ ...odd, stream: expect.stringMatching(/^partner-masked-/) });
  });
});

describe('whose a stream is', () => {
  it.each([
    ['account-p.moses.EUR', 'moses'],
    ['partner-moses', 'moses'],
    ['lead-L-2', 'L-2'],
    ['deal-D-1', undefined],
    ['my-partner-moses', undefined],
    ['partner-moses.x', undefined],
  ])('%s', (stream, owner) => {
    expect(ownerOf(stream)).toBe(owner);
  });
});

describe('what a document names', () => {
  it('is every partner and lead in it, by field, hole, fact or stream, and none that is masked', () => {
    const told = [
      { partner: 'moses' },
      said('dealOfPartner', { partner: 'melvin' }),
      said('whyNotLeadDuplicate', { of: 'L-9', on: '2017-01-01' }),
      fact('darcel', '/attribution/0/partner'),
      { stream: 'lead-L-3', event: 'e', hash: 'h', revision: 1 },
      { source: 'account-p.zoe.EUR' },
      { partner: 'masked-0123456789abcdef' },
      { product: 'nobody' },
    ];
    const { partners, leads } = namedIn({ told });
    expect([...partners].toSorted()).toEqual(['darcel', 'melvin', 'moses', 'zoe']);
    expect([...leads].toSorted()).toEqual(['L-3', 'L-9']);
  });

  it('is just what has to be named for nothing to change', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const { store, explainer } = await play(story);
        for (const id of await bookedIn(store)) {
          const whole = right(await explainer.why(id));
          const { partners } = namedIn(whole);
          const key = 'of this test';
          expect(partners.has(whole.about.partner)).toBe(true);
          expect(maskExplanation(whole, { named: partners, others: new Set(), key })).toEqual(whole);
          for (const left of partners) {
            const named = new Set([...partners].filter((partner) => partner !== left));
            const without = maskExplanation(whole, { named, others: new Set(), key });
            expect(namedIn(without).partners).toEqual(named);
            expect(JSON.stringify(without)).not.toContain(left);
          }
          const none = maskExplanation(whole, { named: new Set(), others: new Set(), key });
          expect([...namedIn(none).partners].some((partner) => !isMasked(partner))).toBe(false);
        }
      }),
      { numRuns: 4 },
    );
  });
});
