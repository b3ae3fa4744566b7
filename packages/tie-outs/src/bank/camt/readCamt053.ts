import { currency as currencyOf, type CurrencyCode, type Money, negate } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { BankStatement } from '../bankStatement.ts';
import type { StatementFailure } from '../statementFailure.ts';
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
import { movementsOf } from './camtEntry.ts';
import { xmlNode } from './xmlNode.ts';
import { xmlText } from './xmlText.ts';

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(?:0[2-9]|1[0-3])$/;

/**
 * Reads the statements of a camt.053.001.02 to .13 (ISO 20022), each of one account. Amounts are text from the file to the
 * cent. What is booked counts, what is pending does not.
 *
 * @param xml the bytes of the file, in the encoding that it declares; or its text
 * @returns on the left what is wrong with the file: it is read whole or not at all.
 */
export const readCamt053 = (xml: string | Uint8Array): E.Either<StatementFailure, readonly BankStatement[]> => {
  const text = typeof xml === 'string' ? E.right(xml) : xmlText(xml);
  if (E.isLeft(text)) return text;
  const root = xmlNode(text.right);
  if (E.isLeft(root)) return root;
  const { name, namespace } = root.right;
  if (name !== 'Document' || !NAMESPACE.test(namespace)) return E.left({ _tag: 'NotCamt053', found: namespace });
  try {
    const statements = allAt({ node: root.right, at: '' }, 'BkToCstmrStmt/Stmt').map(statementOf);
    return statements.length === 0 ? E.left({ _tag: 'EmptyStatement' }) : E.right(statements);
  } catch (error) {
    if (error instanceof CamtTrouble) return E.left(error.failure);
    throw error;
  }
};

const statementOf = (statement: CamtElement): BankStatement => {
  const opening = balanceOf(statement, 'OPBD') ?? balanceOf(statement, 'PRCD');
  const closing = balanceOf(statement, 'CLBD');
  const movements = allAt(statement, 'Ntry').flatMap((entry, index) => movementsOf(entry, index + 1));
  const currency = currencyIn(statement, opening ?? closing ?? movements[0]?.amount);
  const other = movements.find(({ amount }) => amount.currency !== currency);
  if (other !== undefined) return trouble(statement.at, `entry ${other.at} is not in ${currency}, as the account is`);
  const days = movements.map(({ booked }) => booked).toSorted();
  const isDated = firstAt(statement, 'FrToDt') !== undefined;
  const [first, last] = [days[0], days.at(-1)];
  if (!isDated && (first === undefined || last === undefined))
    return trouble(statement.at, 'it has neither a period nor an entry');
  return {
    account: textAt(statement, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id'),
    currency,
    from: isDated || first === undefined ? dayIn(statement, 'FrToDt/FrDtTm') : first,
    until: isDated || last === undefined ? dayIn(statement, 'FrToDt/ToDtTm') : last,
    opening,
    closing,
    movements,
  };
};

const currencyIn = (statement: CamtElement, known: Money | undefined): CurrencyCode => {
  const said = textAt(statement, 'Acct/Ccy');
  if (said === null) return known?.currency ?? trouble(statement.at, 'Acct/Ccy is missing');
  const read = currencyOf(said);
  return E.isRight(read) ? read.right : trouble(`${statement.at}/Acct/Ccy`, 'it is no currency');
};

/** The balance of a kind; of several the last, as a statement of several pages has them. */
const balanceOf = (statement: CamtElement, code: string): Money | null => {
  const found = allAt(statement, 'Bal').findLast((balance) => textAt(balance, 'Tp/CdOrPrtry/Cd') === code);
  if (found === undefined) return null;
  const amount = amountOf(needed(found, 'Amt'));
  return directionOf(needed(found, 'CdtDbtInd')) === 'debit' ? negate(amount) : amount;
};
