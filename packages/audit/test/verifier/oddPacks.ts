import { canonicalJson } from '@commission-ledger/events';
import { jsonIn, linesIn } from '../evidence/evidenceWorld.ts';
import {
  edited,
  type Files,
  hasLines,
  type Json,
  put,
  putJson,
  putLines,
  refit,
  replaced,
  type Statement,
  statements,
  statementWhere,
  type Tampering,
} from './tampering.ts';

/** Lists within lists, as deep as a stack can hardly be. */
const deep = (): string => `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

/** The text of the first file whose path begins so. */
const withText = (path: string, change: (text: string) => string) => (files: Files) => {
  const name = [...files.keys()].find((each) => each.startsWith(path)) ?? path;
  put(files, name, change(files.get(name)?.toString() ?? ''));
  if (name !== 'manifest.json') refit(files);
};

/** The type of the last event, which no seal covers. */
const LAST_TYPE = /"type":"SubjectErased"(?=.*\n$)/;

const asUnits = (money: unknown): Json => {
  const { amount, currency } = money as Record<string, string>;
  return { amount: (amount ?? '').replace('.', '').replace(/^0+(?=\d)/, ''), currency };
};

/** Every amount of an account is told in cents, as though they were euros; the lines alone are as they were recorded. */
const inCents = (files: Files): void => {
  const account = statements(files)
    .find((path) => hasLines(jsonIn(files, path) as Statement))
    ?.split('/')[1];
  for (const path of statements(files).filter((each) => each.split('/')[1] === account)) {
    const statement = jsonIn(files, path) as Statement;
    const lines = statement.lines.map((line) => ({ ...line, balance: asUnits(line['balance']) }));
    const [opening, closing] = [asUnits(statement['opening']), asUnits(statement['closing'])];
    putJson(files, path, { ...statement, opening, closing, lines });
  }
  refit(files);
};

const isOpen = ({ closed }: Statement): boolean => closed === null;

/** What nobody writes by mistake: values of other forms, of any depth and size, with names that objects have already. */
export const oddPacks: readonly Tampering[] = [
  {
    what: 'a line in yen in a statement in euros',
    pack: 'whole',
    found: ['statements/', '/lines/0/amount'],
    change: statementWhere(hasLines, (each) => ({
      ...each,
      lines: each.lines.map((line, at) => (at === 0 ? { ...line, amount: { amount: '1', currency: 'JPY' } } : line)),
    })),
  },
  {
    what: 'a statement that opens and closes in yen',
    pack: 'whole',
    found: ['statements/', '/currency'],
    change: statementWhere(isOpen, (each) => ({
      ...each,
      opening: { ...each.opening, currency: 'JPY' },
      closing: { ...(each['closing'] as Json), currency: 'JPY' },
    })),
  },
  { what: 'statements in cents', pack: 'whole', found: ['statements/', '/balance'], change: inCents },
  {
    what: 'a month that nobody closed, told as closed with nothing',
    pack: 'whole',
    found: ['statements/', '/closed'],
    change: statementWhere(isOpen, (each) => ({ ...each, closed: {} })),
  },
  {
    what: 'a month that nobody closed, told as closed like another',
    pack: 'whole',
    found: ['statements/', '/closed'],
    change: (files) => {
      const other = statements(files).map((path) => jsonIn(files, path) as Statement);
      const { closed } = other.find((each) => !isOpen(each)) ?? { closed: null };
      statementWhere(isOpen, (each) => ({ ...each, closed }))(files);
    },
  },
  ...['manifest.json', 'keys.json', 'population.json', 'samples.json', 'statements/', 'proofs/', 'plans/'].flatMap(
    (path): readonly Tampering[] => {
      const end = path === 'plans/' ? '' : '\n';
      return [
        { what: `null in ${path}`, pack: 'whole', found: [path], change: withText(path, () => `null${end}`) },
        { what: `a list in ${path}`, pack: 'whole', found: [path], change: withText(path, () => `[null]${end}`) },
        { what: `depth in ${path}`, pack: 'whole', found: [path], change: withText(path, () => `${deep()}${end}`) },
        { what: `nothing in ${path}`, pack: 'whole', found: [path], change: withText(path, () => '') },
      ];
    },
  ),
  {
    what: 'an event of lists within lists',
    pack: 'whole',
    found: ['events.ndjson', 'line'],
    change: withText('events.ndjson', (text) => `${text}${deep()}\n`),
  },
  {
    what: 'an event with data of lists within lists',
    pack: 'whole',
    found: ['events.ndjson'],
    change: (files) => {
      const lines = linesIn(files, 'events.ndjson');
      put(
        files,
        'events.ndjson',
        lines.map((line) => `${line.replace(/"data":\{/, `"data":{"a":${deep()},`)}\n`).join(''),
      );
      refit(files);
    },
  },
  {
    what: 'an event of a type that every object has',
    pack: 'whole',
    found: ['events.ndjson'],
    change: withText('events.ndjson', (text) => text.replace(LAST_TYPE, '"type":"constructor"')),
  },
  {
    what: 'an event of the type that an object is made of',
    pack: 'whole',
    found: [''],
    change: withText('events.ndjson', (text) => text.replace(LAST_TYPE, '"type":"__proto__"')),
  },
  {
    what: 'an event with data that are a list',
    pack: 'whole',
    found: ['events.ndjson', 'no frame'],
    change: (files) => {
      const lines = [...linesIn(files, 'events.ndjson')];
      const last: Json = JSON.parse(lines.at(-1) ?? '');
      putLines(files, [...lines.slice(0, -1), canonicalJson({ ...last, data: [] })]);
    },
  },
  {
    what: 'a field of a frame that objects are made of',
    pack: 'whole',
    found: ['events.ndjson', 'no frame'],
    change: (files) => {
      const lines = [...linesIn(files, 'events.ndjson')];
      putLines(files, [...lines.slice(0, -1), (lines.at(-1) ?? '').replace('{', '{"__proto__":{},')]);
    },
  },
  {
    what: 'a field of the manifest twice',
    pack: 'whole',
    found: ['manifest.json', 'canonical'],
    change: withText('manifest.json', (text) => text.replace('{"counts":', '{"counts":{},"counts":')),
  },
  {
    what: 'counts under the name that objects are made of',
    pack: 'whole',
    found: ['manifest.json', '/counts/byType'],
    change: withText('manifest.json', (text) => text.replace(/("byType":\{[^}]*)/, '$1,"__proto__":1')),
  },
  {
    what: 'a node of a proof under the name that objects are made of',
    pack: 'whole',
    found: ['proofs/'],
    change: replaced('proofs/', '"nodes":{', '"nodes":{"__proto__":{"kind":"fact"},'),
  },
  {
    what: 'a node of a proof that is null',
    pack: 'whole',
    found: ['proofs/'],
    change: replaced('proofs/', /"nodes":\{/, `"nodes":{"${'0'.repeat(16)}":null,`),
  },
  {
    what: 'a proof of which the root is its own child',
    pack: 'whole',
    found: ['proofs/'],
    change: edited('proofs/', (proof) => {
      const root = String(proof['root']);
      const nodes = proof['nodes'] as Record<string, Json>;
      return { ...proof, nodes: { ...nodes, [root]: { ...nodes[root], args: [root] } } };
    }),
  },
  {
    what: 'an amount of a hundred thousand digits',
    pack: 'whole',
    found: ['statements/'],
    change: statementWhere(hasLines, (each) => ({
      ...each,
      closing: { amount: `${'9'.repeat(100_000)}.00`, currency: 'EUR' },
    })),
  },
  {
    what: 'an amount that is a number',
    pack: 'whole',
    found: ['statements/'],
    change: statementWhere(hasLines, (each) => ({ ...each, opening: { amount: 0, currency: 'EUR' } })),
  },
  {
    what: 'a count beyond every number',
    pack: 'whole',
    found: ['manifest.json'],
    change: withText('manifest.json', (text) => text.replace(/"events":\d+/, '"events":1e400')),
  },
  {
    what: 'lines that end as on another system',
    pack: 'whole',
    found: ['events.ndjson'],
    change: withText('events.ndjson', (text) => text.replaceAll('\n', '\r\n')),
  },
  {
    what: 'a mark of the order of bytes',
    pack: 'whole',
    found: ['manifest.json'],
    change: withText('manifest.json', (text) => `\uFEFF${text}`),
  },
  {
    what: 'an origin of half a character',
    pack: 'whole',
    found: [''],
    change: withText('manifest.json', (text) => text.replace('"origin":"', '"origin":"\\ud800')),
  },
  {
    what: 'an ending of lists within lists',
    pack: 'scoped',
    found: ['heads.ndjson'],
    change: withText('heads.ndjson', (text) => `${text}${deep()}\n`),
  },
  {
    what: 'an ending that is null',
    pack: 'scoped',
    found: ['heads.ndjson'],
    change: withText('heads.ndjson', (text) => `null\n${text}`),
  },
];
