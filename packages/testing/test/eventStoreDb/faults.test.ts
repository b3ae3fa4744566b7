import { START } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';

import { faultPlan } from '../../src/eventStoreDb/faults/faultPlan.ts';
import { collected, endWithTest, failureOf, happened, plainly, startedDouble } from './connectedClient.ts';

describe('a plan of faults', () => {
  it('lets so many fitting calls pass, then meets so many, and counts what happened only', () => {
    const plan = faultPlan();
    plan.inject({ on: 'append', kind: 'hang', stream: 'a', skip: 1, times: 2 });
    expect(plan.onArrival('append', 'b')).toBeUndefined();
    expect(plan.onArrival('read', 'a')).toBeUndefined();
    expect(plan.onReply('append', 'a')).toBeUndefined();
    expect(plan.onArrival('append', 'a')).toBeUndefined();
    expect(plan.trips()).toEqual([]);
    plan.onArrival('append', 'a')?.trip();
    plan.onArrival('append', 'a')?.trip();
    expect(plan.onArrival('append', 'a')).toBeUndefined();
    expect(plan.trips()).toHaveLength(2);
  });

  it('keeps for later what a call was spared, and forgets what is cleared', () => {
    const plan = faultPlan();
    plan.inject({ on: 'read', kind: 'end', afterEvents: 2 });
    plan.onDelivery('read', 'a')?.spare();
    expect(plan.onDelivery('read', 'a')?.fault.kind).toBe('end');
    plan.inject({ on: 'read', kind: 'end', afterEvents: 2 });
    plan.clear();
    expect(plan.onDelivery('read', 'a')).toBeUndefined();
  });
});

describe('a fault on arrival', () => {
  it('fails the call with its code and trailers before anything is done', async () => {
    const { double, client } = await startedDouble();
    const append = () => client.appendToStream('s-1', happened(), plainly);
    double.inject({ on: 'append', kind: 'error', code: 'UNAVAILABLE', message: 'Server Is Too Busy' });
    expect(await failureOf(append())).toMatchObject({ type: 'unavailable', code: 14 });
    const trailers = { exception: 'access-denied' };
    double.inject({ on: 'append', kind: 'error', code: 'PERMISSION_DENIED', trailers });
    await expect.poll(async () => (await failureOf(append()))['type']).toBe('access-denied');
    expect(double.log.stream('s-1').kind).toBe('notFound');
    expect(double.trips().map(({ stream }) => stream)).toEqual(['s-1', 's-1']);
  });

  it('hangs until the caller gives up, and nothing is written', async () => {
    const { double, client } = await startedDouble();
    double.inject({ on: 'append', kind: 'hang' });
    const append = client.appendToStream('s-1', happened(), { deadline: 200, ...plainly });
    expect((await failureOf(append))['type']).toBe('deadline-exceeded');
    expect(double.log.stream('s-1').kind).toBe('notFound');
  });

  it('delays, so that a write comes after its caller gave up', async () => {
    const { double, client } = await startedDouble();
    double.inject({ on: 'append', kind: 'delay', ms: 400 });
    const append = client.appendToStream('s-1', happened(), { deadline: 100, ...plainly });
    expect((await failureOf(append))['type']).toBe('deadline-exceeded');
    expect(double.log.stream('s-1').kind).toBe('notFound');
    await expect.poll(() => double.log.stream('s-1').kind).toBe('found');
  });

  it('makes the server itself refuse an append of a batch that is too late', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('warm-1', happened());
    double.inject({ on: 'append', kind: 'delay', ms: 300 });
    const append = client.appendToStream('s-1', happened(), { deadline: 100 });
    expect((await failureOf(append))['type']).toBe('deadline-exceeded');
    expect(double.log.stream('s-1').kind).toBe('notFound');
  });

  it('meets the question for the server’s features, and removals', async () => {
    const { double, client } = await startedDouble();
    double.inject({ on: 'features', kind: 'error', code: 'UNAVAILABLE' });
    expect(await failureOf(client.appendToStream('s-1', happened()))).toMatchObject({ code: 14 });
    double.inject({ on: 'remove', kind: 'error', code: 'ABORTED' });
    await expect.poll(async () => (await failureOf(client.deleteStream('s-1')))['type']).toBe('timeout');
    expect(await failureOf(client.deleteStream('s-1', { expectedRevision: 4n }))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 4n,
      actualVersion: -1n,
    });
    expect(double.trips()).toHaveLength(2);
  });
});

describe('a fault between events', () => {
  const seenUntil = async (kind: 'drop' | 'cut' | 'end', on: 'read' | 'subscribe', afterEvents: number) => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', [happened(), happened(), happened()]);
    double.inject({ on, kind, afterEvents, stream: 's-1' });
    const source = on === 'read' ? client.readStream('s-1') : client.subscribeToStream('s-1', { fromRevision: START });
    let seen = 0;
    const ending = (async () => {
      for await (const { event } of source) seen += event === undefined ? 0 : 1;
      return 'ended';
    })().catch((error: unknown) => (error as { type: string }).type);
    const how = await ending;
    await expect.poll(() => double.openReads()).toBe(0);
    return { seen, how, trips: double.trips().length };
  };

  it.each(['read', 'subscribe'] as const)('drops, cuts or silently ends a %s', async (on) => {
    expect(await seenUntil('drop', on, 2)).toEqual({ seen: 2, how: 'unavailable', trips: 1 });
    expect(await seenUntil('end', on, 1)).toEqual({ seen: 1, how: 'ended', trips: 1 });
    expect(await seenUntil('drop', on, 0)).toEqual({ seen: 0, how: 'unavailable', trips: 1 });
    const cut = await seenUntil('cut', on, 1);
    // Whether the event was still delivered before the cut is up to the network.
    expect(cut).toEqual({ seen: expect.any(Number), how: expect.stringMatching(/unavailable|cancelled/u), trips: 1 });
    expect(cut.seen).toBeLessThanOrEqual(1);
  });

  it('does not count when the call ends before', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', [happened(), happened()]);
    double.inject({ on: 'read', kind: 'drop', afterEvents: 2 });
    expect(await collected(client.readStream('s-1', { maxCount: 1 }))).toHaveLength(1);
    expect(double.trips()).toEqual([]);
    expect((await failureOf(collected(client.readStream('s-1'))))['type']).toBe('unavailable');
    expect(double.trips()).toHaveLength(1);
  });

  it('stalls a subscription, which then neither ends nor goes on', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', [happened(), happened()]);
    double.inject({ on: 'subscribe', kind: 'stall', afterEvents: 1 });
    const subscription = client.subscribeToStream('s-1');
    endWithTest(() => subscription.unsubscribe());
    let seen = 0;
    subscription.on('data', () => (seen += 1));
    await expect.poll(() => double.trips()).toHaveLength(1);
    await client.appendToStream('s-1', happened());
    await expect.poll(() => seen).toBe(1);
    expect(double.openReads()).toBe(1);
    await subscription.unsubscribe();
    await expect.poll(() => double.openReads()).toBe(0);
  });
});
