import { hashOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AccessEntry, describeFailure, type HostLedger, openCommissionLedger, orThrow } from '../src/index.ts';
import { asJson, day, eur, newWorld, settled } from './scopes.ts';

const asOf = day('2026-02-06');

describe('the access log of the books of roles', () => {
  let entries: AccessEntry[] = [];
  let isBroken = false;
  let books: HostLedger;
  beforeEach(async () => {
    const { stores } = await settled(newWorld());
    [entries, isBroken] = [[], false];
    const record = async (entry: AccessEntry): Promise<void> => {
      if (isBroken) throw new Error('The disk is full.');
      entries.push(entry);
    };
    books = openCommissionLedger({ stores, accessLog: { record }, clock: () => Date.UTC(2026, 1, 6, 9) });
    const paid = { deal: 'd-1', amount: eur('100.00'), occurredAt: '2026-01-05T10:00:00Z' };
    const attribution = [{ partner: 'bob', share: '1' }];
    await orThrow(books.winDeal({ ...paid, program: 'acme', attribution, attributes: {} }));
    await orThrow(books.recordPayment({ ...paid, payment: 'p-1' }));
  });

  it('keeps who read what, when, and what was handed over', async () => {
    const rows = await orThrow(books.asPartner({ program: 'acme', partner: 'bob' }).balances({ asOf }));
    const text = JSON.stringify(rows, (_, each: unknown) => (typeof each === 'bigint' ? `${each}` : each));
    expect(rows).toHaveLength(1);
    expect(entries).toEqual([
      {
        at: '2026-02-06T09:00:00.000000Z',
        actor: 'bob',
        role: 'partner',
        scope: { program: 'acme', partner: 'bob' },
        question: 'balances',
        subject: 'bob',
        parameters: [{ asOf: '2026-02-06' }],
        outcome: 'answered',
        handedOver: [{ what: 'rows', count: 1, sha256: hashOf(text) }],
      },
    ]);
  });

  it('keeps what was asked in vain, too', async () => {
    const answer = await books.asPartner({ program: 'acme', partner: 'bob' }).lead('L-1');
    expect(answer).toMatchObject({ left: { _tag: 'NotFound' } });
    expect(entries).toMatchObject([{ question: 'lead', subject: 'L-1', outcome: 'NotFound', handedOver: [] }]);
  });

  it('keeps what managers and finance read, and about whom', async () => {
    await books.asManager({ program: 'acme', manager: 'kim' }).payouts({ partner: 'bob' });
    await books.asFinance({ program: 'acme', actor: 'ann' }).liability({ asOf });
    await books.asFinance({ program: 'acme', actor: 'ann' }).whyOf({ kind: 'deal', id: 'd-1' });
    expect(entries.map(({ role, actor, question, subject }) => [role, actor, question, subject])).toEqual([
      ['manager', 'kim', 'payouts', 'bob'],
      ['finance', 'ann', 'liability', null],
      ['finance', 'ann', 'whyOf', 'deal/d-1'],
    ]);
  });

  it('gives nothing where the log cannot be written', async () => {
    isBroken = true;
    const answer = await books.asPartner({ program: 'acme', partner: 'bob' }).balances({ asOf });
    expect(answer).toEqual(E.left({ _tag: 'AccessNotLogged', problem: 'The disk is full.' }));
    if (E.isLeft(answer)) expect(describeFailure(answer.left)).toContain('The disk is full. Mend the access log');
  });

  it('records every question of every role, and leaves commands to the history', async () => {
    const roles = [
      books.asPartner({ program: 'acme', partner: 'bob' }),
      books.asManager({ program: 'acme', manager: 'dana' }),
      books.asFinance({ program: 'acme', actor: 'ann' }),
    ];
    for (const role of roles)
      for (const name of Object.keys(role)) {
        entries = [];
        isBroken = true;
        // Nothing that is asked is right; that is recorded as well, or it is a command.
        const member: unknown = Reflect.get(role, name);
        if (typeof member !== 'function') throw new Error(`${name} is no function.`);
        const answer: unknown = await Promise.resolve()
          .then(() => Reflect.apply(member, role, [{ partner: 'bob', date: '2026-02-05' }]))
          .catch(() => 'a defect');
        const isLogged = asJson(answer ?? null).includes('AccessNotLogged');
        expect([name, isLogged || answer === 'a defect' || COMMANDS.test(name)]).toEqual([name, true]);
        if (COMMANDS.test(name)) expect([name, isLogged]).toEqual([name, false]);
      }
  });

  it('leaves the books what they are', () => {
    const [logged, plain] = [books, openCommissionLedger()].map((each) =>
      each.asPartner({ program: 'acme', partner: 'bob' }),
    );
    expect(Object.keys(logged!)).toEqual(Object.keys(plain!));
    expect('issuePayouts' in logged!).toBe(false);
  });
});

/** What writes, by the verbs of its names. */
const COMMANDS =
  /^(submit|open|reopen|withdraw|acknowledge|accept|reject|advance|lose|mark|answer|escalate|resolve|announce$|record|prepare|approve|issue|discard|settle|fail|void|hold|release|proposeAdjustment|decline|remit|close)/;
