import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { type SpawnOptions, spawnEventStoreDbDouble } from '../../src/eventStoreDb/index.ts';
import { collected, connectedClient, endWithTest, failureOf, happened, plainly } from './connectedClient.ts';

const spawned = async (options: SpawnOptions = {}) => {
  const double = await spawnEventStoreDbDouble(options);
  endWithTest(() => double.stop());
  return double;
};

describe('a double in a process of its own', () => {
  it('does what it is told over the pipe', async () => {
    const double = await spawned({ tls: true });
    const client = connectedClient(double.connectionString);
    await client.appendToStream('s-1', happened());
    await double.backup('one event');
    const fault = { on: 'append', kind: 'lostReply', by: 'error' } as const;
    await double.inject(fault);
    expect((await failureOf(client.appendToStream('s-1', happened(), plainly)))['type']).toBe('unavailable');
    expect(await double.trips()).toEqual([{ fault, stream: 's-1' }]);
    expect((await double.calls()).at(-1)).toMatchObject({ rpc: 'Append', stream: 's-1', user: 'anybody' });
    expect(await double.openReads()).toBe(0);
    await double.restart({ log: { backup: 'one event' } });
    expect(await collected(connectedClient(double.connectionString).readStream('s-1'))).toHaveLength(1);
    expect(await failureOf(double.restart({ log: { backup: 'none' } }))).toMatchObject({
      message: expect.stringContaining('There is no backup none.'),
    });
  });

  it('can stand still, which is silence and not an end', async () => {
    const double = await spawned();
    const client = connectedClient(double.connectionString);
    await client.appendToStream('s-1', happened(), plainly);
    double.suspend();
    const append = client.appendToStream('s-1', happened(), { deadline: 300, ...plainly });
    expect((await failureOf(append))['type']).toBe('deadline-exceeded');
    double.resume();
    // The request was on its way: it is taken in late, like many a real one.
    await expect.poll(() => collected(client.readStream('s-1')), { timeout: 10_000 }).not.toHaveLength(0);
  });

  it('can be killed, and says so afterwards', async () => {
    const double = await spawned({ tls: true });
    const certificate = new URLSearchParams(double.connectionString.split('?')[1]).get('tlsCAFile') ?? '';
    expect(existsSync(certificate)).toBe(true);
    await double.kill();
    await expect.poll(() => existsSync(certificate)).toBe(false);
    expect(await failureOf(double.calls())).toMatchObject({ message: 'The double has ended.' });
    const client = connectedClient(`esdb://127.0.0.1:${double.port}?tls=false`);
    expect((await failureOf(client.appendToStream('s-1', happened(), plainly)))['type']).toBe('unavailable');
  });

  it.each(['its input ends', 'it is terminated'])('ends when %s', async (why) => {
    const script = path.join(import.meta.dirname, '../../src/eventStoreDb/main.ts');
    const child = spawn(process.execPath, ['--conditions=@commission-ledger/source', '--import', 'tsx', script]);
    endWithTest(async () => child.kill('SIGKILL'));
    const exit = once(child, 'exit');
    const [line] = await once(child.stdout, 'data');
    expect(String(line)).toMatch(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=false\n$/u);
    if (why === 'its input ends') child.stdin.end();
    else child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });
});
