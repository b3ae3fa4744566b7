import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../../explainer/test/schemaChecker.ts';
import { mapping, settled } from './commandLine.ts';

const docs = new URL('../../../docs/reference/', import.meta.url);
type Form = Readonly<{ required: readonly string[] }>;
const schema: Readonly<{ oneOf: readonly { $ref: string }[]; $defs: Readonly<Record<string, Form>> }> = JSON.parse(
  readFileSync(new URL('audit-json.schema.json', docs), 'utf8'),
);
const page = readFileSync(new URL('audit-json.md', docs), 'utf8');

type Fields = Readonly<Record<string, unknown>>;

/** What the schema does not allow in an answer of this name. */
const wrongIn = (name: string, answer: unknown): readonly string[] =>
  violations({ $ref: `#/$defs/${name}`, $defs: schema.$defs }, answer);

/** The answers that the schema has, and one of each as a command gave it. */
const names: readonly string[] = schema.oneOf.map(({ $ref }) => $ref.replace('#/$defs/', ''));
const given = new Map<string, Fields[]>();

let line: Awaited<ReturnType<typeof settled>>;
afterAll(() => line.remove());

beforeAll(async () => {
  line = await settled();
  const at = (name: string): string => path.join(line.folder, name);
  const keep = async (name: string, ...command: readonly string[]): Promise<Fields> => {
    const { out, err } = await line.said(...command, '--json');
    if (out === '') throw new Error(`${command.join(' ')}: ${err}`);
    const answer = JSON.parse(out);
    for (const each of Array.isArray(answer) ? answer : [answer]) given.set(name, [...(given.get(name) ?? []), each]);
    return Array.isArray(answer) ? answer[0] : answer;
  };
  const log = at('access.log');
  await line.said('payout', 'issue', '--date', '2026-09-07');
  const key = await keep('signing-key-1', 'seal', 'keygen', '--out', at('seal.key'), '--name', 'acme');
  const first = await keep('seal-1', 'seal', '--key', at('seal.key'));
  await line.record('changePayoutDestination', { partner: 'orion-consulting', reference: 'bank-1' });
  const second = await keep('seal-1', 'seal', '--key', at('seal.key'));
  await keep('seal-1', 'seal', 'export', '--out', at('note.txt'), '--leaves', at('leaves.txt'));
  await keep('seals-1', 'seals');
  const sizes = [String(first['size']), String(second['size'])];
  const proofs = [
    [await keep('inclusion-1', 'seal', 'prove', 'deal-d-1@0')],
    [await keep('inclusion-1', 'seal', 'prove', 'account-acme.orion-consulting.EUR', '--out', at('p.json'))],
    [await keep('consistency-1', 'seal', 'consistency', ...sizes)],
  ];
  for (const [index, [proof]] of proofs.entries()) {
    const { out: _, ...document } = proof ?? {};
    await keep(
      'proved-1',
      'seal',
      'check',
      line.file(`proof-${index}.json`, document),
      '--key',
      String(key['verifierKey']),
    );
  }
  await keep('verify-1', 'verify', '--jobs', '1', '--note', at('note.txt'), '--leaves', at('leaves.txt'));
  await keep('verify-1', 'verify', '--jobs', '1', '--origin', 'another');
  await keep('export-1', 'export', '--format', 'parquet', '--out', at('books.parquet'), '--access-log', log);
  await keep('evidence-written-1', 'evidence', '--out', at('pack'));
  await keep('evidence-check-1', 'evidence', 'check', at('pack'), '--note', at('note.txt'));
  writeFileSync(path.join(at('pack'), 'README.md'), 'changed');
  await keep('evidence-check-1', 'evidence', 'check', at('pack'));
  await keep('recompute-1', 'recompute', '--access-log', log);
  await keep('replay-1', 'replay', '--balances');
  await keep('replay-1', 'replay', '--until', '3');
  await keep('access-1', 'access-log', 'show', log);
  await keep('access-verify-1', 'access-log', 'verify', log);
  await keep('access-verify-1', 'access-log', 'verify', log, '--kept', '0'.repeat(64));
  mkdirSync(at('export'));
  const deals = readFileSync(at('deals.csv'), 'utf8');
  const broken = deals
    .replace('948.50', '948.51')
    .replace(/d-3.*\n/, 'd-9,Vega Partners,2026-07-20,1.00\nd-8,Vega Partners,today,1\n');
  const map = line.file('mapping.json', mapping);
  for (const content of [deals, broken]) {
    writeFileSync(path.join(at('export'), 'deals.csv'), content);
    await keep('tie-out-deals', 'tie-out', 'crm', at('export'), '--mapping', map);
  }
  const [payout] = await line.json<readonly { payoutId: string; amount: string }[]>('payouts');
  const columns = { booked: 'day', amount: 'amount', references: ['ref'], party: 'who' };
  const bank = line.file('bank.json', { schema: 'bank-csv/1', currency: 'EUR', dates: 'yyyy-MM-dd', columns });
  const statements = [
    `2026-09-07,-${payout?.amount},${payout?.payoutId},\n2026-09-07,-1.00,PO-2026-01-01-0123456789abcdef,`,
    `2026-09-05,1.00,,\n2026-09-09,-${payout?.amount},,Somebody\n2026-12-01,1.00,,`,
  ];
  for (const content of statements) {
    const file = line.file('bank.csv', `day,amount,ref,who\n${content}\n`);
    await keep('tie-out-bank', 'tie-out', 'bank', file, '--format', 'csv', '--mapping', bank);
  }
}, 60_000);

describe('what audit commands answer in JSON', () => {
  it.each(names)('%s is what the published schema says, and is on the page', (name) => {
    const answers = given.get(name) ?? [];
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) expect(wrongIn(name, answer)).toEqual([]);
    expect(page).toContain(`\`${String(answers[0]?.['schema'])}\``);
  });

  it.each(names)('%s is not fitted by an answer with a field less or another schema', (name) => {
    const [answer = {}] = given.get(name) ?? [];
    expect(wrongIn(name, { ...answer, schema: 'other/1' })).not.toEqual([]);
    for (const field of schema.$defs[name]?.required ?? []) {
      const less = Object.fromEntries(Object.entries(answer).filter(([known]) => known !== field));
      expect(wrongIn(name, less)).not.toEqual([]);
    }
  });

  it('has the cases in which something is wrong', () => {
    const verdicts = [...given.values()].flat().map(({ verdict }) => verdict);
    for (const verdict of ['sound', 'not-sound', 'matched', 'different', 'agrees']) expect(verdicts).toContain(verdict);
    const possible = given.get('tie-out-bank')?.map(({ counts }) => Reflect.get(Object(counts), 'possible'));
    expect(possible).toContain(1);
  });
});
