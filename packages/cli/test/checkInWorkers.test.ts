import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { checkedTogether, createExplainer } from '@commission-ledger/explainer';
import { allProjections, projectionRuntime } from '@commission-ledger/projections';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyInto } from '../../explainer/bench/copyInto.ts';
import { changed, openHistory, payOut, right, sell, type History } from '../../explainer/test/history.ts';
import { checkInWorkers } from '../src/answering/checkInWorkers.ts';

const LINES = 7;
const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-check-'));
let payout = '';
let history: History;

const fileOf = async (name: string, store: History['store']): Promise<string> => {
  const file = path.join(folder, name);
  const { events, documents, close } = await openSqliteStore(file);
  await copyInto(events, store);
  right(await projectionRuntime({ store: events, documents, projections: allProjections }).catchUp());
  await close();
  return file;
};

beforeAll(async () => {
  // The processes read TypeScript, as this one does.
  vi.stubEnv('NODE_OPTIONS', '--conditions=@commission-ledger/source --import tsx');
  history = await openHistory();
  for (let index = 0; index < LINES; index += 1)
    await sell(history, { deal: `D-${index}`, amount: `${5000 + index}.55`, on: '2017-01-10' });
  [payout = ''] = await payOut(history, '2017-03-06');
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('the lines of a payout, shared by processes', () => {
  it('are each checked once, and come to what one process finds', async () => {
    const file = await fileOf('sound.ledger', history.store);
    const told: number[] = [];
    const order = { store: `sqlite:${file}`, payout };
    const parts = await checkInWorkers(order, LINES, 2, (done) => told.push(done));
    expect(parts.map((part) => part?.lines)).toEqual([3, 4]);
    expect(told.at(-1)).toBe(LINES);
    const { events, documents, close } = await openSqliteStore(file);
    const whole = right(await createExplainer({ store: events, documents }).checkPayout({ payout }));
    await close();
    expect(checkedTogether(parts.flatMap((part) => part ?? []))).toEqual(whole);
  });

  it('have no result in the part in which one does not hold, nor where there is no such file', async () => {
    const forged = await changed(history.store, 'PaymentReceived', (data) => ({
      ...data,
      amount: { amount: '1.00', currency: 'USD' },
    }));
    const order = { store: `sqlite:${await fileOf('forged.ledger', forged)}`, payout };
    const parts = await checkInWorkers(order, LINES, 2, () => undefined);
    expect(parts.map((part) => part?.lines)).toEqual([3, undefined]);
    expect(checkedTogether(parts.flatMap((part) => part ?? []))).toBeUndefined();
    const none = { store: `sqlite:${path.join(folder, 'none.ledger')}`, payout };
    expect(await checkInWorkers(none, LINES, 1, () => undefined)).toEqual([undefined]);
  });
});
