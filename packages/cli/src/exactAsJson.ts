import { type Exact, type Money, exactToJson, format } from '@commission-ledger/money';

/** Figures for programs: quotients exactly, as `"0.25"` or `{"num":"1","den":"3"}`; amounts as decimal strings. */
export const exactAsJson = (value: unknown): unknown => {
  if (isExact(value)) return exactToJson(value);
  if (isMoney(value)) return format(value);
  if (Array.isArray(value)) return value.map(exactAsJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]: [string, unknown]) => [key, exactAsJson(each)]));
};

const isExact = (value: unknown): value is Exact =>
  typeof value === 'object' && value !== null && 'num' in value && 'den' in value && typeof value.num === 'object';

const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'minor' in value;
