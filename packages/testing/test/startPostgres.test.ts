import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { describe, expect, it, vi } from 'vitest';

import { startPostgres } from '../src/postgres/index.ts';
import { postgresPrograms } from '../src/postgres/postgresPrograms.ts';

const given = process.env['COMMISSION_LEDGER_TEST_POSTGRES'] ?? '';

describe('a PostgreSQL server for tests', () => {
  if (given !== '' || postgresPrograms() === undefined)
    return it.skip('is not started: there is none, or one is given');

  it('takes connections on the loopback only, and is gone with its data when it was stopped', async () => {
    const server = await startPostgres();
    const url = new URL(server?.connectionString ?? '');
    expect(url.hostname).toBe('127.0.0.1');
    expect(url.password.length).toBeGreaterThanOrEqual(32);
    expect(await isListening(Number(url.port))).toBe(true);
    await server?.stop();
    expect(await isListening(Number(url.port))).toBe(false);
  });

  it('keeps its port when it was killed and started again', async () => {
    const server = await startPostgres({ durable: false });
    const port = Number(new URL(server?.connectionString ?? '').port);
    await server?.kill();
    // A process that was just begun has the port too, until the system has taken it down.
    await vi.waitFor(async () => expect(await isListening(port)).toBe(false), { timeout: 30_000 });
    await server?.restart();
    expect(await isListening(port)).toBe(true);
    await server?.stop();
  });

  it('has schema names of its own', async () => {
    const server = await startPostgres({ durable: false });
    const names = [server?.newSchema(), server?.newSchema()];
    expect(new Set(names).size).toBe(2);
    await server?.stop();
  });

  it('does not outlive the process that started it, and does not run as root', async () => {
    const place = mkdtempSync(join(tmpdir(), 'ledger-orphan-'));
    chmodSync(place, 0o755);
    const script = fileURLToPath(new URL('postgresChild.ts', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=@commission-ledger/source', '--import', 'tsx', script], {
      env: { ...process.env, TMPDIR: place },
    });
    const port = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
    const folder = join(place, readdirSync(place).find((name) => name.startsWith('ledger-postgres-')) ?? '');
    expect(await isListening(port)).toBe(true);
    expect(statSync(join(folder, 'data')).uid).not.toBe(0);
    child.kill('SIGKILL');
    for (let attempt = 0; attempt < 500 && ((await isListening(port)) || existsSync(folder)); attempt += 1) {
      await delay(20);
    }
    expect(await isListening(port)).toBe(false);
    expect(existsSync(folder)).toBe(false);
    rmSync(place, { recursive: true });
  }, 60_000);
});

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
