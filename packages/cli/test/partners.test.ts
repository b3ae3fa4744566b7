import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

const hours = { opens: '09:00', closes: '18:00' };

/** Two inquiries of which one is answered, and an announcement that one of two partners has read. It is Monday, 12:00 in Berlin. */
const talking = async () => {
  const line = await settled(
    { serviceLevels: { hours, inquiries: { answer: 9, resolve: 45 } } },
    '2026-08-30T10:00:00Z',
  );
  const ask = (inquiry: string, partner: string, deal: string) => ({
    inquiry,
    program: 'acme',
    partner,
    kind: 'question',
    about: { kind: 'deal', id: deal },
    text: 'Why is it so little?\nIt was more before.',
  });
  const manager = { partner: 'orion-consulting', program: 'acme', manager: 'mia', from: '2026-01-01' };
  await line.record('assignManager', manager, '2026-08-31T10:00:00Z');
  await line.record('openInquiry', ask('q-1', 'orion-consulting', 'd-1'), '2026-09-01T08:00:00Z');
  await line.record('openInquiry', ask('q-2', 'vega-partners', 'd-3'), '2026-09-02T08:00:00Z');
  await line.record('answerInquiry', { inquiry: 'q-2', text: 'It is ten percent.', by: 'mia' }, '2026-09-02T09:00:00Z');
  const news = {
    program: 'acme',
    announcement: 'n-1',
    author: 'mia',
    audience: 'everyone',
    acknowledgement: 'asked',
    title: { en: 'More from autumn on', ru: 'С осени больше' },
    body: { en: 'Twelve percent.' },
  };
  await line.record('publishAnnouncement', news, '2026-09-03T08:00:00Z');
  const read = { program: 'acme', announcement: 'n-1', partner: 'vega-partners' };
  await line.record('acknowledgeAnnouncement', read, '2026-09-04T08:00:00Z');
  line.clock('2026-09-07T10:00:00Z');
  return line;
};

let line: Awaited<ReturnType<typeof talking>>;
beforeAll(async () => {
  line = await talking();
});
afterAll(() => line.remove());

describe('inquiries', () => {
  it('are all that are not resolved, with what they wait for', async () => {
    const { out } = await line.said('inquiries');
    expect(out).toMatch(
      /q-1 +Orion Consulting +question +deal d-1 +open +mia +2026-09-01 10:00 +an answer since 2026-09-02 10:00, late by 29 h\n/,
    );
    expect(out).toMatch(/q-2 +Vega Partners .* answered +nobody +2026-09-02 10:00 +a resolution by 2026-09-09 10:00\n/);
    expect((await line.json<readonly Row[]>('inquiries')).map(({ inquiry }) => inquiry)).toEqual(['q-1', 'q-2']);
  });

  it('can be only those the program is late with', async () => {
    expect((await line.json<readonly Row[]>('inquiries', '--overdue')).map(({ inquiry }) => inquiry)).toEqual(['q-1']);
    const none = await line.said('inquiries', '--overdue', '--partner', 'vega-partners', '--locale', 'ru');
    expect(none.out).toBe('Просроченных обращений нет.\n');
  });

  it('leave out what is resolved, unless all are asked for', async () => {
    const ended = { inquiry: 'q-2', outcome: 'answered', text: 'Clear now.', by: 'mia' };
    await line.record('resolveInquiry', ended);
    expect(await line.json<readonly Row[]>('inquiries')).toHaveLength(1);
    expect(await line.json<readonly Row[]>('inquiries', '--all')).toHaveLength(2);
    expect(await line.said('inquiries', '--all', '--overdue')).toMatchObject({ code: 2 });
  });
});

describe('inquiry', () => {
  it('shows who said what when', async () => {
    expect((await line.said('inquiry', 'q-1')).out).toBe(
      [
        'Inquiry     q-1',
        'Partner     Orion Consulting',
        'Kind        question',
        'About       deal d-1',
        'Status      open',
        'Who has it  mia',
        'Promised    an answer since 2026-09-02 10:00, late by 29 h',
        '            a resolution by 2026-09-08 10:00',
        '',
        '2026-09-01 10:00 opened',
        '  Why is it so little?',
        '  It was more before.',
        '',
      ].join('\n'),
    );
    expect((await line.said('inquiry', 'q-1', '--locale', 'ru')).out).toContain(
      'ответа с 2026-09-02 10:00, опоздание 29 ч',
    );
    expect(await line.json('inquiry', 'q-1')).toMatchObject({ inquiry: 'q-1', thread: [{ kind: 'opened' }] });
  });

  it('says that it is unknown', async () => {
    expect(await line.said('inquiry', 'q-9')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no inquiry q-9 here'),
    });
  });
});

describe('announcements', () => {
  it('tell who has read them and who has not', async () => {
    expect((await line.said('announcements')).out).toMatch(
      /n-1 +2026-09-03 +More from autumn on +everyone +1 of 2 +Orion Consulting\n$/,
    );
    expect((await line.said('announcements', '--locale', 'ru')).out).toMatch(/С осени больше +для всех +1 из 2/);
    expect(await line.json('announcements')).toMatchObject([
      {
        announcement: 'n-1',
        readers: [
          { partner: 'orion-consulting', readAt: null },
          { partner: 'vega-partners', readAt: '2026-09-04T08:00:00.000Z' },
        ],
        waitingFor: [{ partner: 'orion-consulting', name: 'Orion Consulting' }],
      },
    ]);
  });
});

describe('performance', () => {
  const july = ['--from', '2026-07-01', '--until', '2026-07-31'];

  it('shows figures beside those of the median partner', async () => {
    const { out } = await line.said('performance', '--partner', 'orion-consulting', ...july);
    expect(out).toMatch(/^Orion Consulting in Acme, 1 July 2026 to 31 July 2026\n/);
    expect(out).toMatch(/ +Partner +Median of 2\n/);
    expect(out).toMatch(/Leads submitted +2 +1\.5\n/);
    expect(out).toMatch(/Part of the leads that was won +100% +100%\n/);
    expect(out).toMatch(/Average deal, EUR +974\.28 +537\.14\n/);
    expect(out).toMatch(/Earned, EUR +194\.85 +102\.42\n/);
    expect(out).toMatch(/Earned for each lead, EUR +97\.42 +53\.71\n/);
    expect(out).toMatch(/Best month by earnings \(194\.85 EUR\): July 2026\n/);
  });

  it('counts the first day and the last', async () => {
    const vega = ['performance', '--partner', 'vega-partners'];
    const submitted = async (from: string, until: string) =>
      (await line.json<Readonly<{ whole: { leads: Row } }>>(...vega, '--from', from, '--until', until)).whole.leads[
        'submitted'
      ];
    expect(await submitted('2026-07-20', '2026-07-20')).toBe(1);
    expect(await submitted('2026-07-21', '2026-07-31')).toBe(0);
    expect(await submitted('2026-07-01', '2026-07-19')).toBe(0);
  });

  it('has a dash where there is nothing to divide by', async () => {
    const may = ['--from', '2026-05-01', '--until', '2026-05-31', '--locale', 'ru'];
    const { out } = await line.said('performance', '--partner', 'orion-consulting', ...may);
    expect(out).toMatch(/Доля выигранных заявок +— +—\n/);
    expect(out).not.toMatch(/NaN|undefined|null/);
  });

  it('gives quotients exactly to programs', async () => {
    const answer = await line.json<Readonly<{ whole: Row; medians: Row }>>(
      'performance',
      '--partner',
      'orion-consulting',
      ...july,
    );
    expect(answer).toMatchObject({
      from: '2026-07-01',
      until: '2026-07-31',
      whole: { leads: { conversion: '1' }, money: [{ average: '974.275', earnedPerLead: '97.425', earned: '194.85' }] },
      medians: { partners: 2, submitted: '1.5' },
      months: [{ month: '2026-07' }],
    });
  });

  it('needs days in their order', async () => {
    const turned = ['--from', '2026-07-02', '--until', '2026-07-01'];
    expect(await line.said('performance', '--partner', 'orion-consulting', ...turned)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is before --from'),
    });
  });
});

describe('digest', () => {
  const days = ['--partner', 'vega-partners', '--from', '2026-09-01', '--until', '2026-09-04'];

  it('is a letter to the partner, in both languages', async () => {
    const { out } = await line.said('digest', ...days);
    expect(out).toContain('1 September 2026 to 4 September 2026');
    expect(out).toContain('Hello Vega Partners');
    expect(out).toContain('> It is ten percent.');
    expect(out).not.toContain('Orion');
    expect((await line.said('digest', ...days, '--locale', 'ru')).out).toContain('С осени больше');
  });

  it('is the same whenever it is asked for', async () => {
    const orion = ['--partner', 'orion-consulting', ...days.slice(2)];
    const before = (await line.said('digest', ...orion, '--format', 'json')).out;
    expect(JSON.parse(before)).toMatchObject({ isEmpty: false, coming: [{ date: '2026-09-07', outcome: 'pays' }] });
    await line.said('payout', 'issue', '--date', '2026-09-07');
    expect((await line.said('digest', ...orion, '--json')).out).toBe(before);
  });

  it('has other forms', async () => {
    expect((await line.said('digest', ...days, '--format', 'html')).out).toMatch(/^<!DOCTYPE html>/);
    const message = (await line.said('digest', ...days, '--format', 'message')).out;
    expect(message).toMatch(/^Acme: [^\n]+\n$/);
    expect(message.length).toBeLessThanOrEqual(161);
  });

  it('ends before now, and begins before it ends', async () => {
    const from = ['digest', '--partner', 'vega-partners', '--from'];
    expect(await line.said(...from, '2026-09-01', '--until', '2026-09-07')).toMatchObject({
      code: 2,
      err: expect.stringContaining('2026-09-07 is not over yet'),
    });
    expect(await line.said(...from, '2026-09-04', '--until', '2026-09-03')).toMatchObject({ code: 2 });
    expect((await line.said(...from, '2026-09-07')).code).toBe(0);
  });
});
