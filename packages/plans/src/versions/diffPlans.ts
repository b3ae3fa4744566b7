import canonicalize from 'canonicalize';
import type { LocalizedText, PlanDocument } from '../document/planDocument.ts';

/**
 * One difference between two versions of a plan. It covers everything at its `path` and below, and no other change
 * does. Values are as they stand in the documents. Show it with `describePlanChange`.
 */
export type PlanChange = Readonly<{
  change: 'added' | 'removed' | 'changed' | 'reordered';
  /** JSON Pointer; rules, counters and fees are named by id: `/rules/tiers/pay/marginal/bands/0/rate`. */
  path: string;
  /** The clause it is about, as the newer version has it. */
  clause?: Readonly<{ clause: string; title: LocalizedText }>;
  /** Where it stands, for people: fields from the outside to the inside, without those of the rule itself. */
  place: readonly PlaceName[];
  /** What was there; for `reordered` the ids in their order. */
  from?: unknown;
  /** What is there now. */
  to?: unknown;
  currency: string;
}>;

/** A field, the item of a list (`item` counts from 1), or a band with the band before it, which says where it begins. */
export type PlaceName =
  | Readonly<{ field: string }>
  | Readonly<{ field: string; id: string }>
  | Readonly<{ field: string; item: number }>
  | Readonly<{ band: Json; before: Json }>;

type Json = Readonly<Record<string, unknown>>;

/**
 * What is different in `b`, in the order of `b`: rules, counters and fees are matched by id, whatever has a name by
 * name, bands and other lists by position. Equal documents have no differences.
 * @param a the older document, and @param b the newer one; both without problems
 */
export const diffPlans = (a: PlanDocument, b: PlanDocument): readonly PlanChange[] =>
  differences(a, b, { path: '', field: '', place: [], currency: b.currency });

type At = Readonly<{ path: string; field: string }> & Pick<PlanChange, 'place' | 'clause' | 'currency'>;

const differences = (a: unknown, b: unknown, at: At): readonly PlanChange[] => {
  if (a === undefined || b === undefined) {
    if (a === b) return [];
    return [a === undefined ? { ...named('added', at), to: b } : { ...named('removed', at), from: a }];
  }
  if (canonicalize(a) === canonicalize(b)) return [];
  if (Array.isArray(a) && Array.isArray(b)) return ofLists(a, b, at);
  if (isRecord(a) && isRecord(b) && isSameForm(a, b, at.field)) return ofRecords(a, b, at);
  return [{ ...named('changed', at), from: a, to: b }];
};

const named = (change: PlanChange['change'], { path, place, clause, currency }: At): PlanChange => ({
  change,
  path,
  ...(clause === undefined ? {} : { clause }),
  place,
  currency,
});

const ofRecords = (a: Json, b: Json, at: At): readonly PlanChange[] =>
  [...new Set([...Object.keys(b), ...Object.keys(a)])].flatMap((field) =>
    differences(own(a, field), own(b, field), {
      ...at,
      path: `${at.path}${segment(field)}`,
      field,
      place: dictionaries.has(at.field)
        ? [...at.place.slice(0, -1), { field: at.field, id: field }]
        : [...at.place, { field }],
    }),
  );

const ofLists = (a: readonly unknown[], b: readonly unknown[], at: At): readonly PlanChange[] => {
  if (matchedById.has(at.field)) return ofIds(a.filter(isRecord), b.filter(isRecord), at);
  if (![...a, ...b].every(isRecord) || matchedWhole.has(at.field)) return [{ ...named('changed', at), from: a, to: b }];
  return Array.from({ length: Math.max(a.length, b.length) }).flatMap((_item, index) =>
    differences(a[index], b[index], {
      ...at,
      path: `${at.path}/${index}`,
      field: '',
      place: [...at.place.slice(0, -1), placeOfItem(a, b, index, at.field)],
    }),
  );
};

const placeOfItem = (a: readonly unknown[], b: readonly unknown[], index: number, field: string): PlaceName => {
  const [from, list] = a[index] === undefined ? [b[index], b] : [a[index], a];
  const before = list[index - 1];
  if (field !== 'bands' || !isRecord(from)) return { field, item: index + 1 };
  return { band: from, before: isRecord(before) ? before : {} };
};

const ofIds = (a: readonly Json[], b: readonly Json[], at: At): readonly PlanChange[] => {
  const [before, after] = [byId(a), byId(b)];
  const common = (ids: ReadonlyMap<string, Json>, others: ReadonlyMap<string, Json>): readonly string[] =>
    [...ids.keys()].filter((id) => others.has(id));
  const [from, to] = [common(before, after), common(after, before)];
  const order: readonly PlanChange[] = from.join(' ') === to.join(' ') ? [] : [{ ...named('reordered', at), from, to }];
  return [...new Set([...after.keys(), ...before.keys()])]
    .flatMap((id) => {
      const [old, now] = [before.get(id), after.get(id)];
      return differences(old, now, itemAt(id, now ?? old ?? {}, at));
    })
    .concat(order);
};

const itemAt = (id: string, item: Json, at: At): At => {
  const path = `${at.path}${segment(id)}`;
  const { clause, title } = item;
  return typeof clause === 'string' && isRecord(title) && typeof title['en'] === 'string'
    ? { ...at, path, field: '', place: [], clause: { clause, title: titleOf(title['en'], title['ru']) } }
    : { ...at, path, field: '', place: [...at.place.slice(0, -1), { field: at.field, id }] };
};

const titleOf = (en: string, ru: unknown): LocalizedText => (typeof ru === 'string' ? { en, ru } : { en });

const byId = (items: readonly Json[]): ReadonlyMap<string, Json> =>
  new Map(items.map((item) => [typeof item['id'] === 'string' ? item['id'] : '', item]));

const matchedById: ReadonlySet<string> = new Set(['rules', 'counters', 'fees']);

/** Records whose keys are names that the plan gave. */
const dictionaries: ReadonlySet<string> = new Set([
  'attributes',
  'measures',
  'parameters',
  'counters',
  'amounts',
  'quantities',
  'expect',
]);

/** Whether the keys of this field are names, not words of the language. */
export const isDictionary = (field: string): boolean => dictionaries.has(field);

/** Conditions in a list have no place of their own: which comes first says nothing. */
const matchedWhole: ReadonlySet<string> = new Set(['all', 'any']);

/** Fields whose value is one number or one choice, however it is written. */
const single: ReadonlySet<string> = new Set([
  'upTo',
  'below',
  'rate',
  'each',
  'flat',
  'spread',
  'at',
  'atLeast',
  'lessThan',
  'fixed',
  'share',
  'recovery',
  'when',
  'where',
  'measure',
  'per',
  'by',
  'cutOff',
  'not',
]);

/** Whether two records are of one form, so that their fields can be compared; otherwise one replaced the other. */
const isSameForm = (a: Json, b: Json, field: string): boolean =>
  !single.has(field) && (dictionaries.has(field) || Object.keys(a).some((key) => Object.hasOwn(b, key)));

const own = (record: Json, field: string): unknown => (Object.hasOwn(record, field) ? record[field] : undefined);

const segment = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const isRecord = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json);
