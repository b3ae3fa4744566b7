import { afterEach, expect, it } from 'vitest';
import { settled } from './commandLine.ts';

let undo: (() => void) | undefined;
afterEach(() => {
  undo?.();
  undo = undefined;
});

it('an id that several deals have needs the deal that is meant, by its option', async () => {
  const line = await settled();
  undo = line.remove;
  const amount = { amount: '200.00', currency: 'EUR' };
  const occurredAt = '2026-08-01T10:00:00Z';
  await line.record('recordPayment', { deal: 'd-1', payment: 'again', amount, occurredAt });
  await line.record('recordPayment', { deal: 'd-2', payment: 'again', amount, occurredAt });
  const refused = await line.said('why-not', 'again');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('--of is missing: 2 deals have a payment or a refund again.');
  const answer = await line.said('why-not', 'again', '--of', 'd-2', '--no-changes');
  expect(answer.code).toBe(0);
  expect(answer.out).toContain('Earned 20.00 EUR');
  expect(answer.out).not.toContain('payments:');
  const none = await line.said('why-not', 'nothing', '--of', 'd-2');
  expect(none.err).toContain('--of is d-2, which has no payment or refund nothing.');
});

it('what would have to be otherwise is looked for as far as it is asked for', async () => {
  const line = await settled();
  undo = line.remove;
  const asked = async (...options: readonly string[]): Promise<unknown> => {
    const { code, out } = await line.said('why-not', 'd-2', '--json', ...options);
    expect(code).toBe(0);
    return JSON.parse(out);
  };
  const subject = 'd-2';
  expect(await asked()).toMatchObject({ asked: { subject } });
  expect(await asked()).not.toHaveProperty('asked.changes');
  expect(await asked('--changes')).toMatchObject({ asked: { subject, changes: 'sought' } });
  expect(await asked('--no-changes')).toMatchObject({ asked: { subject, changes: 'left-out' } });
});
