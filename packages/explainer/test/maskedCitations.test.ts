import { fact, sum, toGraph, verifyGraph, type EventRef, type GraphJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { eur } from '../../calculation/test/arbitraryCalculation.ts';
import { isMasked, maskDocument, type Masking } from '../src/mask/maskDocument.ts';

const cited = (stream: string): EventRef => ({
  event: '7694fcfc-487e-5978-87c2-fdaa495d0f06',
  stream,
  revision: 0,
  hash: 'ab'.repeat(32),
  path: '/amount',
  occurredAt: '2017-01-01T00:00:00.000Z',
  recordedAt: '2017-01-01T00:00:00.000000Z',
});
const [mine, theirs] = ['account-p.darcel.EUR', 'account-p.moses.EUR'];
const root = sum([fact(eur(100n), [cited(mine)]), fact(eur(200n), [cited(theirs)])]);
const { nodes, root: top } = toGraph(root);

const masking = (key: string): Masking => ({ named: new Set(['darcel']), others: new Set(), key });
const masked = (document: object, key = 'secret'): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(maskDocument({ nodes: {}, ...document }, masking(key)) ?? {}));

describe('a citation', () => {
  it('in an account of somebody else tells neither whose it is, nor which event it was', () => {
    const { event, hash, ...rest } = cited(theirs);
    const { it: sealed } = masked({ it: cited(theirs) });
    expect(sealed).toMatchObject({ path: rest.path, occurredAt: rest.occurredAt, recordedAt: rest.recordedAt });
    expect(sealed).toEqual(
      expect.objectContaining({
        stream: expect.stringMatching(/^account-p\.masked-[0-9a-f]{16}\.EUR$/),
        event: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    );
    for (const told of [event, hash, 'moses']) expect(JSON.stringify(sealed)).not.toContain(told);
  });

  it('in the stream of a partner is sealed alike', () => {
    const { it: sealed } = masked({ it: cited('partner-moses') });
    expect(sealed).toMatchObject({ stream: expect.stringMatching(/^partner-masked-[0-9a-f]{16}$/) });
    expect(JSON.stringify(sealed)).not.toContain('ab'.repeat(32));
  });

  it.each([mine, 'partner-darcel', 'deal-D-1', 'program-p', 'partner-', 'plan-moses'])(
    'in %s stays as it is',
    (stream) => {
      expect(masked({ it: cited(stream) })).toEqual({ it: cited(stream), nodes: {} });
    },
  );

  it('is sealed the same way for the same key, and in another for another', () => {
    const seal = (key: string) => masked({ it: cited(theirs) }, key);
    expect(seal('secret')).toEqual(seal('secret'));
    const [one, other] = [JSON.stringify(seal('secret')), JSON.stringify(seal('another'))];
    expect(one).not.toBe(other);
  });
});

describe('beside citations', () => {
  it('the newest event and what was searched are sealed, and the viewer is named', () => {
    const head = 'cd'.repeat(32);
    const document = {
      log: { events: 3, stream: theirs, revision: 4, head },
      searched: [{ source: theirs, from: '', to: '', watermark: '7' }],
      partner: 'darcel',
      rows: [{ partner: 'moses' }],
    };
    const said = masked(document);
    expect(said).toMatchObject({ partner: 'darcel', log: { events: 3 }, searched: [{ watermark: '7' }] });
    for (const told of [head, 'moses']) expect(JSON.stringify(said)).not.toContain(told);
    const [, name = ''] = /account-p\.(masked-\w+)\.EUR/.exec(JSON.stringify(said['log'])) ?? [];
    expect(isMasked(name)).toBe(true);
    // The same partner has the same name everywhere, so it can be seen that it is one.
    expect(said).toMatchObject({ searched: [{ source: `account-p.${name}.EUR` }], rows: [{ partner: name }] });
    const own = { log: { ...document.log, stream: mine }, searched: [{ ...document.searched[0], source: mine }] };
    expect(masked(own)).toMatchObject(own);
  });

  it('numbers, nothing and names that are no texts stay', () => {
    const odd = { partner: 7, stream: null, source: ['x'], event: 1, hash: false, list: [null, 0, true, 'x'] };
    expect(masked({ odd })).toEqual({ odd, nodes: {} });
  });
});

it('a masked calculation is one: its nodes have the ids of what they say now, wherever they are named', () => {
  const document = masked({ root: top, nodes, rows: [{ node: top }] });
  const now: GraphJson = JSON.parse(JSON.stringify({ root: document['root'], nodes: document['nodes'] }));
  expect(E.isRight(verifyGraph(now))).toBe(true);
  expect(now.root).not.toBe(top);
  expect(document['rows']).toEqual([{ node: now.root }]);
  const unmasked = toGraph(sum([fact(eur(100n), [cited(mine)]), fact(eur(1n), [])]));
  expect(masked({ ...unmasked })).toEqual(unmasked);
});
