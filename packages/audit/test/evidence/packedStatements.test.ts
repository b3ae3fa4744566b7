import { createHash } from 'node:crypto';
import { memoryEventStore } from '@commission-ledger/event-store';
import { canonicalJson } from '@commission-ledger/events';
import { createLedger } from '@commission-ledger/ledger';
import { money, toJson, add, type MoneyRecord } from '@commission-ledger/money';
import { beforeAll, describe, expect, it } from 'vitest';
import { flatPlan, paid, settle, won } from '../../../ledger/test/world.ts';
import {
  asked,
  checked,
  manifestIn,
  packOf,
  readModelsOf,
  recorded,
  right,
  simulated,
  type Unpacked,
} from './evidenceWorld.ts';

type Line = Readonly<{ kind: string; id: string; at: string; amount: MoneyRecord; balance: MoneyRecord }>;
type Statement = Readonly<{
  partner: string;
  period: string;
  from: string;
  to: string;
  opening: MoneyRecord;
  closing: MoneyRecord;
  sums: readonly Readonly<{ kind: string; amount: MoneyRecord; lines: number }>[];
  count: number;
  hash: string;
  lines: readonly Line[];
  closed: Readonly<Record<string, unknown>> | null;
}>;
type Files = Map<string, Buffer>;

let pack: Unpacked;

beforeAll(async () => {
  const store = await simulated({ partners: 3, leads: 36, months: 4 });
  pack = await packOf(asked(store, await readModelsOf(store)));
});

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const paths = (files: Files): readonly string[] => [...files.keys()].filter((path) => path.startsWith('statements/'));
const statementIn = (files: Files, path: string): Statement => JSON.parse(files.get(path)?.toString() ?? '');

/** The path of a statement that is the first, or the last, of which this is true. */
const pathOf = (choose: (statement: Statement) => boolean, from: 'first' | 'last' = 'first'): string => {
  const all = paths(pack.files).filter((path) => choose(statementIn(pack.files, path)));
  const found = from === 'first' ? all[0] : all.at(-1);
  if (found === undefined) throw new Error('There is no such statement.');
  return found;
};
const isOpen = ({ closed, lines }: Statement): boolean => closed === null && lines.length > 1;
const isClosed = ({ closed, lines }: Statement): boolean => closed !== null && lines.length > 1;

/** Other statements, and a manifest that was made to fit; without one when there is none instead. */
const withStatements = (changed: Readonly<Record<string, Statement | undefined>>): Files => {
  const files: Files = new Map(pack.files);
  for (const [path, statement] of Object.entries(changed)) {
    if (statement === undefined) files.delete(path);
    else files.set(path, Buffer.from(`${canonicalJson(statement)}\n`));
  }
  const listed = [...files].filter(([path]) => path !== 'manifest.json');
  const entries = listed.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  return files.set('manifest.json', Buffer.from(`${canonicalJson({ ...manifestIn(files), files: entries })}\n`));
};

const plus = (a: MoneyRecord, b: MoneyRecord): MoneyRecord =>
  toJson(add(right(money(a.amount, a.currency)), right(money(b.amount, b.currency))));

/** The statement with these lines, and everything that is worked out from them. */
const refigured = (statement: Statement, lines: readonly Line[]): Statement => {
  let owed = statement.opening;
  const balanced = lines.map((line) => {
    owed = plus(owed, line.amount);
    return { ...line, balance: owed };
  });
  const sums = [...new Set(lines.map(({ kind }) => kind))].map((kind) => {
    const amounts = lines.filter((line) => line.kind === kind).map(({ amount }) => amount);
    return { kind, amount: amounts.reduce(plus), lines: amounts.length };
  });
  const hash = sha256(canonicalJson(lines.map(({ id, kind, amount }) => ({ id, kind, amount }))));
  return { ...statement, lines: balanced, sums, hash, count: lines.length, closing: owed };
};

/** What is said of which file. */
const said = async (files: Files): Promise<readonly string[]> =>
  (await checked(files)).findings.map(({ file, problem }) => `${file}: ${problem}`);

/** What is said when one statement is another. */
const saidOf = (path: string, change: (statement: Statement) => Statement): Promise<readonly string[]> =>
  said(withStatements({ [path]: change(statementIn(pack.files, path)) }));

const FOREIGN = { amount: '1.00', currency: 'CHF' };

describe('the check of the statements of a pack', () => {
  it('finds those sound that a pack has, and says what it does not look at', async () => {
    const { findings, notChecked } = await checked(withStatements({}));
    expect(findings).toEqual([]);
    expect(notChecked.find(({ what }) => what === 'statements')?.says).toContain('names, deals, reasons');
  });

  it('names each thing that is wrong with a statement, and nothing else', async () => {
    const open = pathOf(isOpen, 'last');
    const closed = pathOf(isClosed);
    const cases: readonly (readonly [string, (statement: Statement) => Statement, string])[] = [
      [open, (each) => ({ ...each, sums: [] }), 'The sums are not those of the lines.'],
      [
        open,
        (each) => ({ ...each, sums: each.sums.flatMap((sum) => [sum, sum]) }),
        'The sums are not those of the lines.',
      ],
      [
        open,
        (each) => ({ ...each, sums: each.sums.map((sum) => ({ ...sum, lines: 0 })) }),
        'The sums are not those of the lines.',
      ],
      [open, (each) => ({ ...each, hash: '0'.repeat(64) }), 'The hash is not that of the lines.'],
      [open, (each) => ({ ...each, count: 0 }), 'The hash is not that of the lines.'],
      [open, (each) => ({ ...each, closing: each.opening }), 'The statement does not add up.'],
      [
        open,
        (each) => ({ ...each, lines: each.lines.map((line) => ({ ...line, balance: each.opening })) }),
        'The statement does not add up.',
      ],
      [open, (each) => refigured(each, each.lines.toReversed()), 'The lines are not in their order.'],
      [
        open,
        (each) => ({ ...each, closed: { closedBy: 'somebody' } }),
        'The month was not closed as the statement says.',
      ],
      [closed, (each) => ({ ...each, closed: null }), 'The month was not closed as the statement says.'],
      [
        closed,
        (each) => ({ ...each, closed: { ...each.closed, closedBy: 'x' } }),
        'The month was not closed as the statement says.',
      ],
      [
        open,
        (each) => ({ ...each, period: '2030-01' }),
        'The statement is of another account or month than its name says.',
      ],
      [
        open,
        (each) => ({ ...each, partner: 'somebody' }),
        'The statement is of another account or month than its name says.',
      ],
      [
        open,
        (each) => ({ ...each, to: '2030-01-01T00:00:00.000Z' }),
        'The statement is of another account or month than its name says.',
      ],
    ];
    for (const [path, change, problem] of cases)
      expect(await saidOf(path, change), problem).toEqual([`${path}: ${problem}`]);
  });

  it('finds a statement that is none, or of amounts that cannot be added', async () => {
    const path = pathOf(isOpen, 'last');
    const foreign = await saidOf(path, (each) => ({
      ...each,
      lines: each.lines.map((line) => ({ ...line, amount: FOREIGN })),
    }));
    expect(foreign).toContain(`${path}: The statement does not add up.`);
    const odd = withStatements({ [path.replace(/[^/]*$/, '2025-Q1.json')]: statementIn(pack.files, path) });
    expect((await said(odd)).join()).toContain('2025-Q1.json: A file of this name does not belong in a pack.');
  });

  it('finds a line that is no event, in each of its fields, and the event that is in no statement then', async () => {
    const path = pathOf(isOpen, 'last');
    const [, stream = ''] = path.split('/');
    const {
      lines: [first],
    } = statementIn(pack.files, path);
    const changes: readonly ((line: Line) => Partial<Line>)[] = [
      () => ({ id: 'acr-0000000000000000' }),
      ({ kind }) => ({ kind: kind === 'adjustment' ? 'accrual' : 'adjustment' }),
      ({ amount }) => ({ amount: plus(amount, amount) }),
      ({ at }) => ({ at: at.replace(/\.\d\d\dZ/, '.999Z') }),
    ];
    for (const change of changes) {
      const problems = await saidOf(path, (each) =>
        refigured(
          each,
          each.lines.map((line, at) => (at === 0 ? { ...line, ...change(line) } : line)),
        ),
      );
      expect(problems.join('\n')).toMatch(/is not so in the events, or is in another statement too\./);
      expect(problems).toContain(`events.ndjson: ${first?.id} of ${stream} is in no statement.`);
    }
  });

  it('finds a movement in another month than its own, and one that is in two', async () => {
    const path = pathOf(isOpen, 'last');
    const [stream] = path.split(/\/[^/]*$/);
    const before = paths(pack.files).findLast((each) => each.startsWith(`${stream}/`) && each < path) ?? '';
    const [earlier, later] = [before, path].map((each) => statementIn(pack.files, each));
    if (earlier === undefined || later === undefined) throw new Error('There are no two statements.');
    const [moved] = later.lines;
    if (moved === undefined) throw new Error('There is no line.');
    const grown = refigured(earlier, [...earlier.lines, moved]);
    const shrunk = refigured({ ...later, opening: grown.closing }, later.lines.slice(1));
    const problem = `The line of ${moved.id} is not so in the events, or is in another statement too.`;
    expect(await said(withStatements({ [before]: grown, [path]: shrunk }))).toContain(`${before}: ${problem}`);
    const twice = refigured(later, [...later.lines, moved]);
    expect(await said(withStatements({ [path]: twice }))).toContain(`${path}: ${problem}`);
  });

  it('finds what is missing: each event that is in no statement', async () => {
    const path = pathOf(({ lines }) => lines.length > 0);
    const { lines } = statementIn(pack.files, path);
    const problems = await said(withStatements({ [path]: undefined }));
    const [, stream = ''] = path.split('/');
    for (const { id } of lines) expect(problems).toContain(`events.ndjson: ${id} of ${stream} is in no statement.`);
    expect(problems.filter((each) => each.endsWith('is in no statement.'))).toHaveLength(lines.length);
  });

  it('finds an opening that was raised with all that follows from it, also where a period begins', async () => {
    const raise = (each: Statement): Statement =>
      refigured({ ...each, opening: plus(each.opening, { ...each.opening, amount: '1.00' }) }, each.lines);
    const path = pathOf(isOpen, 'last');
    expect(await saidOf(path, raise)).toEqual([
      `${path}: The opening is not what the movements before the month add up to.`,
    ]);
    const first = pathOf(({ lines }) => lines.length > 0);
    expect((await saidOf(first, raise)).join('\n')).toContain(`${first}: The opening`);
  });

  it('demands in a period all movements of its months, whenever they happened or were recorded, and no others', async () => {
    const store = await lateHistory();
    const period = { from: recorded('2024-04-01T00:00:00.000000Z'), until: recorded('2024-05-01T00:00:00.000000Z') };
    pack = await packOf({ ...asked(store, await readModelsOf(store)), period });
    expect(await said(pack.files)).toEqual([]);
    const path = pathOf(({ period: month }) => month === '2024-04');
    // One that happened in a closed month, one in time, and one that was recorded after the period.
    const statement = statementIn(pack.files, path);
    const untold = statement.lines.map(({ id }) => `events.ndjson: ${id} of account-acme.bob.EUR is in no statement.`);
    expect(untold).toHaveLength(3);
    expect(await said(withStatements({ [path]: undefined }))).toEqual(untold);
    for (const [at, problem] of untold.entries())
      expect(await said(withStatements({ [path]: refigured(statement, statement.lines.toSpliced(at, 1)) }))).toContain(
        problem,
      );
    const raised = { ...statement, opening: plus(statement.opening, { amount: '1.00', currency: 'EUR' }) };
    expect(await said(withStatements({ [path]: refigured(raised, raised.lines) }))).toEqual([
      `${path}: The opening is not what the movements before the month add up to.`,
    ]);
  });

  it('puts what was recorded too late into the month that was open then', async () => {
    const store = await lateHistory();
    pack = await packOf(asked(store, await readModelsOf(store)));
    expect(await said(pack.files)).toEqual([]);
    const path = pathOf(({ period }) => period === '2024-04');
    expect(statementIn(pack.files, path).lines.map(({ at }) => at)).toEqual([
      '2024-03-31T22:00:00.000Z',
      '2024-04-10T00:00:00.000Z',
      '2024-04-20T00:00:00.000Z',
    ]);
  });
});

/** Payments of February to April; March was closed when one of February came in. */
const lateHistory = async () => {
  const store = memoryEventStore();
  let now = Date.parse('2024-01-31T12:00:00Z');
  const ledger = createLedger({ store, clock: () => now, actor: 'ann' });
  await settle(ledger, { plans: [flatPlan('0.1')] });
  const pay = async (at: string, payment: string, occurredAt: string): Promise<void> => {
    now = Date.parse(at);
    right(await ledger.recordPayment(paid('d1', payment, '900.00', occurredAt)));
  };
  right(await ledger.winDeal(won('d1', {})));
  await pay('2024-02-05T00:00:00Z', 'p1', '2024-02-04T00:00:00Z');
  await pay('2024-03-05T00:00:00Z', 'p2', '2024-03-04T00:00:00Z');
  now = Date.parse('2024-04-02T00:00:00Z');
  for (const period of ['2024-02', '2024-03'])
    right(await ledger.closePeriod({ program: 'acme', period, closedBy: 'ann' }));
  await pay('2024-04-05T00:00:00Z', 'p3', '2024-02-20T00:00:00Z');
  await pay('2024-04-15T00:00:00Z', 'p4', '2024-04-10T00:00:00Z');
  await pay('2024-05-15T00:00:00Z', 'p5', '2024-04-20T00:00:00Z');
  return store;
};
