import { LocalDateCodec } from '@commission-ledger/calendar';
import { CurrencyCodeJson, ExactJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { PlainText, happened } from './vocabulary.ts';

/** How many units of `to` one unit of `from` was worth on a day, and who says so. The first told for a day stands. */
export const FxRateRecorded = t.readonly(
  t.type({
    from: CurrencyCodeJson,
    to: CurrencyCodeJson,
    rate: ExactJson,
    date: LocalDateCodec,
    source: PlainText,
    ...happened,
  }),
);
