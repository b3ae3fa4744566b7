import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncryptedProspect, type PersonalData, PlainText } from '@commission-ledger/events';
import {
  describeKeyUnknown,
  describeProspectNotProtectable,
  memoryVault,
  protectProspect,
  revealProspect,
} from '../src/index.ts';
import { foreseenBytes, right } from './chance.ts';

const person = { name: 'Aiko Tamura', email: 'aiko@orion.example', phone: '+81 3 5550 0100' };
const of = { lead: 'l-1', subject: 's-1' };

const text = fc
  .oneof(fc.constantFrom('Aiko', 'Ольга', '東京', ' '), fc.string({ unit: 'grapheme', maxLength: 6 }))
  .map((written) => written.normalize('NFC'))
  .filter(PlainText.is);
const personalData: fc.Arbitrary<PersonalData> = fc.dictionary(fc.constantFrom('name', 'email', 'phone'), text);
const ids = fc.record({ lead: fc.constantFrom('l-1', 'l-2'), subject: fc.constantFrom('s-1', 's-2') });

describe('a prospect that is protected', () => {
  it('is revealed as it was, as the prospect of its own lead only, and of its subject only', async () => {
    await fc.assert(
      fc.asyncProperty(ids, ids, personalData, async (mine, other, data) => {
        const chance = foreseenBytes();
        const vault = memoryVault(chance);
        await Promise.all(['s-1', 's-2'].map((subject) => vault.keyFor(subject)));
        const prospect = right(await protectProspect(vault, { ...mine, personalData: data }, chance));
        expect(EncryptedProspect.is(prospect)).toBe(true);
        const placed = { encrypted: { ...prospect.encrypted, subject: other.subject } };
        const revealed = await revealProspect(vault, { lead: other.lead, prospect: placed });
        const same = mine.lead === other.lead && mine.subject === other.subject;
        expect(revealed).toEqual(same ? E.right(data) : E.left({ _tag: 'NotDecipherable', ...other }));
      }),
    );
  });

  it('shows nothing of the data, and looks different each time', async () => {
    const chance = foreseenBytes();
    const vault = memoryVault(chance);
    const [one, other] = [
      right(await protectProspect(vault, { ...of, personalData: person }, chance)),
      right(await protectProspect(vault, { ...of, personalData: person }, chance)),
    ];
    expect(one.encrypted.nonce).not.toBe(other.encrypted.nonce);
    expect(one.encrypted.ciphertext).not.toBe(other.encrypted.ciphertext);
    for (const value of Object.values(person)) expect(JSON.stringify(one)).not.toContain(value);
  });

  it('is erased for ever when its key is destroyed, and others are not', async () => {
    const chance = foreseenBytes();
    const vault = memoryVault(chance);
    const mine = right(await protectProspect(vault, { ...of, personalData: person }, chance));
    const other = right(await protectProspect(vault, { lead: 'l-2', subject: 's-2', personalData: person }, chance));
    right(await vault.destroy('s-1'));
    const gone = E.left({ _tag: 'KeyDestroyed', subject: 's-1' });
    expect(await revealProspect(vault, { lead: 'l-1', prospect: mine })).toEqual(gone);
    expect(await protectProspect(vault, { ...of, personalData: person }, chance)).toEqual(gone);
    expect(await revealProspect(vault, { lead: 'l-2', prospect: other })).toEqual(E.right(person));
  });

  it('is erased exactly when its subject is, whoever else is, and in whatever order', async () => {
    const leads = fc.array(fc.record({ subject: fc.constantFrom('s-1', 's-2', 's-3'), data: personalData }), {
      minLength: 1,
      maxLength: 6,
    });
    const erased = fc.uniqueArray(fc.constantFrom('s-1', 's-2', 's-3', 's-4'));
    await fc.assert(
      fc.asyncProperty(leads, erased, async (told, gone) => {
        const chance = foreseenBytes();
        const vault = memoryVault(chance);
        const prospects = [];
        for (const [index, { subject, data }] of told.entries())
          prospects.push(
            right(await protectProspect(vault, { lead: `l-${index}`, subject, personalData: data }, chance)),
          );
        for (const subject of gone) right(await vault.destroy(subject));
        for (const [index, prospect] of prospects.entries()) {
          const { subject = '', data } = told[index] ?? {};
          expect(await revealProspect(vault, { lead: `l-${index}`, prospect })).toEqual(
            gone.some((each) => each === subject) ? E.left({ _tag: 'KeyDestroyed', subject }) : E.right(data),
          );
        }
      }),
    );
  });

  it('is not said to be erased by a vault that never had its key', async () => {
    const chance = foreseenBytes();
    const prospect = right(await protectProspect(memoryVault(chance), { ...of, personalData: person }, chance));
    expect(await revealProspect(memoryVault(chance), { lead: 'l-1', prospect })).toEqual(
      E.left({ _tag: 'KeyUnknown', subject: 's-1' }),
    );
    expect(describeKeyUnknown({ _tag: 'KeyUnknown', subject: 's-1' })).toContain('s-1');
  });
});

describe('a prospect that the host keeps', () => {
  it('is said to be there', async () => {
    const prospect = { reference: 'crm:1' };
    expect(await revealProspect(memoryVault(foreseenBytes()), { lead: 'l-1', prospect })).toEqual(
      E.left({ _tag: 'KeptByHost', reference: 'crm:1' }),
    );
  });
});

describe('what cannot be protected', () => {
  it.each<readonly [string, object]>([
    ['a lead that is not named by an id', { lead: 'no id' }],
    ['data with an empty text', { personalData: { name: '' } }],
    ['data that are no texts', { personalData: { age: 41 } }],
    ['data that are no record', { personalData: 'Aiko' }],
    ['more than an event holds', { personalData: manyTexts(140) }],
  ])('%s is refused in words, and no key is made', async (_, change) => {
    const chance = foreseenBytes();
    const vault = memoryVault(chance);
    const refused = await protectProspect(vault, { ...of, personalData: person, ...change }, chance);
    expect(refused).toMatchObject({ left: { _tag: 'ProspectNotProtectable' } });
    if (E.isLeft(refused) && refused.left._tag === 'ProspectNotProtectable')
      expect(describeProspectNotProtectable(refused.left)).not.toContain('Aiko');
    expect(await vault.find('s-1')).toEqual(E.right(undefined));
  });

  it.each([
    [65_536, true],
    [65_537, false],
  ])('of %d bytes, against what an event holds', async (bytes, held) => {
    const chance = foreseenBytes();
    const prospect = await protectProspect(memoryVault(chance), { ...of, personalData: ofSize(bytes) }, chance);
    expect(E.isRight(prospect) && EncryptedProspect.is(prospect.right)).toBe(held);
  });

  it('has the words of its own', async () => {
    const chance = foreseenBytes();
    const subject = 'no subject';
    expect(await protectProspect(memoryVault(chance), { ...of, subject, personalData: person }, chance)).toEqual(
      E.left({ _tag: 'NotASubject', subject }),
    );
  });
});

/** Data whose JSON has so many bytes. */
function ofSize(bytes: number): PersonalData {
  const texts = manyTexts(126);
  const rest = bytes - JSON.stringify({ ...texts, a: '', b: '' }).length;
  return { ...texts, a: 'x'.repeat(500), b: 'x'.repeat(rest - 500) };
}

function manyTexts(count: number): PersonalData {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`note-${index}`, 'x'.repeat(500)]));
}
