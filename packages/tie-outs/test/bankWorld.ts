import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger, type Ledger, orThrow } from '@commission-ledger/ledger';
import {
  allProjections,
  asOf,
  describeProjectionFailure,
  type DocumentStore,
  type PayoutRow,
  payoutsOf,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { type BankStatement, type BankTieOut, readCamt053, tieOutBank } from '../src/index.ts';

/** 10 % of each payment, paid on the fifth from 1.00 on. */
const plan = {
  schema: 'plan/1',
  plan: 'flat',
  version: 1,
  title: { en: 'Flat' },
  currency: 'EUR',
  effectiveFrom: '2024-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 10 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '1.00' },
  attributes: {},
  counters: [],
  rules: [
    {
      id: 'own',
      clause: '1.1',
      title: { en: 'Own payments' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: { percent: { of: 'payment', rate: '0.1' } },
    },
  ],
  examples: [{ title: { en: 'Ten' }, given: { payment: '10.00' }, expect: { own: '1.00' } }],
};

/** A ledger with one payout for each partner, of 5 March 2024, all issued. */
export type World = Readonly<{
  ledger: Ledger;
  payouts: () => Promise<readonly PayoutRow[]>;
  /** The payout of a partner. */
  of: (partner: string) => Promise<PayoutRow>;
  documents: () => Promise<DocumentStore>;
}>;

/** What each partner's deal pays: 10 % of it is the payout. */
export const worldOf = async (partners: Readonly<Record<string, string>>): Promise<World> => {
  const store = memoryEventStore();
  const ledger = createLedger({ store, clock: () => Date.UTC(2024, 5, 1, 12), actor: 'ann' });
  const occurredAt = '2024-01-01T00:00:00Z';
  await orThrow(
    ledger.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await orThrow(ledger.publishPlan({ document: plan, occurredAt }));
  for (const [partner, price] of Object.entries(partners)) {
    await orThrow(ledger.joinPartner({ partner, name: `Partner ${partner}`, occurredAt }));
    await orThrow(ledger.enrolPartner({ partner, program: 'acme', plan: 'flat', from: '2024-01-01', occurredAt }));
    const amount = { amount: price, currency: 'EUR' };
    const deal = { deal: `of-${partner}`, amount, occurredAt: '2024-02-01T10:00:00Z' };
    const attribution = [{ partner, share: '1' }];
    await orThrow(ledger.winDeal({ ...deal, program: 'acme', attribution, attributes: {} }));
    await orThrow(ledger.recordPayment({ ...deal, payment: 'p1' }));
  }
  await orThrow(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
  const documents = async (): Promise<DocumentStore> => {
    const made = await asOf({ store, projections: allProjections });
    if (E.isLeft(made)) throw new Error(describeProjectionFailure(made.left));
    return made.right;
  };
  const payouts = async () => payoutsOf(await documents());
  const of = async (partner: string): Promise<PayoutRow> => {
    const found = (await payouts()).find((row) => row.partner === partner);
    if (found === undefined) throw new Error(`${partner} has no payout.`);
    return found;
  };
  return { ledger, payouts, of, documents };
};

const sums = ({ payoutId, partner }: PayoutRow, amount: string) => ({
  program: 'acme',
  payout: payoutId,
  partner,
  amount: { amount, currency: 'EUR' },
});

/** Says that a payout arrived on 6 March, under a reference of the bank. */
export const settle = async ({ ledger }: World, row: PayoutRow, more: object = {}): Promise<void> => {
  const fact = { ...sums(row, amountOf(row)), reference: `TRX-${row.partner}`, occurredAt: '2024-03-06T09:00:00Z' };
  await orThrow(ledger.settlePayout({ ...fact, ...more }));
};

export const fail = async ({ ledger }: World, row: PayoutRow): Promise<void> => {
  const fact = { ...sums(row, amountOf(row)), reason: 'account closed', occurredAt: '2024-03-07T09:00:00Z' };
  await orThrow(ledger.failPayout(fact));
};

/** What arrives, as text. */
export const amountOf = ({ net }: PayoutRow): string => {
  const digits = `${net.minor}`.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** An entry of a statement, in a few words. */
export type Entry = Readonly<{
  amount: string;
  way?: 'DBIT' | 'CRDT';
  currency?: string;
  day?: string;
  reference?: string;
  text?: string;
  payee?: string;
  charges?: string;
  reversal?: boolean;
}>;

const tag = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${text}</${name}>`;

const entryXml = ({ amount, way = 'DBIT', currency = 'EUR', day = '2024-03-06', ...rest }: Entry): string => {
  const side = way === 'DBIT' ? 'Cdtr' : 'Dbtr';
  const charges =
    rest.charges === undefined
      ? ''
      : `<Chrgs><TtlChrgsAndTaxAmt Ccy="${currency}">${rest.charges}</TtlChrgsAndTaxAmt></Chrgs>`;
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd>${rest.reversal === true ? '<RvslInd>true</RvslInd>' : ''}<Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><NtryDtls><TxDtls><Refs>${tag('EndToEndId', rest.reference ?? 'NOTPROVIDED')}</Refs>
<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd>${charges}<RltdPties>${rest.payee === undefined ? '' : `<${side}><Pty><Nm>${rest.payee}</Nm></Pty></${side}>`}</RltdPties>
<RmtInf>${tag('Ustrd', rest.text)}</RmtInf></TxDtls></NtryDtls></Ntry>`;
};

const cents = (amount: string): number => Math.round(Number(amount) * 100);
const shown = (minor: number): string => (minor / 100).toFixed(2);

const balance = (code: string, minor: number, currency: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${shown(Math.abs(minor))}</Amt><CdtDbtInd>${minor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>2024-03-01</Dt></Dt></Bal>`;

/** A statement of March 2024 with these entries; it adds up, unless the closing is said. */
export const camt = (
  entries: readonly Entry[],
  {
    closing,
    version = '08',
    currency = 'EUR',
  }: Readonly<{ closing?: string; version?: string; currency?: string }> = {},
): string => {
  const change = entries.reduce((sum, { amount, way }) => sum + (way === 'CRDT' ? 1 : -1) * cents(amount), 0);
  const end = closing === undefined ? 100_000 + change : cents(closing);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S1</Id><FrToDt><FrDtTm>2024-03-01T00:00:00</FrDtTm><ToDtTm>2024-03-31T23:59:59</ToDtTm></FrToDt>
<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${balance('OPBD', 100_000, currency)}${balance('CLBD', end, currency)}
${entries.map((entry) => entryXml({ currency, ...entry })).join('\n')}
</Stmt></BkToCstmrStmt></Document>`;
};

/** The statements of a text that can be read. */
export const statementsIn = (xml: string): readonly BankStatement[] => {
  const read = readCamt053(xml);
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
  return read.right;
};

/** The tie-out of the world with these entries. */
export const tiedWith = async (
  world: World,
  entries: readonly Entry[],
  how: Parameters<typeof camt>[1] = {},
): Promise<BankTieOut> => {
  const documents = await world.documents();
  const made = await tieOutBank({ documents, program: 'acme', statements: statementsIn(camt(entries, how)) });
  if (E.isLeft(made)) throw new Error(made.left._tag);
  return made.right;
};
