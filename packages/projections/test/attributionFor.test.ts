import { describe, expect, it } from 'vitest';
import { attributionFor } from '../src/index.ts';
import { documentsOf } from './documentsOf.ts';
import { enrolled, joined, published } from './facts.ts';
import { date, type Fact } from './history.ts';
import { claimed, opened, submitted } from './leadFacts.ts';

/** The plan `standard`, with terms of attribution. */
const planWith = (attribution: object): Fact => {
  const plan = published();
  if (plan.event.type !== 'PlanPublished') throw new Error('It is a plan.');
  const { data } = plan.event;
  return { ...plan, event: { ...plan.event, data: { ...data, document: { ...data.document, attribution } } } };
};

const people = [joined('ada', 'Ada'), joined('bob', 'Bob')];

const brought = (lead: string, partner: string, when: string): readonly Fact[] => [
  submitted(lead, when, { partner, customer: 'c1' }),
  claimed(lead, when, { partner }),
];

/** `bob` came first, but was recorded second: the order of the claims is that of recording. */
const both = [...brought('l1', 'ada', '2026-03-02T12:00:00Z'), ...brought('l2', 'bob', '2026-03-01T12:00:00Z')];

const wonOn = date('2026-03-10');

describe('who would be credited with a customer', () => {
  it('follows from the leads that claim it and the terms of the plan of who claimed it first', async () => {
    const terms = { model: 'first-registration', days: 30 };
    const documents = await documentsOf([opened(), planWith(terms), ...people, enrolled('ada', 'standard'), ...both]);
    const bob = { id: 'l2', partner: 'bob', at: '2026-03-01T12:00:00.000Z', kind: 'registration' };
    const ada = { id: 'l1', partner: 'ada', at: '2026-03-02T12:00:00.000Z', kind: 'registration' };
    const expected = {
      _tag: 'attributed',
      plan: 'standard',
      version: 1,
      terms,
      attributed: {
        _tag: 'credited',
        partner: 'bob',
        touch: bob,
        reason: 'first-registration',
        rejected: [{ touch: ada, why: 'locked' }],
      },
    };
    expect(await attributionFor(documents, { program: 'north', customer: 'c1', wonOn })).toEqual(expected);
    expect(await attributionFor(documents, { program: 'north', lead: 'l2', wonOn })).toEqual(expected);
    const late = await attributionFor(documents, { program: 'north', customer: 'c1', wonOn: date('2026-06-01') });
    expect(late).toMatchObject({ attributed: { _tag: 'nobody', reason: 'lock-expired' } });
  });

  it('counts a lead that claims anew from when it came in', async () => {
    const documents = await documentsOf([
      opened(),
      planWith({ model: 'last-touch', days: 30 }),
      ...people,
      enrolled('ada', 'standard'),
      ...both,
      claimed('l2', '2026-03-05T12:00:00Z', { partner: 'bob' }),
    ]);
    const answer = await attributionFor(documents, { program: 'north', customer: 'c1', wonOn });
    expect(answer).toMatchObject({ attributed: { partner: 'ada', rejected: [{ why: 'not-the-last' }] } });
  });

  it('cannot be told without claims or without terms', async () => {
    const documents = await documentsOf([
      opened(),
      published(),
      ...people,
      enrolled('ada', 'standard', '2026-03-05'),
      ...both,
      submitted('l3', '2026-03-02T12:00:00Z'),
    ]);
    const ask = (about: { customer: string } | { lead: string }, program = 'north', on = wonOn) =>
      attributionFor(documents, { program, wonOn: on, ...about });
    const none = { _tag: 'no-claims' };
    expect(await ask({ customer: 'c2' })).toEqual(none);
    expect(await ask({ customer: 'c' })).toEqual(none);
    expect(await ask({ lead: 'l3' })).toEqual(none);
    expect(await ask({ lead: 'l9' })).toEqual(none);
    expect(await ask({ lead: 'l1' }, 'south')).toEqual(none);
    expect(await ask({ lead: 'l1' })).toEqual({ _tag: 'no-terms', partner: 'ada', plan: 'standard' });
    const before = date('2026-03-04');
    expect(await ask({ lead: 'l1' }, 'north', before)).toEqual({ _tag: 'no-terms', partner: 'ada', plan: null });
  });
});
