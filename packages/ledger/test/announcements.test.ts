import { describe, expect, it } from 'vitest';
import type { CommandMeta, Ledger, Result } from '../src/index.ts';
import { eventsOf, flatPlan, framesOf, newLedger, ok, planOf, refused, settle } from './world.ts';

const occurredAt = '2024-02-01T12:00:00Z';

const news = {
  program: 'acme',
  announcement: 'n1',
  title: { en: 'New terms', ru: 'Новые условия' },
  body: { en: 'From March on.' },
  audience: 'everyone',
  acknowledgement: 'asked',
  author: 'kim',
  occurredAt,
} as const;
const read = { program: 'acme', announcement: 'n1', partner: 'bob', occurredAt };
const delivered = {
  program: 'acme',
  partner: 'bob',
  digest: 'digest-1',
  from: '2024-02-01T00:00:00Z',
  to: '2024-02-08T00:00:00Z',
  channel: 'email',
  contentHash: 'a'.repeat(64),
  occurredAt,
};

describe('announcements', () => {
  it('are published, acknowledged and delivered once, whatever key is given', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    for (const key of [undefined, 'mine', 'other']) {
      const meta: CommandMeta = key === undefined ? {} : { key };
      await ok(ledger.publishAnnouncement(news, meta));
      await ok(ledger.acknowledgeAnnouncement(read, meta));
      await ok(ledger.recordDigestDelivered(delivered, meta));
    }
    await ok(ledger.recordDigestDelivered({ ...delivered, channel: 'sms' }));
    expect(await eventsOf(store, 'AnnouncementPublished')).toHaveLength(1);
    expect(await eventsOf(store, 'AnnouncementAcknowledged')).toHaveLength(1);
    expect((await eventsOf(store, 'DigestDelivered')).map(({ data }) => data.channel)).toEqual(['email', 'sms']);
    const before = await framesOf(store);
    for (const conflicting of [
      ledger.publishAnnouncement({ ...news, body: { en: 'From April on.' } }),
      ledger.recordDigestDelivered({ ...delivered, contentHash: 'b'.repeat(64) }),
    ])
      expect(await refused(conflicting)).toMatchObject({ _tag: 'KeyConflict' });
    expect(await framesOf(store)).toEqual(before);
  });

  it('are nothing new when told again later, under whatever key; other content is refused', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.publishAnnouncement(news));
    await ok(ledger.acknowledgeAnnouncement(read));
    await ok(ledger.recordDigestDelivered(delivered));
    const before = await framesOf(store);
    const [later, meta] = [{ occurredAt: '2024-02-03T00:00:00Z' }, { key: 'later' }];
    for (const again of [
      ledger.publishAnnouncement({ ...news, ...later }, meta),
      ledger.acknowledgeAnnouncement({ ...read, ...later }, meta),
      ledger.recordDigestDelivered({ ...delivered, ...later }, meta),
    ])
      expect(await ok(again)).toEqual({ repeated: true, events: [] });
    expect(await refused(ledger.publishAnnouncement({ ...news, audience: { partners: ['bob'] } }, meta))).toEqual({
      _tag: 'AnnouncementExists',
      announcement: 'n1',
    });
    expect(await refused(ledger.recordDigestDelivered({ ...delivered, to: '2024-02-09T00:00:00Z' }, meta))).toEqual({
      _tag: 'OtherDigestDelivered',
      digest: 'digest-1',
      channel: 'email',
    });
    expect(await framesOf(store)).toEqual(before);
  });

  it('stand beside the other facts of their streams, told at the same time or in turn', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.publishAnnouncement(news));
    const manager = { partner: 'bob', program: 'acme', manager: 'kim', occurredAt };
    const outcomes = await Promise.all([
      ledger.changeProgram({ program: 'acme', name: 'Acme!', occurredAt }),
      ledger.publishAnnouncement({ ...news, announcement: 'n2' }),
      ledger.changeProgram({ program: 'acme', approval: 'two-person', occurredAt: '2024-02-02T00:00:00Z' }),
      ledger.assignManager({ ...manager, from: '2024-02-01' }),
      ledger.acknowledgeAnnouncement(read),
      ledger.assignManager({ ...manager, from: '2024-02-02' }),
      ledger.recordDigestDelivered(delivered),
      ledger.assignManager({ ...manager, from: '2024-02-03' }),
    ]);
    expect(outcomes.map(({ _tag }) => _tag)).toEqual(outcomes.map(() => 'Right'));
    await ok(ledger.publishAnnouncement({ ...news, announcement: 'n3' }));
    expect(await refused(ledger.assignManager({ ...manager, from: '2024-02-01', manager: 'max' }))).toMatchObject({
      _tag: 'KeyConflict',
    });
    expect(await eventsOf(store, 'ManagerAssigned')).toHaveLength(3);
    expect(await eventsOf(store, 'AnnouncementPublished')).toHaveLength(3);
    expect(await eventsOf(store, 'ProgramChanged')).toHaveLength(2);
  });

  it('are for those who are named, in the plan, or in the program on their day', async () => {
    const { ledger } = newLedger();
    await settle(ledger, { plans: [planOf(), flatPlan('0.1')], partners: ['bob', 'cat'] });
    const dan = { partner: 'dan', name: 'Dan', occurredAt };
    await ok(ledger.joinPartner(dan));
    await ok(ledger.enrolPartner({ partner: 'dan', program: 'acme', plan: 'flat', from: '2024-02-02', occurredAt }));
    const audiences = {
      all: ['everyone', ['bob', 'cat']],
      later: ['everyone', ['bob', 'cat', 'dan']],
      named: [{ partners: ['cat', 'dan'] }, ['cat', 'dan']],
      flat: [{ plans: ['flat'] }, []],
      'flat-later': [{ plans: ['flat'] }, ['dan']],
    } as const;
    for (const [announcement, [audience, members]] of Object.entries(audiences)) {
      const day = announcement.endsWith('later') ? '2024-02-01T23:00:00Z' : occurredAt;
      await ok(ledger.publishAnnouncement({ ...news, announcement, audience, occurredAt: day }));
      const reached: string[] = [];
      for (const partner of ['bob', 'cat', 'dan']) {
        const outcome = await ledger.acknowledgeAnnouncement({ ...read, announcement, partner });
        if (outcome._tag === 'Right') reached.push(partner);
        else expect(outcome.left).toEqual({ _tag: 'UnknownAnnouncement', announcement });
      }
      expect(reached).toEqual(members);
    }
  });
});

describe('a command about announcements is refused, and writes nothing:', () => {
  it.each<readonly [string, (ledger: Ledger) => Result, object]>([
    [
      'of no program',
      (ledger) => ledger.publishAnnouncement({ ...news, program: 'ghost' }),
      { _tag: 'UnknownProgram', program: 'ghost' },
    ],
    [
      'for nobody',
      (ledger) => ledger.publishAnnouncement({ ...news, announcement: 'n2', audience: { partners: [] } }),
      { _tag: 'AnnouncementForNobody', announcement: 'n2' },
    ],
    [
      'for an unknown partner',
      (ledger) => ledger.publishAnnouncement({ ...news, announcement: 'n2', audience: { partners: ['ghost'] } }),
      { _tag: 'UnknownPartner', partner: 'ghost' },
    ],
    [
      'for an unknown plan',
      (ledger) => ledger.publishAnnouncement({ ...news, announcement: 'n2', audience: { plans: ['ghost'] } }),
      { _tag: 'UnknownPlan', plan: 'ghost' },
    ],
    [
      'read, but never published',
      (ledger) => ledger.acknowledgeAnnouncement({ ...read, announcement: 'ghost' }),
      { _tag: 'UnknownAnnouncement', announcement: 'ghost' },
    ],
    [
      'read, but not asked',
      (ledger) => ledger.acknowledgeAnnouncement({ ...read, announcement: 'quiet' }),
      { _tag: 'NoAcknowledgementAsked', announcement: 'quiet' },
    ],
    [
      'read by nobody known',
      (ledger) => ledger.acknowledgeAnnouncement({ ...read, partner: 'ghost' }),
      { _tag: 'UnknownPartner', partner: 'ghost' },
    ],
    [
      'a digest to nobody',
      (ledger) => ledger.recordDigestDelivered({ ...delivered, partner: 'ghost' }),
      { _tag: 'UnknownPartner', partner: 'ghost' },
    ],
    [
      'a digest of no program',
      (ledger) => ledger.recordDigestDelivered({ ...delivered, program: 'ghost' }),
      { _tag: 'UnknownProgram', program: 'ghost' },
    ],
    [
      'a digest of no time',
      (ledger) => ledger.recordDigestDelivered({ ...delivered, from: delivered.to }),
      { _tag: 'DigestOfNoTime' },
    ],
  ])('%s', async (_, command, refusal) => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(ledger.publishAnnouncement(news));
    await ok(ledger.publishAnnouncement({ ...news, announcement: 'quiet', acknowledgement: 'none' }));
    const before = await framesOf(store);
    expect(await refused(command(ledger))).toMatchObject(refusal);
    expect(await framesOf(store)).toEqual(before);
  });
});
