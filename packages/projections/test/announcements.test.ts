import type { EventData } from '@commission-ledger/events';
import { describe, expect, it } from 'vitest';
import { announcements, announcementsFor, announcementsOf } from '../src/index.ts';
import { documentsOf, stopOf } from './documentsOf.ts';
import { enrolled, joined, opened, told } from './facts.ts';
import { at, type Fact } from './history.ts';

const published = (announcement: string, data: Partial<EventData<'AnnouncementPublished'>> = {}): Fact =>
  told('program-north', 'AnnouncementPublished', {
    program: 'north',
    announcement,
    title: { en: 'New terms', ru: 'Новые условия' },
    body: { en: 'From March on.' },
    audience: 'everyone',
    acknowledgement: 'asked',
    author: 'kim',
    occurredAt: at('2026-02-01T12:00:00Z'),
    ...data,
  });
const read = (partner: string, announcement: string, occurredAt = at('2026-02-02T12:00:00Z')): Fact =>
  told(`partner-${partner}`, 'AnnouncementAcknowledged', { program: 'north', partner, announcement, occurredAt });

const people = [
  opened(),
  joined('ada', 'Ada'),
  joined('bob', 'Bob'),
  joined('cat', 'Cat'),
  enrolled('ada', 'standard'),
  enrolled('bob', 'gold', '2026-02-01'),
  enrolled('cat', 'gold', '2026-02-02'),
];

describe('announcements', () => {
  it('tell who has read them and who has not yet', async () => {
    const documents = await documentsOf([...people, published('n1'), read('bob', 'n1')]);
    const [row] = await announcementsOf(documents, { program: 'north' });
    expect(row?.audienceNow).toEqual([
      { partner: 'ada', name: 'Ada', readAt: null },
      { partner: 'bob', name: 'Bob', readAt: '2026-02-02T12:00:00.000Z' },
    ]);
    expect(row?.waitingFor.map(({ partner }) => partner)).toEqual(['ada']);
    expect(await announcementsOf(documents, { program: 'south' })).toEqual([]);
  });

  it('are for those who are named, in the plan, or in the program on their day', async () => {
    const later = { occurredAt: at('2026-02-02T00:00:00Z') };
    const documents = await documentsOf([
      ...people,
      published('all'),
      published('later', later),
      published('named', { audience: { partners: ['cat'] } }),
      published('gold', { audience: { plans: ['gold'] } }),
      published('gold-later', { audience: { plans: ['gold', 'other'] }, ...later }),
      published('quiet', { acknowledgement: 'none' }),
    ]);
    const rows = await announcementsOf(documents, { program: 'north' });
    const audienceOf = new Map(rows.map((row) => [row.announcement, row.audienceNow.map(({ partner }) => partner)]));
    expect(Object.fromEntries(audienceOf)).toEqual({
      all: ['ada', 'bob'],
      later: ['ada', 'bob', 'cat'],
      named: ['cat'],
      gold: ['bob'],
      'gold-later': ['bob', 'cat'],
      quiet: ['ada', 'bob'],
    });
    expect(rows.find(({ announcement }) => announcement === 'quiet')?.waitingFor).toEqual([]);
    for (const partner of ['ada', 'bob', 'cat']) {
      const own = await announcementsFor(documents, { program: 'north', partner });
      const expected = [...audienceOf].filter(([, members]) => members.includes(partner)).map(([id]) => id);
      expect(own.map(({ announcement }) => announcement)).toEqual(expected);
    }
    expect(await announcementsFor(documents, { program: 'north', partner: 'ghost' })).toEqual([]);
  });

  it('say nothing to a partner of whom else they are for', async () => {
    const audience = { partners: ['ada', 'bob'] };
    const documents = await documentsOf([...people, published('n1', { audience }), read('bob', 'n1')]);
    const own = await announcementsFor(documents, { program: 'north', partner: 'ada' });
    expect(JSON.stringify(own)).not.toContain('bob');
    expect(own[0]).toMatchObject({ read: null, title: { en: 'New terms', ru: 'Новые условия' }, body: { ru: null } });
  });

  it('keep the first acknowledgement, and stop at a second publication', async () => {
    const documents = await documentsOf([
      ...people,
      published('n1'),
      read('ada', 'n1'),
      read('ada', 'n1', at('2026-02-05T12:00:00Z')),
    ]);
    const [own] = await announcementsFor(documents, { program: 'north', partner: 'ada' });
    expect(own?.read?.occurredAt).toBe('2026-02-02T12:00:00.000Z');
    expect(await stopOf(announcements, [published('n1'), published('n1')])).toContain('was published before');
  });
});
