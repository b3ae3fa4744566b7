import { canonicalJson } from '@commission-ledger/events';
import type { Change } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const EventAtCodec = t.strict({ stream: t.string, revision: t.Int });

/** Amounts and shares stay as they are written; the ledger reads them. */
const amount = t.strict({ amount: t.string, currency: t.string });
const share = t.union([t.string, t.strict({ num: t.string, den: t.string })]);

const supposed = { deal: t.string, payment: t.string, amount, on: t.string };

const ChangesCodec = t.readonlyArray(
  t.union([
    t.strict({ _tag: t.literal('amount'), deal: t.string, amount }),
    t.strict({ _tag: t.literal('payment'), deal: t.string, payment: t.string, amount }),
    t.strict({ _tag: t.literal('happened'), event: EventAtCodec, occurredAt: t.string }),
    t.strict({
      _tag: t.literal('credited'),
      deal: t.string,
      attribution: t.readonlyArray(t.strict({ partner: t.string, share })),
    }),
    t.strict({ _tag: t.literal('attributes'), deal: t.string, attributes: t.record(t.string, t.string) }),
    t.strict({ _tag: t.literal('without'), event: EventAtCodec }),
    t.strict({ ...supposed, _tag: t.literal('refunded') }),
    t.strict({ ...supposed, _tag: t.literal('paid') }),
  ]),
);

/** Changes as the text that stands in an answer. */
export const changesAsText = (changes: readonly Change[]): string => canonicalJson({ changes });

/** Changes out of that text; nothing where it is none. */
export const changesFromText = (text: string): readonly Change[] | undefined => {
  const read: unknown = parsed(text);
  const decoded = t.strict({ changes: ChangesCodec }).decode(read);
  return E.isRight(decoded) ? decoded.right.changes : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
