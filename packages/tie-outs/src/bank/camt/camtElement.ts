import { type LocalDate, localDate } from '@commission-ledger/calendar';
import { describeAmountRefusal, isNegative, type Money, money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { StatementFailure } from '../statementFailure.ts';
import type { XmlNode } from './xmlNode.ts';

/** Carries a failure out of the reading of a statement, to where the reader answers. */
export class CamtTrouble extends Error {
  override readonly name = 'CamtTrouble';
  readonly failure: StatementFailure;

  constructor(failure: StatementFailure) {
    super(failure._tag);
    this.failure = failure;
  }
}

/** An element, and the way to it, for whoever has to look at the file. */
export type CamtElement = Readonly<{ node: XmlNode; at: string }>;

/** All elements at the end of a path such as `NtryDtls/TxDtls`, in their order. */
export const allAt = (element: CamtElement, path: string): readonly CamtElement[] =>
  path.split('/').reduce<readonly CamtElement[]>(
    (found, name) =>
      found.flatMap(({ node, at }) => {
        const named = node.children.filter((child) => child.name === name);
        return named.map((child, index) => ({
          node: child,
          at: `${at === '' ? '' : `${at}/`}${name}${named.length > 1 ? `[${index + 1}]` : ''}`,
        }));
      }),
    [element],
  );

/** The first element at the end of the first path that has one. */
export const firstAt = (element: CamtElement, ...paths: readonly string[]): CamtElement | undefined =>
  paths.flatMap((path) => allAt(element, path))[0];

/** Its text; `null` where there is none. */
export const textAt = (element: CamtElement, ...paths: readonly string[]): string | null =>
  paths.flatMap((path) => allAt(element, path)).find(({ node }) => node.text !== '')?.node.text ?? null;

/** Ends the reading. */
export const trouble = (at: string, problem: string): never => {
  throw new CamtTrouble({ _tag: 'BadCamtElement', at, problem });
};

/** An element that has to be there. @throws CamtTrouble */
export const needed = (element: CamtElement, ...paths: readonly string[]): CamtElement =>
  firstAt(element, ...paths) ?? trouble(element.at, `${paths.join(' or ')} is missing`);

/** An amount, as text from first to last; ISO 20022 allows more zeros than the currency has decimals. @throws CamtTrouble */
export const amountOf = ({ node, at }: CamtElement): Money => {
  const written = node.text.includes('.') ? node.text.replace(/0{1,32}$/, '').replace(/\.$/, '') : node.text;
  const read = money(written, node.attributes.get('Ccy') ?? '');
  if (E.isLeft(read)) return trouble(at, describeAmountRefusal(read.left));
  return isNegative(read.right) ? trouble(at, 'it is below zero; CdtDbtInd says which way') : read.right;
};

/** Which way: `DBIT` or `CRDT`. @throws CamtTrouble */
export const directionOf = ({ node, at }: CamtElement): 'debit' | 'credit' => {
  if (node.text === 'DBIT') return 'debit';
  return node.text === 'CRDT' ? 'credit' : trouble(at, `'${node.text.slice(0, 20)}' is neither DBIT nor CRDT`);
};

/** A date, or the day of a date with time as the bank writes it. @throws CamtTrouble */
export const dayIn = (element: CamtElement, ...paths: readonly string[]): LocalDate => {
  const found = needed(element, ...paths.flatMap((path) => [`${path}/Dt`, `${path}/DtTm`]), ...paths.filter(isTime));
  const read = localDate(found.node.text.slice(0, 10));
  return E.isRight(read) ? read.right : trouble(found.at, `'${found.node.text.slice(0, 40)}' is no date`);
};

const isTime = (path: string): boolean => path.endsWith('DtTm');
