import { jsonOf, type RecordedEvent } from '@commission-ledger/events';
import { MoneyJson, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { isAsTold } from './framing.ts';
import { withData } from './reframed.ts';

/** So many of the smallest units around what stands there are tried. */
const NEAR = 2000n;

/** Which amounts people tell. */
const FIELDS = ['amount', 'fee'] as const;

/**
 * The fact as it was told, where one of its amounts was changed since: the hash of the command says of each amount
 * whether it is the one. Amounts near it are tried, and those with one digit otherwise; `undefined` where none is it.
 */
export const asToldBefore = (event: RecordedEvent): RecordedEvent | undefined => {
  const json = jsonOf(event);
  for (const field of FIELDS) {
    const read = MoneyJson.decode(json[field]);
    if (E.isLeft(read)) continue;
    for (const minor of candidates(read.right)) {
      const told = { ...json, [field]: toJson({ ...read.right, minor }) };
      if (isAsTold(event, told)) return withData(event, told);
    }
  }
  return undefined;
};

function* candidates({ minor }: Money): Generator<bigint, void, undefined> {
  for (let by = 1n; by <= NEAR; by += 1n) {
    yield minor + by;
    yield minor - by;
  }
  yield -minor;
  const digits = `${minor < 0n ? -minor : minor}`;
  for (let place = 0; place < digits.length; place += 1)
    for (const digit of '0123456789') {
      const other = BigInt(digits.slice(0, place) + digit + digits.slice(place + 1));
      yield minor < 0n ? -other : other;
    }
}
