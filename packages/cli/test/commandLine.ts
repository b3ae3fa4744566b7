import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run, type Terminal } from '../src/index.ts';

/** What a command line said and how it ended. */
export type Ended = Readonly<{ code: number; out: string; err: string }>;

/** A folder with a ledger of its own, asked by command lines; `at` is the instant on the clock until another is set. */
export const commandLine = (at = '2026-09-07T10:00:00Z') => {
  let now = at;
  let typed = '';
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-cli-'));
  const store = `sqlite:${path.join(folder, 'ledger.db')}`;
  const said = async (...command: readonly string[]): Promise<Ended> => {
    let [out, err] = ['', ''];
    const terminal: Terminal = {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      interactive: false,
      color: false,
      columns: 100,
      env: { USER: 'ana' },
      input: async () => typed,
      clock: () => Date.parse(now),
    };
    const code = await run(command.includes('--store') ? command : [...command, '--store', store], terminal);
    return { code, out, err };
  };
  const json = async <Answer>(...command: readonly string[]): Promise<Answer> => {
    const { out, err, code } = await said(...command, '--json');
    if (code !== 0) throw new Error(err);
    return JSON.parse(out) as Answer;
  };
  const file = (name: string, content: unknown): string => {
    const where = path.join(folder, name);
    writeFileSync(where, typeof content === 'string' ? content : JSON.stringify(content));
    return where;
  };
  /** Sends a command of the ledger at an instant; it must not be refused. */
  const record = async (command: string, input: object, instant = now): Promise<string> => {
    now = instant;
    typed = JSON.stringify(input);
    const { code, out, err } = await said('record', command, '-');
    if (code !== 0) throw new Error(`${command}: ${err}`);
    return out;
  };
  const clock = (instant: string): void => void (now = instant);
  const type = (text: string): void => void (typed = text);
  return { said, json, record, clock, type, file, folder, remove: () => rmSync(folder, { recursive: true }) };
};

/** Settings of a small program. */
export const program = (change: object = {}) => ({
  program: 'acme',
  name: 'Acme',
  timeZone: 'Europe/Berlin',
  currencies: ['EUR'],
  businessCalendar: { weekend: [6, 7], holidays: [] },
  approval: 'none',
  destinations: 'kept-by-host',
  occurredAt: '2026-01-01T00:00:00Z',
  ...change,
});

/** Ten percent of every payment, after a hold of 30 days. */
export const plan = (change: object = {}) => ({
  schema: 'plan/1',
  plan: 'referral',
  version: 1,
  title: { en: 'Referral' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 30 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '50.00' },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'referral',
      clause: '1',
      title: { en: 'Ten percent of what the customer paid' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate: '0.1' } },
    },
  ],
  examples: [{ title: { en: 'A payment' }, given: { payment: '100.00' }, expect: { referral: '10.00' } }],
  ...change,
});

/** One row is a partner's lead, won and paid on one day. */
export const mapping = {
  schema: 'import/1',
  program: 'acme',
  timeZone: 'Europe/Berlin',
  sources: [
    {
      name: 'deals',
      file: 'deals.csv',
      format: { type: 'csv', delimiter: ',' },
      facts: [
        {
          fact: 'PartnerJoined',
          occurredAt: { at: '2026-01-01T00:00:00Z' },
          fields: { partner: { slug: 'partner' }, name: { column: 'partner' } },
        },
        {
          fact: 'PartnerEnrolled',
          occurredAt: { at: '2026-01-01T00:00:00Z' },
          fields: { partner: { slug: 'partner' }, plan: 'referral', from: '2026-01-01' },
        },
        {
          fact: 'LeadSubmitted',
          occurredAt: { column: 'date', format: 'yyyy-MM-dd' },
          fields: {
            lead: { id: 'deal' },
            partner: { slug: 'partner' },
            prospect: { reference: { column: 'deal' } },
            attributes: {},
          },
        },
        {
          fact: 'DealWon',
          occurredAt: { column: 'date', format: 'yyyy-MM-dd' },
          fields: {
            deal: { id: 'deal' },
            lead: { id: 'deal' },
            amount: { amount: 'paid', currency: 'EUR' },
            attribution: [{ partner: { slug: 'partner' }, share: '1' }],
            attributes: {},
          },
        },
        {
          fact: 'PaymentReceived',
          occurredAt: { column: 'date', format: 'yyyy-MM-dd' },
          fields: { deal: { id: 'deal' }, payment: { id: 'deal' }, amount: { amount: 'paid', currency: 'EUR' } },
        },
      ],
    },
  ],
};

/** A ledger with three deals of two partners, ready to be paid on 7 September 2026; recorded then, or before. */
export const settled = async (change: object = {}, recorded = '2026-09-07T10:00:00Z') => {
  const line = commandLine(recorded);
  const settings = ['--program', line.file('program.json', program(change)), '--plan', line.file('plan.json', plan())];
  await line.said('init', ...settings);
  line.file(
    'deals.csv',
    'deal,partner,date,paid\nd-1,Orion Consulting,2026-07-01,948.50\nd-2,Orion Consulting,2026-07-15,1000.05\nd-3,Vega Partners,2026-07-20,100.00\n',
  );
  const imported = await line.said('import', line.folder, '--mapping', line.file('mapping.json', mapping));
  if (imported.code !== 0) throw new Error(imported.err + imported.out);
  return line;
};
