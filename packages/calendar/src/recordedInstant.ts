import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { instant } from './instant.ts';

interface RecordedInstantBrand {
  readonly RecordedInstant: unique symbol;
}

/** When the ledger recorded something, in UTC: `2026-11-21T23:53:54.123456Z`. Sorts as text. */
export type RecordedInstant = string & RecordedInstantBrand;

/**
 * The time to record next: the clock, unless it stood still or went back since `last`; then one microsecond after
 * `last`. Times recorded are therefore strictly increasing, whatever the clock does.
 *
 * @param clockMs milliseconds after 1970, with microseconds in the fraction if the clock has them.
 * @throws RangeError when the clock is outside 1900-2999: it is broken, and would hold up the ledger for ever.
 */
export const nextRecordedAt = (clockMs: number, last: RecordedInstant | undefined): RecordedInstant => {
  const ms = Math.floor(clockMs);
  const now = written(ms, Math.min(999, Math.floor((clockMs - ms) * 1000)));
  return last === undefined || now > last ? now : oneMicrosecondAfter(last);
};

const oneMicrosecondAfter = (last: RecordedInstant): RecordedInstant => {
  const ms = Date.parse(`${last.slice(0, 23)}Z`);
  const microseconds = Number(last.slice(23, 26));
  return microseconds === 999 ? written(ms + 1, 0) : written(ms, microseconds + 1);
};

const written = (ms: number, microseconds: number): RecordedInstant => {
  const text = `${new Date(ms).toISOString().slice(0, -1)}${String(microseconds).padStart(3, '0')}Z`;
  if (!isRecordedInstant(text)) throw new RangeError('The clock is outside 1900-2999.');
  return text;
};

const isRecordedInstant = (input: unknown): input is RecordedInstant =>
  typeof input === 'string' && /^[^.]{19}\.\d{6}Z$/.test(input) && E.isRight(instant(input));

/** {@link RecordedInstant} at a boundary: exactly the written form, nothing is converted. */
export const RecordedInstantCodec: t.Type<RecordedInstant, string> = new t.Type<RecordedInstant, string>(
  'RecordedInstant',
  isRecordedInstant,
  (input, context) => (isRecordedInstant(input) ? t.success(input) : t.failure(input, context)),
  String,
);
