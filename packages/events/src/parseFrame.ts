import { FRAME_VERSION, type Frame } from './frame.ts';
import { objectionToJson, objectionToText } from './jsonLimits.ts';
import { printable } from './printable.ts';

/** Parses a frame's text; a string is what is wrong with it. Whether it stands where it belongs is {@link misplaced}. */
export const parseFrame = (body: string): Frame | string => {
  const objection = objectionToText(body);
  if (objection !== undefined) return objection;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return 'it is not JSON';
  }
  if (!isObject(parsed)) return 'it is not a JSON object';
  return objectionToJson(parsed) ?? (isFrame(parsed) ? parsed : objectionToFields(parsed));
};

/** The first of the fields that name an event which differs between where it stands and what its frame says. */
export const misplaced = (frame: Frame, at: Placed): Misplaced | undefined => {
  for (const field of PLACE) {
    if (frame[field] !== at[field])
      return { _tag: 'FrameMisplaced', field, stored: printable(at[field]), framed: printable(frame[field]) };
  }
  return undefined;
};

/** What a store says about an event without looking into its frame. */
export type Placed = Readonly<{ stream: string; revision: number; id: string; type: string }>;

/** The frame says that it stands elsewhere, or is another event. */
export type Misplaced = Readonly<{ _tag: 'FrameMisplaced'; field: string; stored: string; framed: string }>;

const PLACE = ['stream', 'revision', 'id', 'type'] as const;

type JsonFields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isWholeFrom =
  (least: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && Number(value) >= least;
const matches =
  (grammar: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && grammar.test(value);

const HASH = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const RECORDED = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

/** What each field of a frame may be. */
const FIELDS: Readonly<Record<keyof Frame, (value: unknown) => boolean>> = {
  v: (value) => value === FRAME_VERSION,
  stream: isText,
  revision: isWholeFrom(0),
  id: matches(UUID),
  type: isText,
  schema: isWholeFrom(1),
  recordedAt: matches(RECORDED),
  actor: isText,
  correlation: isTextOrNull,
  causation: isTextOrNull,
  commandKey: isText,
  commandHash: matches(HASH),
  data: isObject,
  prev: (value) => value === null || (typeof value === 'string' && HASH.test(value)),
};
const tests = Object.entries(FIELDS);

const malformedField = (fields: JsonFields): string | undefined =>
  tests.find(([field, allows]) => !allows(fields[field]))?.[0];

const extraField = (fields: JsonFields): string | undefined => {
  const names = Object.keys(fields);
  return names.length > tests.length ? names.find((name) => !Object.hasOwn(FIELDS, name)) : undefined;
};

/** The first event of a stream has nothing before it, and only that one. */
const isLinked = (fields: JsonFields): boolean => (fields['revision'] === 0) === (fields['prev'] === null);

const isFrame = (fields: JsonFields): fields is Frame =>
  malformedField(fields) === undefined && extraField(fields) === undefined && isLinked(fields);

/** What keeps fields from being a frame. */
const objectionToFields = (fields: JsonFields): string => {
  const malformed = malformedField(fields);
  if (malformed !== undefined) return `it is not a frame: /${malformed} is missing or malformed`;
  const extra = extraField(fields);
  if (extra !== undefined) return `it is not a frame: /${printable(extra)} is not a field of frame ${FRAME_VERSION}`;
  return 'it is not a frame: /prev is null in the first event of a stream and only there';
};
