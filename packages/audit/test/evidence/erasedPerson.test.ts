import { memoryEventStore } from '@commission-ledger/event-store';
import { decryptProspect, encryptProspect } from '@commission-ledger/events';
import { createLedger } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { NOON, flatPlan, paid, settle, won } from '../../../ledger/test/world.ts';
import type { Reveal } from '../../src/index.ts';
import { asked, checked, linesIn, packOf, readModelsOf, right, sealAt, type Unpacked } from './evidenceWorld.ts';

const people = [
  { lead: 'l-1', subject: 's-1', personalData: { name: 'Aiko Tamura', email: 'aiko@orion.example' } },
  { lead: 'l-2', subject: 's-2', personalData: { name: 'Ольга Нечаева' } },
];

/** Two leads about people, of whom the first earned something and was erased then; and one whose data the host keeps. */
const erased = async () => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => NOON, actor: 'ann' });
  await settle(ledger, { plans: [flatPlan('0.1')] });
  const keys = new Map(people.map(({ subject }, index) => [subject, Buffer.alloc(32, index + 1)]));
  const about = { program: 'acme', partner: 'bob', attributes: {}, occurredAt: '2024-01-20T10:00:00Z' };
  for (const { lead, subject, personalData } of people) {
    const key = keys.get(subject) ?? Buffer.alloc(32);
    const prospect = encryptProspect(personalData, { lead, subject }, key, Buffer.alloc(12, 7));
    right(await ledger.submitLead({ ...about, lead, prospect }));
  }
  right(await ledger.submitLead({ ...about, lead: 'l-3', prospect: { reference: 'crm 42' } }));
  right(await ledger.acceptLead({ lead: 'l-1', occurredAt: '2024-01-21T10:00:00Z' }));
  right(await ledger.winDeal(won('d1', { lead: 'l-1' })));
  right(await ledger.recordPayment(paid('d1', 'p1', '900.00')));
  right(await ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
  keys.delete('s-1');
  right(await ledger.recordErasure({ subject: 's-1', reason: 'asked by the person', by: 'privacy desk' }));
  await sealAt(store, '2025-07-01T00:00:00Z');
  const reveal: Reveal = ({ lead, prospect }) => {
    const key = keys.get(prospect.encrypted.subject);
    const opened = decryptProspect(prospect, lead, key);
    if (E.isRight(opened)) return Promise.resolve({ _tag: 'Revealed', fields: opened.right });
    return Promise.resolve({ _tag: 'Erased' });
  };
  return { request: asked(store, await readModelsOf(store)), reveal };
};

const told = ({ files }: Unpacked): string => Buffer.concat([...files.values()]).toString('utf8');

describe('a pack of a history in which a person was erased', () => {
  it('has no personal data in the clear unless they are asked for, and is found sound', async () => {
    const { request } = await erased();
    const pack = await packOf(request);
    expect(pack.files.has('personal.ndjson')).toBe(false);
    for (const { personalData } of people)
      for (const text of Object.values(personalData)) expect(told(pack)).not.toContain(text);
    expect(await checked(pack.files)).toMatchObject({ verdict: 'sound', findings: [] });
  });

  it('lists on request who can be read, and who was erased', async () => {
    const { request, reveal } = await erased();
    for (const scope of [
      { kind: 'whole' as const },
      { kind: 'partners' as const, program: 'acme', partners: ['bob'] },
    ]) {
      const pack = await packOf({ ...request, scope, personal: reveal });
      expect(linesIn(pack.files, 'personal.ndjson').map((line): unknown => JSON.parse(line))).toEqual([
        { lead: 'l-1', subject: 's-1', erased: true },
        { lead: 'l-2', subject: 's-2', fields: { name: 'Ольга Нечаева' } },
      ]);
      expect(told(pack)).not.toContain('Aiko');
      expect(told(pack)).toContain('"stream":"subject-s-1"');
      expect(await checked(pack.files)).toMatchObject({ verdict: 'sound', findings: [] });
    }
  });

  it('says of data that do not open that they do not', async () => {
    const { request } = await erased();
    const pack = await packOf({
      ...request,
      personal: () => Promise.resolve({ _tag: 'Unreadable', problem: 'This is another vault.' }),
    });
    expect(linesIn(pack.files, 'personal.ndjson')[0]).toBe(
      '{"lead":"l-1","subject":"s-1","unreadable":"This is another vault."}',
    );
  });
});
