import { FRAME_VERSION, type Frame } from './frame.ts';
import { isHarmless, objectionToJson, objectionToText } from './jsonLimits.ts';
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
  const harm = isHarmless(body) ? undefined : objectionToJson(parsed);
  return harm ?? (isFrame(parsed) ? parsed : objectionToFields(parsed));
};

/** The first of the fields that name an event which differs between where it stands and what its frame says. */
export const misplaced = (frame: Frame, at: Placed): Misplaced | undefined => {
  const { stream, revision, id, type } = frame;
  if (stream === at.stream && revision === at.revision && id === at.id && type === at.type) return undefined;
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

const HASH = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const RECORDED = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTextOrNull: Check = (value) => value === null || typeof value === 'string';
const isWholeFrom = (least: number, value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= least;
const isHash: Check = (value) => typeof value === 'string' && value.length === 64 && HASH.test(value);

/** What each field of a frame may be. */
const FIELDS: Readonly<Record<keyof Frame, Check>> = {
  v: (value) => value === FRAME_VERSION,
  stream: isText,
  revision: (value) => isWholeFrom(0, value),
  id: (value) => typeof value === 'string' && UUID.test(value),
  type: isText,
  schema: (value) => isWholeFrom(1, value),
  recordedAt: (value) => typeof value === 'string' && RECORDED.test(value),
  actor: isText,
  correlation: isTextOrNull,
  causation: isTextOrNull,
  commandKey: isText,
  commandHash: isHash,
  data: isObject,
  prev: (value) => value === null || isHash(value),
};
const tests = Object.entries(FIELDS);

const malformedField = (fields: JsonFields): string | undefined =>
  tests.find(([field, allows]) => !allows(fields[field]))?.[0];

const extraField = (fields: JsonFields): string | undefined =>
  Object.keys(fields).find((name) => !Object.hasOwn(FIELDS, name));

const countOf = (fields: JsonFields): number => {
  let count = 0;
  for (const _ in fields) count += 1;
  return count;
};

/** The first event of a stream has nothing before it, and only that one. */
const isLinked = (fields: JsonFields): boolean => (fields['revision'] === 0) === (fields['prev'] === null);

/** Each field by its name: nearly all frames pass, and to go through a table would take several times as long. */
const isFrame = (fields: JsonFields): fields is Frame =>
  FIELDS.v(fields['v']) &&
  FIELDS.stream(fields['stream']) &&
  FIELDS.revision(fields['revision']) &&
  FIELDS.id(fields['id']) &&
  FIELDS.type(fields['type']) &&
  FIELDS.schema(fields['schema']) &&
  FIELDS.recordedAt(fields['recordedAt']) &&
  FIELDS.actor(fields['actor']) &&
  FIELDS.correlation(fields['correlation']) &&
  FIELDS.causation(fields['causation']) &&
  FIELDS.commandKey(fields['commandKey']) &&
  FIELDS.commandHash(fields['commandHash']) &&
  FIELDS.data(fields['data']) &&
  FIELDS.prev(fields['prev']) &&
  countOf(fields) === tests.length &&
  isLinked(fields);

/** What keeps fields from being a frame. */
const objectionToFields = (fields: JsonFields): string => {
  const malformed = malformedField(fields);
  if (malformed !== undefined) return `it is not a frame: /${malformed} is missing or malformed`;
  const extra = extraField(fields);
  if (extra !== undefined) return `it is not a frame: /${printable(extra)} is not a field of frame ${FRAME_VERSION}`;
  return 'it is not a frame: /prev is null in the first event of a stream and only there';
};
