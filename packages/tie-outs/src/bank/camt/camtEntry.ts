import { type CurrencyCode, type Money, sum } from '@commission-ledger/money';
import type { Movement } from '../bankStatement.ts';
import {
  allAt,
  amountOf,
  type CamtElement,
  dayIn,
  directionOf,
  firstAt,
  needed,
  textAt,
  trouble,
} from './camtElement.ts';
import { partsOf } from './camtBatch.ts';

/**
 * The movements of an entry: one, or one for each part of a batch, and one for what the bank took for the batch. What is
 * not booked yet is none. A reversal is a movement the other way, as its direction says.
 *
 * @throws CamtTrouble
 */
export const movementsOf = (entry: CamtElement, number: number): readonly Movement[] => {
  const status = textAt(entry, 'Sts/Cd', 'Sts');
  if (status !== null && status !== 'BOOK') return [];
  const amount = amountOf(needed(entry, 'Amt'));
  const direction = directionOf(needed(entry, 'CdtDbtInd'));
  const booked = dayIn(entry, 'BookgDt');
  const dates = { booked, valued: firstAt(entry, 'ValDt') === undefined ? booked : dayIn(entry, 'ValDt') };
  const own = refsIn(entry, ENTRY_REFS);
  const note = textAt(entry, 'AddtlNtryInf');
  const parts = allAt(entry, 'NtryDtls/TxDtls');
  const [part, second] = parts;
  const whole: Movement = {
    ...dates,
    at: `${number}`,
    direction,
    amount,
    instructed: instructedIn(entry, amount),
    charges: chargesIn(entry),
    references: own,
    text: note,
    party: null,
    returned: null,
  };
  if (part === undefined) return [whole];
  const described = (from: CamtElement, way: 'debit' | 'credit') => ({
    references: [...refsIn(from, TRANSACTION_REFS), ...own],
    text: textIn(from) ?? note,
    party: partyIn(from, way),
    returned: firstAt(from, 'RtrInf') === undefined ? null : returnIn(from),
  });
  if (second === undefined) {
    const instructed = instructedIn(part, amount) ?? whole.instructed;
    return [{ ...whole, instructed, charges: chargesIn(part) ?? whole.charges, ...described(part, direction) }];
  }
  const movements = parts.map((each, index): Movement => {
    const way = firstAt(each, 'CdtDbtInd');
    const direct = way === undefined ? direction : directionOf(way);
    const paid = partAmount(each, amount.currency);
    return {
      ...dates,
      ...described(each, direct),
      at: `${number}.${index + 1}`,
      direction: direct,
      amount: paid,
      instructed: instructedIn(each, paid),
      charges: chargesIn(each),
    };
  });
  return partsOf(entry, whole, movements);
};

/** `AcctSvcrRef` is the bank's, `PmtInfId` that of the order in which a batch was sent. */
const ENTRY_REFS = ['NtryRef', 'AcctSvcrRef', 'NtryDtls/Btch/PmtInfId'];

const TRANSACTION_REFS = ['Refs/EndToEndId', 'Refs/InstrId', 'Refs/TxId', 'Refs/AcctSvcrRef', 'Refs/PmtInfId'];

/** Banks write this where the payer gave no id. */
const NONE = new Set(['NOTPROVIDED', 'NONREF']);

const refsIn = (element: CamtElement, paths: readonly string[]): readonly string[] =>
  [...new Set(paths.flatMap((path) => allAt(element, path).map(({ node }) => node.text)))].filter(
    (text) => text !== '' && !NONE.has(text),
  );

/** The other side: who was paid, or who paid. */
const partyIn = (element: CamtElement, direction: 'debit' | 'credit'): string | null => {
  const side = direction === 'debit' ? 'Cdtr' : 'Dbtr';
  const names = [side, `Ultmt${side}`].flatMap((who) => [`RltdPties/${who}/Nm`, `RltdPties/${who}/Pty/Nm`]);
  return textAt(element, ...names);
};

const textIn = (element: CamtElement): string | null => {
  const lines = [...allAt(element, 'RmtInf/Ustrd'), ...allAt(element, 'RmtInf/Strd/CdtrRefInf/Ref')];
  const text = lines.map(({ node }) => node.text).filter((line) => line !== '');
  return text.length === 0 ? textAt(element, 'AddtlTxInf') : text.join(' ');
};

/** What the bank says that it charged: its total, or what it lists. In 001.02 each charge stands by itself. */
const chargesIn = (element: CamtElement): Money | null => {
  const total = firstAt(element, 'Chrgs/TtlChrgsAndTaxAmt');
  if (total !== undefined) return amountOf(total);
  const listed = [...allAt(element, 'Chrgs/Rcrd'), ...allAt(element, 'Chrgs')].flatMap((charge) => {
    const amount = firstAt(charge, 'Amt');
    return amount === undefined || textAt(charge, 'CdtDbtInd') === 'CRDT' ? [] : [amountOf(amount)];
  });
  const [first] = listed;
  if (first === undefined) return null;
  return listed.every(({ currency }) => currency === first.currency) ? sum(first.currency, listed) : null;
};

/** What the account was charged for a part: where it was sent in another currency, what the bank took for it. @throws CamtTrouble */
const partAmount = (part: CamtElement, currency: CurrencyCode): Money => {
  const found = ['Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/CntrValAmt/Amt', 'AmtDtls/InstdAmt/Amt'].flatMap((path) =>
    allAt(part, path).map(amountOf),
  );
  const own = found.find((each) => each.currency === currency);
  if (own !== undefined) return own;
  return trouble(part.at, found.length === 0 ? 'Amt is missing' : `it is not in ${currency}, as its entry is`);
};

/** What was told to be sent, where it is in another currency. @throws CamtTrouble */
const instructedIn = (element: CamtElement, { currency }: Money): Money | null =>
  ['AmtDtls/InstdAmt/Amt', 'AmtDtls/TxAmt/Amt', 'Amt']
    .flatMap((path) => allAt(element, path).map(amountOf))
    .find((each) => each.currency !== currency) ?? null;

/** Why it came back: the code, and what the bank adds. */
const returnIn = (element: CamtElement): string =>
  [textAt(element, 'RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry'), textAt(element, 'RtrInf/AddtlInf')]
    .flatMap((said) => said ?? [])
    .join(', ');
