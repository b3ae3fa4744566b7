import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { maskReply, renderTree, type Reply, type Row } from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { money, openWorld, sell, type World } from './diffWorld.ts';
import { eventsOf, left, right } from './history.ts';
import { expectProved, explainerOf } from './proved.ts';

const soldTogether = async (): Promise<World> => {
  const world = await openWorld();
  const attribution = [
    { partner: 'lyra', share: '0.4' },
    { partner: 'orion', share: '0.6' },
  ];
  await sell(world, { deal: 'D-1', amount: money('100.01'), on: '2026-06-10', attribution });
  return world;
};

const accrualOf = async ({ store }: Pick<World, 'store'>, partner: string): Promise<string> => {
  const posted = (await eventsOf(store)).flatMap((event) => (event.type === 'AccrualPosted' ? [event.data] : []));
  return posted.find((each) => each.partner === partner)?.accrual ?? '';
};

const issuedIn = async ({ store }: Pick<World, 'store'>): Promise<readonly string[]> =>
  (await eventsOf(store)).flatMap(({ type, data }) => (type === 'PayoutIssued' ? [data.payout] : []));

const everyRow = (rows: readonly Row[]): readonly Row[] => rows.flatMap((row) => [row, ...everyRow(row.rows ?? [])]);

const group = ({ rows }: Reply, key: string): Row | undefined => rows.find(({ said }) => said.key === key);

const FIELDS: ReadonlySet<string> = new Set(['dataMoney', 'dataRate', 'dataText', 'dataPartner', 'dataLead']);

describe('which data was used', () => {
  it('lists every record with its source and both clocks, its fields, the terms, the steps, and whom it names', async () => {
    const world = await soldTogether();
    const accrual = await accrualOf(world, 'orion');
    const reply = right(await (await explainerOf(world)).dataUsed({ subject: { kind: 'entry', id: accrual } }));
    await expectProved(world, reply);
    expect(reply.asked).toEqual({ about: 'data' });
    const records = group(reply, 'dataRecords');
    expect(records?.rows?.map(({ said }) => said.key)).toEqual(['whoDealWon', 'whoPaid', 'whoEarned']);
    const paid = records?.rows?.[1];
    expect(paid?.from?.[0]).toMatchObject({ stream: 'deal-D-1', revision: 1 });
    expect(paid?.rows?.map(({ said }) => said)).toEqual([
      { key: 'dataClocks', holes: { on: '2026-06-10', recorded: '2026-06-10', time: '22:00', zone: 'Europe/Berlin' } },
      { key: 'dataSource', holes: { actor: 'host', number: '1', stream: 'deal-D-1' } },
      { key: 'dataMoney', holes: { field: '/amount', value: money('100.01'), currency: 'EUR' } },
    ]);
    expect(group(reply, 'dataTerms')?.rows?.map(({ said }) => said.key)).toEqual(['dataTermRate', 'dataTermEdge']);
    expect(group(reply, 'dataSteps')?.rows?.map(({ said }) => said.key)).toContain('dataSplit');
    expect(group(reply, 'dataOthersNamed')?.rows?.map(({ said }) => said)).toEqual([
      { key: 'dataNamed', holes: { partner: 'lyra' } },
    ]);
  });

  it('says in its first sentence just what its lists hold', async () => {
    const world = await soldTogether();
    const reply = right(
      await (await explainerOf(world)).dataUsed({ subject: { kind: 'entry', id: await accrualOf(world, 'orion') } }),
    );
    const fields = everyRow(reply.rows).filter(({ said }) => FIELDS.has(said.key));
    expect(reply.verdict[0]?.holes).toMatchObject({
      records: group(reply, 'dataRecords')?.rows?.length,
      values: fields.length,
      terms: group(reply, 'dataTerms')?.rows?.length,
    });
    for (const locale of ['en', 'ru'] as const) {
      const shown = renderTree(reply, { locale, all: true });
      expect(shown.match(/\d+ (?:records|записи|записей)/g)?.map((each) => each.split(' ')[0])).toEqual(['3', '3']);
      expect(shown).toMatch(/22:00[\s│]+\(Europe\/Berlin\)/);
    }
    expect(renderTree(reply)).toContain('Every record and every term in this list was read again from the history.');
  });

  it('is told by kinds of records with the fields that were read, unless every one is asked for', () =>
    fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const history = await play(story);
        const [payout] = await issuedIn(history);
        if (payout === undefined) return;
        const reply = right(await (await explainerOf(history)).dataUsed({ subject: { kind: 'payout', id: payout } }));
        const records = group(reply, 'dataRecords')?.rows ?? [];
        const short = renderTree(reply, { width: 1000 });
        const groups = short.split('\n').filter((line) => /─ 1\.\d+ /.test(line));
        const more = [...short.matchAll(/· and (\d+) records? like it/g)].map(([, count]) => Number(count));
        expect(groups.length + more.reduce((sum, count) => sum + count, 0)).toBe(records.length);
        expect(new Set(groups).size).toBe(groups.length);
        expect(short).toMatch(/· used: .*line, amount/);
        expect(short).not.toContain('Happened on');
        const all = renderTree(reply, { width: 1000, all: true });
        expect(all.split('\n').filter((line) => /─ 1\.\d+ /.test(line))).toHaveLength(records.length);
        expect(all.split('\n').length).toBeGreaterThan(short.split('\n').length);
        for (const line of groups) expect(all).toContain(line.replace(/^\W+/, ''));
      }),
      { numRuns: 8 },
    ));

  it('names no other partner where it is masked', async () => {
    const world = await soldTogether();
    const explainer = await explainerOf(world);
    const reply = right(await explainer.dataUsed({ subject: { kind: 'deal', id: 'D-1' }, partner: 'orion' }));
    await expectProved(world, reply);
    expect(JSON.stringify(reply)).toContain('lyra');
    const masked = maskReply(reply, { named: new Set(['orion']), others: new Set(), key: 'secret' });
    expect(JSON.stringify(masked)).not.toContain('lyra');
    for (const locale of ['en', 'ru'] as const) expect(renderTree(masked, { locale, depth: 3 })).not.toContain('lyra');
  });

  it('is told of accounts, deals and statements too, and of nothing unknown', async () => {
    const world = await soldTogether();
    const explainer = await explainerOf(world);
    for (const subject of [
      { kind: 'account', id: 'resale.orion.EUR' },
      { kind: 'statement', id: 'resale.orion.EUR/2026-06' },
      { kind: 'deal', id: 'D-1' },
    ] as const)
      await expectProved(world, right(await explainer.dataUsed({ subject })));
    for (const subject of [
      { kind: 'payout', id: 'PO-1' },
      { kind: 'partner', id: 'orion' },
      { kind: 'account', id: 'resale.nobody.EUR' },
    ] as const)
      expect(['UnknownSubject', 'NotIndexed']).toContain(left(await explainer.dataUsed({ subject }))._tag);
  });

  it('holds over any story, for every entry, and cites each record that the proof cites', () =>
    fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const history = await play(story);
        const explainer = await explainerOf(history);
        for (const { type, data } of (await eventsOf(history.store)).slice(-6)) {
          if (type !== 'AccrualPosted') continue;
          const proof = right(await explainer.why(data.accrual));
          const reply = right(await explainer.dataUsed({ subject: { kind: 'entry', id: data.accrual } }));
          await expectProved(history, reply);
          const cited = new Set(
            (group(reply, 'dataRecords')?.rows ?? []).flatMap(({ from = [] }) => from.map(({ event }) => event)),
          );
          for (const node of Object.values(proof.nodes))
            if (node.kind === 'fact') for (const { event } of node.from) expect(cited).toContain(event);
        }
      }),
      { numRuns: 8 },
    ));
});
