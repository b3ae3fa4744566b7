import { describe, expect, it } from 'vitest';
import { crmMappingWith, withPipeline } from './smallPipeline.ts';
import { accountsOf, countOf, importAll, newStore, sample, withFiles } from './world.ts';

/** The example's mapping, with one fact of its first source, the teams, left out. */
const withoutEnrolment = crmMappingWith((_pipeline, mapping) => {
  const [teams] = mapping['sources'] as { facts: { fact: string }[] }[];
  if (teams === undefined) throw new Error('The example has no teams.');
  teams.facts = teams.facts.filter(({ fact }) => fact !== 'PartnerEnrolled');
});

describe('causes set aside', () => {
  it('are counted by reason, most frequent first', async () => {
    const rows = [
      { id: 'A', closed: '4/4/2017' },
      { id: 'B', closed: '4/3/2017' },
      { id: 'C', closed: '4/4/2017' },
    ];
    const { summary } = await withFiles(withPipeline(rows), async (folder) =>
      importAll(await newStore(), folder, { mapping: withoutEnrolment }),
    );
    expect(summary.rowsRefused).toBe(0);
    // Each deal is a win and a payment.
    expect(summary.causesSetAside).toEqual([
      { reason: 'agent-aster is in no plan of crm-2017 on 2017-04-04', causes: 4 },
      { reason: 'agent-aster is in no plan of crm-2017 on 2017-04-03', causes: 2 },
    ]);
  });

  it('are the same in a dry run', async () => {
    const store = await newStore();
    const dry = await importAll(store, sample, { mapping: withoutEnrolment, dryRun: true });
    const { summary } = await importAll(store, sample, { mapping: withoutEnrolment });
    expect(summary.causesSetAside.length).toBeGreaterThan(0);
    expect(dry.summary.causesSetAside).toEqual(summary.causesSetAside);
  });

  it('are not counted when the same import takes them up again', async () => {
    const mapping = crmMappingWith((pipeline, whole) => {
      const [teams] = whole['sources'] as { facts: { fact: string }[] }[];
      const [joining, enrolling] = [false, true].map((enrols) => ({
        ...teams,
        name: `teams ${enrols}`,
        facts: teams?.facts.filter(({ fact }) => (fact === 'PartnerEnrolled') === enrols),
      }));
      whole['sources'] = [joining, pipeline, enrolling, { ...pipeline, name: 'pipeline again' }];
    });
    const store = await newStore();
    const { summary } = await withFiles(withPipeline([{ id: 'A' }]), (folder) => importAll(store, folder, { mapping }));
    expect(await countOf(store, 'CauseParked')).toBe(2);
    expect(await countOf(store, 'CauseResolved')).toBe(2);
    expect(summary.causesSetAside).toEqual([]);
  });

  it('are rated by the next import once the reason is gone, with the accruals of a clean import', async () => {
    const [store, clean] = [await newStore(), await newStore()];
    const { summary } = await importAll(store, sample, { mapping: withoutEnrolment });
    const setAside = summary.causesSetAside.reduce((sum, { causes }) => sum + causes, 0);
    expect(setAside).toBe(await countOf(store, 'CauseParked'));
    expect(await accountsOf(store)).toEqual({});
    const then = await importAll(store, sample);
    expect(then.summary.causesSetAside).toEqual([]);
    expect(await countOf(store, 'CauseResolved')).toBe(setAside);
    expect((await importAll(clean, sample)).summary.causesSetAside).toEqual([]);
    const [accounts, expected] = [await accountsOf(store), await accountsOf(clean)];
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(accounts).toEqual(expected);
  });
});
