import { Attribution, Attributes, type RecordedEvent } from '@commission-ledger/events';
import { MoneyJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { inputProblems } from '../execution/inputProblems.ts';
import type { LedgerFailure } from '../failure.ts';
import type { Change } from './change.ts';

/** The fact as it is supposed to have been, and the paths that are supposed; nothing where the change is not about it. */
export type AlteredFact =
  | E.Either<LedgerFailure, Readonly<{ event: RecordedEvent; paths: readonly string[] }>>
  | undefined;

type Altering = Extract<Change, { _tag: 'amount' | 'payment' | 'credited' | 'attributes' }>;

/** What a change makes of a fact. */
export const alteredFact = (event: RecordedEvent, change: Altering): AlteredFact => {
  if (change._tag === 'payment') {
    if (event.type !== 'PaymentReceived' || !isOf(event, change) || event.data.payment !== change.payment)
      return undefined;
    return altered(MoneyJson.decode(change.amount), '/amount', (amount) => ({
      event: { ...event, data: { ...event.data, amount } },
      paths: ['/amount'],
    }));
  }
  if ((event.type !== 'DealWon' && event.type !== 'DealAmended') || !isOf(event, change)) return undefined;
  switch (change._tag) {
    case 'amount':
      if (event.data.amount === undefined) return undefined;
      return altered(MoneyJson.decode(change.amount), '/amount', (amount) => told(event, { amount }, ['/amount']));
    case 'credited':
      if (event.data.attribution === undefined) return undefined;
      return altered(Attribution.decode(change.attribution), '/attribution', (attribution) =>
        told(event, { attribution }, ['/attribution']),
      );
    case 'attributes': {
      const { attributes: before } = event.data;
      if (before === undefined) return undefined;
      return altered(Attributes.decode({ ...before, ...change.attributes }), '/attributes', (attributes) =>
        told(event, { attributes }, Object.keys(change.attributes).map(pathOfAttribute)),
      );
    }
  }
};

const isOf = ({ data }: RecordedEvent<'DealWon' | 'DealAmended' | 'PaymentReceived'>, { deal }: Altering): boolean =>
  data.deal === deal;

type Terms = Partial<Pick<RecordedEvent<'DealWon'>['data'], 'amount' | 'attribution' | 'attributes'>>;

const told = (event: RecordedEvent<'DealWon' | 'DealAmended'>, terms: Terms, paths: readonly string[]) => ({
  event:
    event.type === 'DealWon'
      ? { ...event, data: { ...event.data, ...terms } }
      : { ...event, data: { ...event.data, ...terms } },
  paths,
});

const altered = <Value, Altered>(
  decoded: t.Validation<Value>,
  path: string,
  make: (value: Value) => Altered,
): E.Either<LedgerFailure, Altered> =>
  E.isRight(decoded)
    ? E.right(make(decoded.right))
    : E.left({
        _tag: 'InvalidInput',
        problems: inputProblems(decoded.left).map((problem) => ({ ...problem, path: `${path}${problem.path}` })),
      });

/** A name as one token of a JSON Pointer (RFC 6901). */
const pathOfAttribute = (name: string): string => `/attributes/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
