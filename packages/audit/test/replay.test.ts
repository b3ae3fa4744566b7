import { localDate } from '@commission-ledger/calendar';
import { SIMULATED_PROGRAM } from '@commission-ledger/testing/simulator';
import { hash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { memoryEventStore } from '@commission-ledger/event-store';
import { allProjections, asOf, balancesOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { historyUntil, replay, type ReplayOptions, type ReplayRow } from '../src/index.ts';
import { simulatedHistory } from './simulatedHistory.ts';

const rowsOf = async (options: ReplayOptions): Promise<readonly ReplayRow[]> => {
  const rows: ReplayRow[] = [];
  for await (const row of replay(options)) {
    if (E.isLeft(row)) throw new Error(row.left._tag);
    rows.push(row.right);
  }
  return rows;
};

const history = simulatedHistory({ seed: 5, leads: 40 });

describe('replaying a history', () => {
  it('goes through every event in its order, and to the end asked for', async () => {
    const store = await history;
    const all = await rowsOf({ store });
    expect(all.map(({ index }) => index)).toEqual([...all.keys()]);
    const middle = all[Math.trunc(all.length / 2)];
    if (middle === undefined) throw new Error('there is no history');
    const upTo = all.slice(0, middle.index + 1);
    expect(await rowsOf({ store, until: { position: BigInt(middle.position) } })).toEqual(upTo);
    expect(await rowsOf({ store, until: { event: middle.event } })).toEqual(upTo);
    expect((await rowsOf({ store, from: { event: middle.event } }))[0]).toEqual(middle);
    expect(await rowsOf({ store, until: { number: middle.index + 1 } })).toEqual(upTo);
    expect((await rowsOf({ store, from: { number: middle.index + 1 } }))[0]).toEqual(middle);
    const missing = [];
    for await (const row of replay({ store, until: { event: 'none' }, types: [] })) missing.push(row);
    expect(missing).toEqual([E.left({ _tag: 'NoSuchEvent', event: 'none' })]);
  });

  it('says that an end is not there, or before the beginning', async () => {
    const store = await history;
    const events = (await rowsOf({ store })).length;
    const failureOf = async (options: Omit<ReplayOptions, 'store'>) => {
      const found = [];
      for await (const row of replay({ store, types: [], ...options })) found.push(row);
      return found;
    };
    const beyond = { _tag: 'NoSuchNumber', number: events + 1, events };
    expect(await failureOf({ until: { number: events + 1 } })).toEqual([E.left(beyond)]);
    expect(await failureOf({ from: { number: events + 1 } })).toEqual([E.left(beyond)]);
    expect(await failureOf({ from: { event: 'none' } })).toEqual([E.left({ _tag: 'NoSuchEvent', event: 'none' })]);
    const reversed = { from: { number: 5 }, until: { number: 4 } };
    expect(await failureOf(reversed)).toEqual([E.left({ _tag: 'EndsBeforeStart' })]);
    expect(await failureOf({ from: { number: events }, until: { number: events } })).toEqual([]);
  });

  it('shows what is asked for only, with the balance of everything before', async () => {
    const store = await history;
    const all = await rowsOf({ store });
    const partner = all.find(({ balance }) => balance !== null)?.partner ?? '';
    const own = await rowsOf({ store, partner, types: ['AccrualPosted', 'PayoutSettled'] });
    expect(own).toEqual(
      all.filter((row) => row.partner === partner && /^(?:AccrualPosted|PayoutSettled)$/.test(row.type)),
    );
  });

  it('leads every balance on, one change after the other, to what the read models say', async () => {
    const store = await history;
    const owed = new Map<string, string>();
    for (const { stream, balance } of await rowsOf({ store })) if (balance !== null) owed.set(stream, balance.amount);
    expect(owed.size).toBeGreaterThan(0);
    const documents = await asOf({ store, projections: allProjections });
    if (E.isLeft(documents)) throw new Error(documents.left._tag);
    const day = localDate('2027-12-31');
    if (E.isLeft(day)) throw new Error('no date');
    const rows = await balancesOf(documents.right, { program: SIMULATED_PROGRAM, asOf: day.right });
    for (const { partner, currency, onHold, payable, inFlight, receivable, disputed } of rows) {
      const parts = [onHold, payable, inFlight, disputed].reduce((sum, { minor }) => sum + minor, -receivable.minor);
      const row = owed.get(`account-${SIMULATED_PROGRAM}.${partner}.${currency}`) ?? '0.00';
      expect([partner, row.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1')]).toEqual([partner, `${parts}`]);
    }
  });

  it('ends a history at a position for whoever reads it', async () => {
    const store = await history;
    const all = await rowsOf({ store });
    for (const at of [0, 7, all.length - 1]) {
      const position = BigInt(all[at]?.position ?? 0);
      const then = historyUntil(store, position);
      expect(await rowsOf({ store: then })).toEqual(all.slice(0, at + 1));
      expect((await then.head())?.position).toBe(position);
    }
    expect(await rowsOf({ store: memoryEventStore() })).toEqual([]);
  });

  it('gives the same bytes in every time zone and language', async () => {
    const here = digestOf(await rowsOf({ store: await history }));
    for (const env of [
      { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
      { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ]) {
      const there = execFileSync(
        process.execPath,
        ['--conditions=@commission-ledger/source', '--import', 'tsx', `${import.meta.dirname}/replayDigest.ts`],
        { env: { ...process.env, ...env }, encoding: 'utf8' },
      );
      expect(there.trim()).toBe(here);
    }
    expect(here).toBe(GOLDEN);
  });
});

const digestOf = (rows: readonly ReplayRow[]): string =>
  hash('sha256', rows.map((row) => JSON.stringify(row)).join('\n'));

/** On every machine and every version of Node. */
const GOLDEN = '2996c84ad1aa64128efaa20f250baae6a2e32b8212723a30fc5fc97b78b462ec';
