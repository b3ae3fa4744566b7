import { localDate } from '@commission-ledger/calendar';
import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import type { Reply } from '../src/index.ts';
import { right } from './history.ts';
import { at, eur, explainerOf, openWorld, sell, shown, whyNotIn, type World } from './whyNotWorld.ts';
import { whyIn } from './whyIn.ts';

const bring = async ({ ledger, today }: World, lead: string, partner: string, on: string): Promise<void> => {
  today(on);
  const told = { lead, program: 'resale', partner, prospect: { reference: `crm/${lead}` }, attributes: {} };
  await orThrow(ledger.submitLead({ ...told, customer: 'c'.repeat(64), occurredAt: at(on) }));
};

const keysOf = ({ rows }: Reply): readonly string[] => rows.map(({ said }) => said.key);

it('a lead that was won says what happened to it, and what its deal earned', async () => {
  const world = await openWorld();
  await bring(world, 'L-1', 'orion', '2026-06-01');
  world.today('2026-06-03');
  await orThrow(world.ledger.acceptLead({ lead: 'L-1', occurredAt: at('2026-06-02') }));
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01', more: { lead: 'L-1' } });
  const reply = await whyIn(world, { kind: 'lead', id: 'L-1' });
  expect(reply.verdict.map(({ key }) => key)).toEqual(['leadIsWon', 'dealEarnedBy']);
  expect(reply.amount).toEqual(eur('80.00'));
  expect(keysOf(reply)).toEqual([
    'whoLeadSubmitted',
    'leadClaimGrantedUntil',
    'whoLeadAccepted',
    'whoLeadWon',
    'dealByPayment',
  ]);
  expect(reply.rows[2]?.rows?.[0]?.said).toEqual({
    key: 'leadHappenedLate',
    holes: { on: '2026-06-02', recorded: '2026-06-03' },
  });
});

it('a lead whose customer somebody else has says so without a name', async () => {
  const world = await openWorld();
  await bring(world, 'L-1', 'lyra', '2026-06-01');
  await bring(world, 'L-2', 'orion', '2026-06-02');
  const reply = await whyIn(world, { kind: 'lead', id: 'L-2' });
  expect(reply.verdict).toEqual([{ key: 'leadIsDuplicate', holes: {} }]);
  expect(keysOf(reply)).toEqual(['whoLeadSubmitted', 'leadClaimProtected', 'leadIsDuplicate']);
  expect(JSON.stringify([reply.verdict, reply.rows.map(({ said }) => said)])).not.toMatch(/lyra|L-1/);
});

it('promises about a lead were kept, or late, or still run', async () => {
  const world = await openWorld();
  world.today('2026-05-31');
  await orThrow(
    world.ledger.changeProgram({
      program: 'resale',
      serviceLevels: {
        hours: { opens: '09:00', closes: '17:00' },
        leads: { acknowledge: 8, stages: [{ stage: 'demo', hours: 8 }] },
      },
      occurredAt: at('2026-05-31'),
    }),
  );
  await bring(world, 'L-1', 'orion', '2026-06-01');
  world.today('2026-06-10');
  await orThrow(world.ledger.acceptLead({ lead: 'L-1', occurredAt: at('2026-06-10') }));
  await orThrow(world.ledger.advanceLead({ lead: 'L-1', stage: 'demo', occurredAt: at('2026-06-10') }));
  const reply = await whyIn(world, { kind: 'lead', id: 'L-1' });
  const promises = reply.rows.filter(({ said }) => said.key.startsWith('leadPromise'));
  expect(promises.map(({ said, gate }) => [said.key, gate])).toEqual([
    ['leadPromiseLate', 'failed'],
    ['leadPromiseRuns', 'open'],
  ]);
  expect(promises[0]?.said.holes).toEqual({ by: '2026-06-02', on: '2026-06-10' });
  expect(reply.verdict).toEqual([{ key: 'leadIsInStage', holes: { stage: 'demo' } }]);
});

it('a customer is somebody’s up to the last day of the claim, and was theirs after it or once it is given up', async () => {
  const world = await openWorld();
  await bring(world, 'L-1', 'orion', '2026-06-01');
  const explainer = await explainerOf(world);
  const on = async (day: string) => {
    const reply = right(await explainer.whyOf({ kind: 'lead', id: 'L-1', on: right(localDate(day)) }));
    return reply.rows.find(({ said }) => said.key.startsWith('leadClaim'))?.said;
  };
  const until = '2026-08-30';
  expect(await on(until)).toEqual({ key: 'leadClaimGrantedUntil', holes: { until } });
  expect(await on('2026-08-31')).toEqual({ key: 'leadClaimWasUntil', holes: { until } });
  world.today('2026-06-05');
  await orThrow(world.ledger.loseLead({ lead: 'L-1', reason: 'no answer', occurredAt: at('2026-06-05') }));
  const lost = await whyIn(world, { kind: 'lead', id: 'L-1' });
  expect(keysOf(lost)).toEqual(['whoLeadSubmitted', 'leadClaimWasUntil', 'whoLeadLost', 'leadClaimReleased']);
});

it('a lead that was never answered says since when the first answer is owed, once that day has passed', async () => {
  const world = await openWorld();
  world.today('2026-05-31');
  const serviceLevels = { hours: { opens: '09:00', closes: '17:00' }, leads: { acknowledge: 8 } };
  await orThrow(world.ledger.changeProgram({ program: 'resale', serviceLevels, occurredAt: at('2026-05-31') }));
  await bring(world, 'L-1', 'orion', '2026-06-01');
  const early = await whyNotIn(world, { subject: 'L-1', on: right(localDate('2026-06-01')) });
  expect(early.verdict.map(({ key }) => key)).toEqual(['whyNotLeadWaiting']);
  const late = await whyNotIn(world, { subject: 'L-1', on: right(localDate('2026-06-09')) });
  expect(late.verdict).toEqual([
    { key: 'whyNotLeadWaiting', holes: { on: '2026-06-01' } },
    { key: 'whyNotAnswerOverdue', holes: { by: '2026-06-02' } },
  ]);
  expect(shown(late)).toContain('We owe you the first answer since 2 June 2026.');
  expect(shown(late, 'ru').replaceAll('\u00A0', ' ')).toContain('Ответ обещан до 2 июня 2026 и ещё не дан.');
  world.today('2026-06-08');
  await orThrow(world.ledger.acceptLead({ lead: 'L-1', occurredAt: at('2026-06-08') }));
  const answered = await whyNotIn(world, { subject: 'L-1', on: right(localDate('2026-06-09')) });
  expect(answered.verdict.map(({ key }) => key)).toEqual(['whyNotLeadWaiting']);
});
