import { orThrow } from '@commission-ledger/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import { storedEventIn, verifyReply, type Explainer, type Reply } from '../src/index.ts';
import {
  eur,
  explainerOf,
  openWorld,
  payOut,
  payoutOf,
  planOf,
  ruleOf,
  sell,
  shared,
  tiers,
  told,
  type World,
} from './foilWorld.ts';
import { eventsOf, right } from './history.ts';

let world: World;
let explainer: Explainer;
let payout = '';

const leadIn = async ({ ledger }: World, partner: string, lead: string, foreignKey?: string): Promise<void> => {
  const prospect = { reference: `crm:${lead}` };
  const claim = { lead, program: 'resale', partner, prospect, attributes: {}, occurredAt: '2026-05-01T09:00:00Z' };
  await orThrow(ledger.submitLead({ ...claim, ...(foreignKey === undefined ? {} : { foreignKey }) }));
};

const winOf = async (lead: string, deal: string, attribution: typeof shared): Promise<void> => {
  const terms = { program: 'resale', lead, amount: eur('1000.00'), attribution, attributes: {} };
  await orThrow(world.ledger.acceptLead({ lead, occurredAt: '2026-05-02T09:00:00Z' }));
  await orThrow(world.ledger.winDeal({ deal, ...terms, occurredAt: '2026-05-03T09:00:00Z' }));
};

const pay = async (deal: string, payment: string, on: string, foreignKey?: string): Promise<void> => {
  const more = foreignKey === undefined ? {} : { foreignKey };
  const occurredAt = `${on}T10:00:00Z`;
  await orThrow(world.ledger.recordPayment({ deal, payment, amount: eur('100.00'), ...more, occurredAt }));
};

const toLyra = [{ partner: 'lyra', share: '1' }];
const toOrion = [{ partner: 'orion', share: '1' }];

/** Deals of orion, of lyra, and of both, with leads of either; the same payment id on several. */
beforeAll(async () => {
  world = await openWorld([planOf()]);
  await leadIn(world, 'lyra', 'L-theirs');
  await leadIn(world, 'orion', 'L-mine');
  await leadIn(world, 'orion', 'L-mine-lyras', 'brought');
  await leadIn(world, 'orion', 'L-open');
  await winOf('L-theirs', 'D-both', shared);
  await winOf('L-mine', 'D-mine', toOrion);
  await winOf('L-mine-lyras', 'D-brought', toLyra);
  await pay('D-both', 'p', '2026-06-01', 'theirs/7');
  await pay('D-mine', 'p', '2026-06-02');
  await sell(world, { deal: 'D-lyra', amount: '3000.00', on: '2026-06-03', attribution: toLyra });
  await pay('D-lyra', 'p-late', '2026-07-03');
  payout = await payOut(world, '2026-07-05');
  await pay('D-mine', 'p-late', '2026-07-04');
  await pay('D-mine', 'p-twice', '2026-07-04');
  await pay('D-both', 'p-twice', '2026-07-04');
  explainer = await explainerOf(world);
});

const listed = async (...keys: readonly string[]): Promise<Reply> => {
  const lines = keys.map((key) => ({ key, amount: '1.00' }));
  const ask = () => explainer.foilLines({ subject: payout, lines, only: 'own' });
  const reply = right(await ask());
  const json: unknown = JSON.parse(JSON.stringify(reply));
  right(await verifyReply(json, { askAgain: ask, readStored: storedEventIn(world.store) }));
  return reply;
};

/** What is said of each key, and what is said first below it. */
const saidOf = async (...keys: readonly string[]) =>
  (await listed(...keys)).rows
    .filter(({ said }) => said.key !== 'foilLinesMissingThere')
    .map(({ said, rows = [] }) => [keyIn(said), said.key, rows[0]?.said.key]);

const keyIn = (said: Reply['rows'][number]['said']): string | undefined =>
  said.key === 'foilLinesMissingHere' || said.key === 'foilLinesDifferent' ? said.holes.line : undefined;

const entryOf = async (deal: string, partner: string): Promise<string> => {
  const posted = (await eventsOf(world.store)).flatMap((event) => (event.type === 'AccrualPosted' ? [event.data] : []));
  return posted.find((each) => each.deal === deal && each.partner === partner)?.accrual ?? '';
};

describe('a list of which only what is the partner’s own is told', () => {
  it('says the same of what others have and of what nobody has: that nothing of theirs is recorded under it', async () => {
    const keys = [
      'D-lyra',
      'D-lyra-p',
      'L-theirs',
      await entryOf('D-lyra', 'lyra'),
      await entryOf('D-both', 'lyra'),
      'nothing',
      'a b',
    ];
    expect(await saidOf(...keys)).toEqual(keys.map((key) => [key, 'foilLinesMissingHere', 'foilLinesNothingOfYours']));
    const reply = await listed(...keys);
    expect(reply.searched).toEqual([]);
    expect(told(reply).replaceAll('D-lyra', '')).not.toContain('lyra');
    expect(told(await listed('nothing'))).toContain(
      'Nothing of yours is recorded under nothing: neither a deal, nor a lead, nor a payment.',
    );
    expect(told(await listed('nothing'), 'ru')).toContain(
      'По ключу nothing у вас ничего не записано: ни сделки, ни заявки, ни платежа.',
    );
  });

  it('says why what is theirs is not there, though others have something under the same key', async () => {
    expect(await saidOf('p-late', 'D-brought', 'brought', 'L-open', 'L-mine-lyras')).toEqual([
      ['p-late', 'foilLinesMissingHere', 'whyNotAfterCutOff'],
      ['D-brought', 'foilLinesMissingHere', 'whyNotVerdictNotYours'],
      ['brought', 'foilLinesMissingHere', 'whyNotVerdictNotYours'],
      ['L-open', 'foilLinesMissingHere', 'whyNotLeadWaiting'],
      ['L-mine-lyras', 'foilLinesMissingHere', 'whyNotVerdictNotYours'],
    ]);
    // One that is on two deals of theirs has to be asked about by itself.
    expect(await saidOf('p-twice')).toEqual([['p-twice', 'foilLinesMissingHere', 'foilLinesAskWhyNot']]);
  });

  it('takes their own leads, and the keys of deals and payments, for their lines; a lead of somebody else for none', async () => {
    expect(await saidOf('L-mine', 'theirs/7')).toEqual([
      ['L-mine', 'foilLinesDifferent', expect.anything()],
      ['theirs/7', 'foilLinesDifferent', expect.anything()],
    ]);
    expect(await saidOf('L-theirs')).toEqual([['L-theirs', 'foilLinesMissingHere', 'foilLinesNothingOfYours']]);
    // Whoever may read everything is told.
    const all = right(await explainer.foilLines({ subject: payout, lines: [{ key: 'L-theirs', amount: '1.00' }] }));
    expect(all.rows[0]?.said.key).toBe('foilLinesDifferent');
  });

  it('counts as theirs what they were credited with before, and what they earn on as the partner above; not another program', async () => {
    const above = ruleOf(
      { percent: { rate: '0.01', of: 'payment' } },
      { id: 'up', clause: '3.2', beneficiary: 'upline' },
    );
    const other = await openWorld([planOf({ rules: [ruleOf(tiers), above] })]);
    const occurredAt = '2026-01-01T00:00:00Z';
    const program = { program: 'elsewhere', name: 'Elsewhere', timeZone: 'UTC', currencies: ['EUR'] };
    const calendar = { businessCalendar: { weekend: [6, 7], holidays: [] } } as const;
    await orThrow(
      other.ledger.openProgram({
        ...program,
        ...calendar,
        approval: 'none',
        destinations: 'kept-by-host',
        occurredAt,
      }),
    );
    await sell(other, { deal: 'D-before', amount: '1000.00', on: '2026-06-03' });
    const amendment = { amendment: 'A-1', reason: 'handed over', author: 'ann', attribution: toLyra };
    const terms = { amount: eur('1000.00'), attribution: toOrion, attributes: {}, occurredAt: '2026-06-03T09:00:00Z' };
    await orThrow(other.ledger.winDeal({ deal: 'D-taken', program: 'resale', ...terms }));
    await orThrow(other.ledger.amendDeal({ deal: 'D-taken', ...amendment, occurredAt: '2026-06-04T00:00:00Z' }));
    await orThrow(other.ledger.winDeal({ deal: 'D-elsewhere', program: 'elsewhere', ...terms }));
    const id = await payOut(other, '2026-07-05');
    const vegas = await payoutOf(other, 'vega');
    await sell(other, { deal: 'D-after', amount: '1000.00', on: '2026-07-03' });
    const asked = await explainerOf(other);
    const reasons = async (subject: string, ...keys: readonly string[]) => {
      const lines = keys.map((key) => ({ key, amount: '1.00' }));
      const { rows } = right(await asked.foilLines({ subject, lines, only: 'own' }));
      return rows.flatMap(({ said, rows: [first] = [] }) =>
        said.key === 'foilLinesMissingHere' ? [first?.said.key] : [],
      );
    };
    expect(await reasons(id, 'D-taken', 'D-elsewhere')).toEqual(['whyNotNoPayment', 'foilLinesNothingOfYours']);
    expect(await reasons(vegas, 'D-after', 'D-taken')).toEqual(['whyNotAfterCutOff', 'foilLinesNothingOfYours']);
  });

  it('leaves it to a question by itself where a key is first that of another kind of thing', async () => {
    const other = await openWorld([planOf()]);
    await leadIn(other, 'orion', 'D-same');
    await sell(other, { deal: 'D-same', amount: '1000.00', on: '2026-06-03', attribution: toLyra });
    await sell(other, { deal: 'D-own', amount: '1000.00', on: '2026-06-03' });
    const id = await payOut(other, '2026-07-05');
    const lines = [{ key: 'D-same', amount: '1.00' }];
    const reply = right(await (await explainerOf(other)).foilLines({ subject: id, lines, only: 'own' }));
    expect(reply.rows.flatMap(({ rows = [] }) => rows.map(({ said }) => said.key))).toEqual([
      'foilLinesAskWhyNot',
      'lineAccrual',
    ]);
    expect(told(reply)).not.toContain('lyra');
  });
});
