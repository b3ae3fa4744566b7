import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ledgerCommands } from '../src/ledgerCommands.ts';
import { settled } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const opened = async () => {
  const line = await settled();
  clean.push(line.remove);
  return line;
};

const chargeback = {
  deal: 'd-1',
  payment: 'd-1',
  chargeback: 'c-1',
  amount: { amount: '948.50', currency: 'EUR' },
  reason: 'not mine',
};

describe('record', () => {
  it('records what a file says, once', async () => {
    const line = await opened();
    const file = line.file('opened.json', chargeback);
    expect((await line.said('record', 'openChargeback', file)).out).toMatch(
      /^Recorded +In +As\nChargebackOpened +deal-d-1 +\d+\nAccrualHeld +account-acme\.orion-consulting\.EUR +\d+\n$/,
    );
    expect(await line.json('record', 'openChargeback', file)).toMatchObject({
      command: 'openChargeback',
      known: true,
      events: [{ event: 'ChargebackOpened', stream: 'deal-d-1' }, {}],
    });
    expect((await line.said('schedule', '--partner', 'orion-consulting')).out).toContain('disputed');
    await line.record('decideChargeback', { deal: 'd-1', chargeback: 'c-1', outcome: 'lost' });
    expect(await line.json('balance', '--partner', 'orion-consulting')).toMatchObject([
      { reversed: '94.85', disputed: '0.00' },
    ]);
  });

  it('takes standard input for -', async () => {
    const line = await opened();
    line.type(
      JSON.stringify({ partner: 'vega-partners', program: 'acme', from: '2026-09-01', reason: 'x', earning: 'stops' }),
    );
    expect((await line.said('record', 'suspendPartner', '-', '--locale', 'ru')).out).toMatch(/^Записано +Где/);
    line.type('{"partner":');
    expect(await line.said('record', 'suspendPartner', '-')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Standard input is not JSON'),
    });
  });

  it('posts what an amendment makes of the causes before it', async () => {
    const line = await opened();
    const half = [
      { partner: 'orion-consulting', share: '0.5' },
      { partner: 'vega-partners', share: '0.5' },
    ];
    await line.record('amendDeal', {
      deal: 'd-2',
      amendment: 'a-1',
      reason: 'shared',
      author: 'ana',
      attribution: half,
    });
    const rerating = { rerating: 'rr-1', deal: 'd-2', reason: 'shared', author: 'ana', approver: 'ben' };
    expect(await line.record('rerateDeal', rerating)).toMatch(/TrueUpPosted[\s\S]*AccrualPosted/);
    expect(await line.json('balance')).toMatchObject([{ adjusted: '-50.00' }, { accrued: '60.00' }]);
  });

  it('suggests the command that was meant', async () => {
    const line = await opened();
    expect(await line.said('record', 'openChargebak', 'x.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean openChargeback?'),
    });
  });

  it('lists every command in its help', async () => {
    const line = await opened();
    const { out } = await line.said('record', '--help');
    for (const name of Object.keys(ledgerCommands)) expect(out).toContain(`\n  ${name} <file>`);
  });

  it('tells every problem of the input, and records nothing', async () => {
    const line = await opened();
    const before = await line.json('leads');
    const told = await line.said('record', 'submitLead', line.file('x.json', { lead: 'l 1', colour: 'red' }));
    expect(told.code).toBe(1);
    for (const problem of ['/lead', '/program', '/partner']) expect(told.err).toContain(problem);
    for (const wrong of ['[]', '"lead"', 'null'])
      expect(await line.said('record', 'submitLead', line.file('x.json', wrong))).toMatchObject({
        code: 2,
        err: expect.stringContaining('takes one JSON object'),
      });
    expect(await line.said('record', 'submitLead', path.join(line.folder, 'none.json'))).toMatchObject({ code: 2 });
    expect(await line.json('leads')).toEqual(before);
  });

  it('refuses what the ledger refuses', async () => {
    const line = await opened();
    const { code, err } = await line.said(
      'record',
      'openChargeback',
      line.file('x.json', { ...chargeback, deal: 'd-9' }),
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(err) as Row).toMatchObject({ error: { code: 1, message: expect.stringContaining('d-9') } });
  });
});
