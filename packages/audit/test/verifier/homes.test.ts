import { readFileSync } from 'node:fs';
import { catalogue, type EventType, homeStream } from '@commission-ledger/events';
import { expect, it } from 'vitest';

const textOf = (file: string): string => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');

/** Each id is the name of its field, so that the name of a stream shows what it is made of. It says no currency. */
const named = new Proxy<Readonly<Record<string, unknown>>>(
  {},
  { get: (_, field) => (['amount', 'closing', 'currency'].includes(String(field)) ? undefined : field) },
);

/** Types, each with the category of its stream and the fields that name it, as in `fx from.to`. */
const ledgers = new Map(
  (Object.keys(catalogue) as EventType[]).map((type): [string, string] => [
    type,
    homeStream('account-program.partner.EUR', type, named).replace('.EUR', '').replace('-', ' '),
  ]),
);

it('tells the standalone verifier of each event of the ledger where it stands', () => {
  const [, table = ''] = /CATEGORIES = `([^`]+)`/.exec(textOf('packages/audit/verifier/verify-evidence.mjs')) ?? [];
  const known = table.split('\n').flatMap((line) => {
    const [category, fields, ...types] = line.split(' ');
    return types.map((type): [string, string] => [type, `${category} ${fields}`]);
  });
  expect(new Map(known)).toEqual(ledgers);
  expect(known).toHaveLength(ledgers.size);
});

it('tells whoever writes another verifier the same', () => {
  const rows = textOf('docs/reference/evidence-1.md').matchAll(
    /^\| `([a-z]+)` +\| ((?:`[a-z]+`(?:, )?)+) +\| (.+?) +\|$/gm,
  );
  const told = [...rows].flatMap(([, category, fields = '', types = '']) =>
    types
      .split(', ')
      .map((type): [string, string] => [type, `${category} ${fields.replaceAll('`', '').replaceAll(', ', '.')}`]),
  );
  expect(new Map(told)).toEqual(ledgers);
});
