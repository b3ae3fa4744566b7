import { canonicalJson } from '@commission-ledger/events';
import { jsonIn } from '../evidence/evidenceWorld.ts';
import {
  centsOf,
  changedAt,
  edited,
  type Files,
  framesIn,
  hasLines,
  isFactOf,
  type Json,
  keyIn,
  manifestEdited,
  noteIn,
  oldestNote,
  objectIn,
  proofNode,
  put,
  putJson,
  refit,
  replaced,
  restated,
  rewritten,
  sha256,
  signedAgain,
  type Statement,
  statements,
  statementWhere,
  type Tampering,
  unchanged,
  withFrames,
  withLines,
  withoutSeals,
} from './tampering.ts';

const NO_HEADS = `heads $1 ${Buffer.alloc(32).toString('base64')}`;

/** The last open month of an account is closed with these figures, and the statements of the account say so. */
const closedWith = (change: (figures: Json) => Json) => (files: Files) => {
  const path = statements(files).findLast((each) => (jsonIn(files, each) as Statement).closed === null) ?? '';
  const { period, to, opening, closing, count, hash } = jsonIn(files, path) as Statement;
  const [, stream = ''] = path.split('/');
  const frames = framesIn(files);
  const before = frames.findLast((frame) => frame.stream === stream && frame.type === 'PeriodClosed');
  const last = frames.at(-1);
  if (before === undefined || last === undefined) throw new Error('No month was closed.');
  const figures = change({ opening, closing, lines: count, statementHash: hash });
  const revision = frames.filter((frame) => frame.stream === stream).length;
  const event = { id: '00000000-0000-5000-8000-000000000003', revision, stream };
  const data = { ...before.data, ...figures, period, until: to };
  rewritten(files, [...frames, { ...before, ...event, recordedAt: last['recordedAt'], data }]);
  const { closedBy, occurredAt: closedAt } = before.data;
  const closed = { ...figures, closedAt, closedBy, event, period, until: to };
  for (const each of statements(files).filter((other) => other.startsWith(`statements/${stream}/`))) {
    const statement = jsonIn(files, each) as Statement;
    if (statement.closed === null) putJson(files, each, { ...statement, closed });
  }
  refit(files);
};

/** What is done to the documents that follow from the events, and what only one check finds. */
export const tamperedDocuments: readonly Tampering[] = [
  {
    what: 'another population',
    pack: 'whole',
    found: ['population.json', '/streams/'],
    change: replaced('population.json', '"length":1', '"length":2'),
  },
  {
    what: 'another seed',
    pack: 'whole',
    found: ['samples.json', '/'],
    change: edited('samples.json', () => ({
      items: [],
      method: 'smallest-hash',
      population: {},
      seed: 'chosen',
      size: 5,
    })),
  },
  {
    what: 'another sample',
    pack: 'accruals',
    found: ['samples.json', '/items/'],
    change: edited('samples.json', (samples) => ({ ...samples, items: (samples['items'] as Json[]).slice(1) })),
  },
  {
    what: 'another plan',
    pack: 'whole',
    found: ['plans/', '/rules/'],
    change: replaced('plans/', '"rate":"0.1"', '"rate":"0.2"'),
  },
  {
    what: 'a plan under another hash',
    pack: 'whole',
    found: ['plans/', 'another hash'],
    change: (files) => {
      const frames = framesIn(files);
      const last = frames.at(-1);
      const plan = frames.find(({ type }) => type === 'PlanPublished');
      if (last === undefined || plan === undefined) throw new Error('There is no plan.');
      const made = { ...last, stream: 'plan-other', type: 'PlanPublished', data: { ...plan.data, plan: 'other' } };
      put(files, `plans/other@${String(plan.data['version'])}.json`, canonicalJson(plan.data['document'] ?? null));
      rewritten(files, [...frames.slice(0, -1), { ...made, data: { ...made.data, documentHash: '0'.repeat(64) } }]);
    },
  },
  // Statements.
  {
    what: 'a balance',
    pack: 'whole',
    found: ['statements/', 'balance'],
    change: statementWhere(hasLines, (each) => ({
      ...each,
      lines: each.lines.map((line, at) =>
        at === 0 ? { ...line, balance: { amount: '1.00', currency: 'EUR' } } : line,
      ),
    })),
  },
  {
    what: 'a line of a statement',
    pack: 'whole',
    found: ['statements/', '/lines/0/id'],
    change: statementWhere(
      ({ closed, lines }) => closed === null && lines.length > 1,
      (each) => {
        const lines = each.lines.map((line, at) => (at === 0 ? { ...line, id: 'acr-0000000000000000' } : line));
        const hash = sha256(
          canonicalJson(lines.map((line) => ({ id: line['id'], kind: line['kind'], amount: line.amount }))),
        );
        return { ...each, lines, hash };
      },
    ),
  },
  {
    what: 'a statement of another month',
    pack: 'whole',
    found: ['statements/', '/period'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, period: '2030-01' }),
    ),
  },
  {
    what: 'a statement of another partner',
    pack: 'whole',
    found: ['statements/', '/partner'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, partner: 'partner-000009' }),
    ),
  },
  {
    what: 'the sums of a statement',
    pack: 'whole',
    found: ['statements/', '/sums'],
    change: statementWhere(hasLines, (each) => ({ ...each, sums: [] })),
  },
  {
    what: 'the hash of a statement',
    pack: 'whole',
    found: ['statements/', '/hash'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, hash: '0'.repeat(64) }),
    ),
  },
  {
    what: 'a month that was closed otherwise',
    pack: 'whole',
    found: ['statements/', '/closed'],
    change: statementWhere(
      ({ closed }) => closed !== null,
      (each) => ({ ...each, closed: { ...each.closed, closedBy: 'somebody' } }),
    ),
  },
  {
    what: 'a month that was not closed',
    pack: 'whole',
    found: ['statements/', '/closed'],
    change: statementWhere(
      ({ closed }) => closed !== null,
      (each) => ({ ...each, closed: null }),
    ),
  },
  {
    what: 'a month that was closed with other figures than those of its statement',
    pack: 'whole',
    found: ['statements/', 'with other figures'],
    change: closedWith((figures) => ({ ...figures, lines: 77 })),
  },
  {
    what: 'the opening of a statement',
    pack: 'whole',
    found: ['statements/', '/opening'],
    change: (files) => {
      // The first month of an account, so that everything else can be made to fit.
      const path = statements(files).find((each) => (jsonIn(files, each) as Statement).lines.length === 0);
      const last = path ?? statements(files).at(-1) ?? '';
      const statement = jsonIn(files, last) as Statement;
      putJson(files, last, { ...statement, opening: { amount: '99999.00', currency: 'EUR' } });
      refit(files);
    },
  },
  {
    what: 'the closing of a statement',
    pack: 'whole',
    found: ['statements/', '/closing'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, closing: { amount: '1.00', currency: 'EUR' } }),
    ),
  },
  {
    what: 'a statement that is missing',
    pack: 'whole',
    found: ['events.ndjson', 'no statement'],
    change: (files) => {
      const path = statements(files).findLast((each) => (jsonIn(files, each) as Statement).lines.length > 0);
      files.delete(path ?? '');
      refit(files);
    },
  },
  {
    what: 'a statement that is none',
    pack: 'whole',
    found: ['statements/', 'form'],
    change: (files) => {
      putJson(files, 'statements/account-x.y.EUR/2025-01.json', []);
      refit(files);
    },
  },
  {
    what: 'what was owed before a period',
    pack: 'period',
    found: ['statements/', '/opening'],
    change: statementWhere(
      ({ closed, lines }) => closed === null && lines.length > 0,
      (each) => restated(each, centsOf(each.opening) + 100n, each.lines),
    ),
  },
  {
    what: 'what happened in a month of a period, and before the period',
    pack: 'period',
    found: ['statements/', '/lines/'],
    change: statementWhere(
      ({ lines }) => lines.some(({ at }) => at.startsWith('2025-03-0')),
      (each) =>
        restated(
          each,
          centsOf(each.opening),
          each.lines.filter(({ at }) => !at.startsWith('2025-03-0')),
        ),
    ),
  },
  {
    what: 'what happened in a month of a period, and after the period',
    pack: 'period',
    found: ['statements/', '/lines/'],
    change: statementWhere(
      ({ lines }) => lines.some(({ at }) => at.startsWith('2025-04-2')),
      (each) =>
        restated(
          each,
          centsOf(each.opening),
          each.lines.filter(({ at }) => !at.startsWith('2025-04-2')),
        ),
    ),
  },
  {
    what: 'a statement of a month of a period',
    pack: 'period',
    found: ['events.ndjson', 'no statement'],
    change: (files) => {
      const path = statements(files).findLast((each) => (jsonIn(files, each) as Statement).lines.length > 0);
      files.delete(path ?? '');
      refit(files);
    },
  },
  {
    what: 'a month that is said to begin later',
    pack: 'whole',
    found: ['statements/', '/from'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, from: String(each['from']).replace(/T.*/, 'T23:30:00.000Z') }),
    ),
  },
  {
    what: 'lines in the month after theirs',
    pack: 'whole',
    found: ['statements/', '/lines/'],
    change: (files) => {
      const named = statements(files).map((path) => ({ path, each: jsonIn(files, path) as Statement }));
      const found = named.findLast(({ each }) => each.closed === null && each.lines.length > 1);
      if (found === undefined) throw new Error('There is no such statement.');
      const { path, each } = found;
      const owed = centsOf(each.opening);
      const kept = restated(each, owed, each.lines.slice(0, 1));
      const month = { period: '2025-12', from: '2025-11-30T23:00:00.000Z', to: '2025-12-31T23:00:00.000Z' };
      putJson(files, path, kept);
      const moved = restated(each, centsOf(kept['closing'] as Json), each.lines.slice(1));
      putJson(files, path.replace(/[^/]*$/, '2025-12.json'), { ...moved, ...month });
      refit(files);
    },
  },
  // Proofs.
  {
    what: 'a node of a proof',
    pack: 'whole',
    found: ['proofs/', 'id is not its hash'],
    change: replaced('proofs/', '"mode":"half-even"', '"mode":"half-up"'),
  },
  {
    what: 'a fact of a proof',
    pack: 'whole',
    found: ['proofs/', 'its events say'],
    change: proofNode(isFactOf('payment'), (node) => ({ ...node, value: { amount: '9.00', currency: 'EUR' } })),
  },
  {
    what: 'a fact of a proof that cites nothing',
    pack: 'whole',
    found: ['proofs/', 'its events say'],
    change: proofNode(isFactOf('payment'), (node) => ({
      ...node,
      from: [],
      value: { amount: '9.00', currency: 'EUR' },
    })),
  },
  {
    what: 'a fact of a proof that is the length of a field',
    pack: 'whole',
    found: ['proofs/', 'its events say'],
    change: proofNode(isFactOf('payment'), (node) => ({
      ...node,
      from: (node['from'] as Json[]).map((cited) => ({ ...cited, path: `${String(cited['path'])}/amount/length` })),
      value: '6',
    })),
  },
  {
    what: 'a fact of a proof that is one digit of a field',
    pack: 'whole',
    found: ['proofs/', 'its events say'],
    change: proofNode(isFactOf('payment'), (node) => ({
      ...node,
      from: (node['from'] as Json[]).map((cited) => ({ ...cited, path: `${String(cited['path'])}/amount/0` })),
      value: String((node['value'] as Json)['amount']).slice(0, 1),
    })),
  },
  {
    what: 'a fact of a proof that every object has',
    pack: 'whole',
    found: ['proofs/', 'its events say'],
    change: proofNode(isFactOf('payment'), (node) => ({
      ...node,
      from: (node['from'] as Json[]).map((cited) => ({ ...cited, path: '/constructor/name' })),
      value: 'Object',
    })),
  },
  {
    what: 'a fact of a proof that is no number, as its field is none',
    pack: 'whole',
    found: ['proofs/', 'its events say'],
    change: proofNode(isFactOf('payment'), (node) => ({
      ...node,
      from: (node['from'] as Json[]).map((cited) => ({ ...cited, path: '' })),
      value: { approved: true },
    })),
  },
  {
    what: 'a number of a plan in a proof',
    pack: 'whole',
    found: ['proofs/', 'the plan says'],
    change: proofNode(
      (node) => node['name'] === 'rate',
      (node) => ({ ...node, value: { rate: '0.9' } }),
    ),
  },
  {
    what: 'the amount of a proof',
    pack: 'whole',
    found: ['proofs/', 'amount that was sampled'],
    change: edited('proofs/', (proof) => ({
      ...proof,
      about: { ...(proof['about'] as Json), amount: { amount: '1.00', currency: 'EUR' } },
    })),
  },
  {
    what: 'a proof of another payout',
    pack: 'whole',
    found: ['proofs/', 'amount that was sampled'],
    change: edited('proofs/', (proof) => ({ ...proof, subject: 'PO-2025-03-05-0000000000000000' })),
  },
  {
    what: 'a citation of a proof',
    pack: 'whole',
    found: ['proofs/', 'cited'],
    change: edited('proofs/', (proof) => {
      const { from, ...rest } = proof['program'] as Json;
      return { ...proof, program: { ...rest, from: { ...(from as Json), hash: '0'.repeat(64) } } };
    }),
  },
  {
    what: 'a node of no use in a proof',
    pack: 'whole',
    found: ['proofs/', 'of no use'],
    change: edited('proofs/', (proof) => {
      const node = { kind: 'sum', args: [], value: '1' };
      return { ...proof, nodes: { ...(proof['nodes'] as Json), [sha256(canonicalJson(node)).slice(0, 16)]: node } };
    }),
  },
  { what: 'a proof that is none', pack: 'whole', found: ['proofs/', 'form'], change: edited('proofs/', () => ({})) },
  {
    what: 'a field of the manifest with the name of what every object has',
    pack: 'whole',
    found: ['manifest.json', '/constructor'],
    change: (files) =>
      put(
        files,
        'manifest.json',
        (files.get('manifest.json')?.toString() ?? '').replace('{"counts"', '{"constructor":"x","counts"'),
      ),
  },
  // Each of these is found by one check alone.
  {
    what: 'a statement that may say two things',
    pack: 'whole',
    found: ['statements/', 'canonical'],
    change: replaced('statements/', '{', '{ '),
  },
  {
    what: 'a statement that is no JSON',
    pack: 'whole',
    found: ['statements/', 'form'],
    change: (files) => {
      put(files, 'statements/account-x.y.EUR/2025-01.json', '{\n');
      refit(files);
    },
  },
  {
    what: 'a statement that is cut off',
    pack: 'whole',
    found: ['statements/', 'cut off'],
    change: (files) => {
      put(files, 'statements/account-x.y.EUR/2025-01.json', '{}');
      refit(files);
    },
  },
  {
    what: 'no events',
    pack: 'whole',
    found: ['events.ndjson'],
    change: (files) => {
      files.delete('events.ndjson');
      refit(files);
    },
  },
  {
    what: 'an event at the end of a part',
    pack: 'scoped',
    found: ['events.ndjson', 'leaves.txt'],
    change: withFrames((frames) => [
      ...frames,
      ...frames.slice(0, 1).map((frame) => ({
        ...frame,
        stream: 'subject-x',
        revision: 0,
        id: '00000000-0000-5000-8000-000000000001',
        type: 'SubjectErased',
      })),
    ]),
  },
  {
    what: 'a line that is no frame',
    pack: 'whole',
    found: ['events.ndjson', 'no frame'],
    change: (files) => {
      put(files, 'events.ndjson', `${files.get('events.ndjson')?.toString()}{"v":1}\n`);
      const { counts, known } = objectIn(files, 'manifest.json') as Record<string, Record<string, number>>;
      const [events, size] = [(counts?.['events'] ?? 0) + 1, (known?.['size'] ?? 0) + 1];
      manifestEdited(() => ({ counts: { ...counts, events }, known: { ...known, size } }))(files);
      refit(files);
    },
  },
  {
    what: 'a stream that begins in its middle',
    pack: 'whole',
    found: ['events.ndjson', 'stands where'],
    change: withFrames((frames) => changedAt(frames, frames.length - 1, () => ({ revision: 1 }))),
  },
  {
    what: 'a link to another event',
    pack: 'whole',
    found: ['events.ndjson', 'not linked'],
    change: withLines((lines) =>
      lines.map((line, at) =>
        at === lines.length - 1 ? line.replace('"prev":null', `"prev":"${'0'.repeat(64)}"`) : line,
      ),
    ),
  },
  {
    what: 'an opening that is not the closing before',
    pack: 'whole',
    found: ['statements/', '/opening'],
    change: statementWhere(
      ({ closed, lines }) => closed === null && lines.length > 0,
      (each) => {
        const raised = (money: unknown): Json => {
          const { amount, currency } = money as Record<string, string>;
          return { amount: (Number(amount) + 1).toFixed(2), currency };
        };
        const lines = each.lines.map((line) => ({ ...line, balance: raised(line['balance']) }));
        return { ...each, lines, opening: raised(each['opening']), closing: raised(each['closing']) };
      },
    ),
  },
  {
    what: 'another manifest than was told',
    pack: 'whole',
    found: ['manifest.json', 'told'],
    given: { manifest: '0'.repeat(64) },
    change: unchanged,
  },
  {
    what: 'a history that is shorter than a seal that was kept',
    pack: 'whole',
    found: ['', 'cut off'],
    given: { note: (files) => signedAgain(noteIn(files), /\n\d+\n/, '\n9999\n') },
    change: unchanged,
  },
  {
    what: 'a history that was changed since a seal that was kept',
    pack: 'whole',
    found: ['', 'not those that were sealed'],
    given: { note: (files) => signedAgain(noteIn(files), /\n\d+\n/, '\n200\n') },
    change: unchanged,
  },
  {
    what: 'seals that were taken out, one of which was kept',
    pack: 'scoped',
    found: ['', 'not among the seals'],
    given: { note: noteIn, key: keyIn },
    change: withoutSeals,
  },
  {
    what: 'seals that were taken out of a whole history, the oldest of which was kept',
    pack: 'whole',
    found: ['', 'not among the seals'],
    given: { note: oldestNote, key: keyIn },
    change: withoutSeals,
  },
  {
    what: 'a kept seal over other ends of streams than the seal of its size',
    pack: 'scoped',
    found: ['', 'not among the seals'],
    given: { note: (files) => signedAgain(noteIn(files), /heads (\d+) \S+/, NO_HEADS) },
    change: unchanged,
  },
  {
    what: 'a kept seal over another number of streams than the seal of its size',
    pack: 'whole',
    found: ['', 'not among the seals'],
    given: { note: (files) => signedAgain(noteIn(files), /heads \d+/, 'heads 7') },
    change: unchanged,
  },
  {
    what: 'seals that were taken out, of which the key is known',
    pack: 'scoped',
    found: ['manifest.json', '/seal'],
    given: { key: keyIn },
    change: withoutSeals,
  },
  {
    what: 'a kept seal that was changed',
    pack: 'whole',
    found: ['', 'wrong signature'],
    given: { note: (files) => noteIn(files).replace('sealed 2025', 'sealed 2024') },
    change: unchanged,
  },
  {
    what: 'a kept seal that is none',
    pack: 'whole',
    found: ['', 'no seal'],
    given: { note: () => 'nothing\n' },
    change: unchanged,
  },
  {
    what: 'a kept seal of another key',
    pack: 'whole',
    found: ['', 'trusted'],
    given: { note: (files) => noteIn(files).replace('acme-ledger ', 'other-ledger ') },
    change: unchanged,
  },
];
