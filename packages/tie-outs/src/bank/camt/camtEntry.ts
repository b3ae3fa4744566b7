import { equals, format, type Money, sum, toJson } from '@commission-ledger/money';
import type { Movement } from '../bankStatement.ts';
import {
  allAt,
  amountOf,
  type CamtElement,
  CamtTrouble,
  dayIn,
  directionOf,
  firstAt,
  needed,
  textAt,
  trouble,
} from './camtElement.ts';

/**
 * The movements of an entry: one, or one for each part of a batch. What is not booked yet is none.
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
  const own = refsIn(entry, ['NtryRef', 'AcctSvcrRef']);
  const parts = allAt(entry, 'NtryDtls/TxDtls');
  const [part, second] = parts;
  const whole = { at: `${number}`, direction, amount, ...dates };
  if (part === undefined) {
    const text = textAt(entry, 'AddtlNtryInf');
    return [{ ...whole, charges: chargesIn(entry), references: own, text, party: null }];
  }
  const described = (from: CamtElement, way: 'debit' | 'credit') => ({
    references: [...refsIn(from, TRANSACTION_REFS), ...own],
    text: textIn(from),
    party: partyIn(from, way),
  });
  if (second === undefined)
    return [{ ...whole, charges: chargesIn(part) ?? chargesIn(entry), ...described(part, direction) }];
  const movements = parts.map((each, index) => {
    const way = firstAt(each, 'CdtDbtInd');
    const direct = way === undefined ? direction : directionOf(way);
    const paid = amountOf(needed(each, 'Amt', 'AmtDtls/TxAmt/Amt'));
    if (paid.currency !== amount.currency) return trouble(each.at, `it is not in ${amount.currency}, as its entry is`);
    const at = `${number}.${index + 1}`;
    return { at, direction: direct, amount: paid, ...dates, charges: chargesIn(each), ...described(each, direct) };
  });
  checkSum(entry, { direction, amount }, movements);
  return movements;
};

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
  return textAt(element, `RltdPties/${side}/Nm`, `RltdPties/${side}/Pty/Nm`);
};

const textIn = (element: CamtElement): string | null => {
  const lines = [...allAt(element, 'RmtInf/Ustrd'), ...allAt(element, 'RmtInf/Strd/CdtrRefInf/Ref')];
  const text = lines.map(({ node }) => node.text).filter((line) => line !== '');
  return text.length === 0 ? null : text.join(' ');
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

/** A batch whose parts are not what was booked tells nothing of either. */
const checkSum = (
  { at }: CamtElement,
  entry: Pick<Movement, 'direction' | 'amount'>,
  parts: readonly Pick<Movement, 'direction' | 'amount'>[],
): void => {
  const { currency } = entry.amount;
  const change = parts.map(({ direction, amount }) =>
    direction === entry.direction ? amount : { ...amount, minor: -amount.minor },
  );
  const total = sum(currency, change);
  if (equals(total, entry.amount)) return;
  throw new CamtTrouble({
    _tag: 'EntryDoesNotAddUp',
    at,
    entry: `${toJson(entry.amount).amount} ${currency}`,
    details: `${format(total)} ${currency}`,
  });
};
