import type { ImportedFact } from './hostFacts.ts';

/**
 * What the files of an export mean: which rows become which facts. Declarative JSON, kept beside the data.
 *
 * Sources are imported in the order listed, each sorted by `occurredAt`, then by its order in the file.
 */
export type Mapping = Readonly<{
  schema: 'import/1';
  /** The program that every fact with a `program` belongs to, unless its fields say otherwise. */
  program: string;
  /** The IANA time zone in which dates and times of the files are meant. */
  timeZone: string;
  sources: readonly Source[];
}>;

/** One file, and what its rows become. */
export type Source = Readonly<{
  /** What the summary calls it. */
  name: string;
  /** Relative to the data folder, inside it. */
  file: string;
  format: Format;
  /** Rules for the values of a column, by column; a column without rules is taken as it stands. */
  columns?: Readonly<Record<string, ColumnRules>>;
  /** The first rule that fits skips the row; the summary counts the rows by reason. */
  skip?: readonly SkipRule[];
  /** What a row becomes, in this order where they happened at the same time. */
  facts: readonly FactRule[];
  /** Sorted together with the source before it, as if both were one file, instead of after it. */
  merged?: true;
}>;

/** CSV as in RFC 4180 with a header, or one JSON object per line. Both are UTF-8. */
export type Format = Readonly<{ type: 'csv'; delimiter: ',' | ';' | '\t' | '|' }> | Readonly<{ type: 'ndjson' }>;

/** What happens to a value before anything else, in this order. */
export type ColumnRules = Readonly<{
  /** Drops spaces at both ends. */
  trim?: true;
  /** What stands here when the value is blank. */
  default?: string;
  /** Other spellings, and what they stand for. */
  aliases?: Readonly<Record<string, string>>;
  /** All values that may stand here; a row with another one is refused. Blank is always allowed here. */
  known?: readonly string[] | Readonly<{ file: string; column: string }>;
}>;

/** Rows that are not meant to be imported, and why. */
export type SkipRule = Readonly<{ when: Condition; reason: string }>;

/** A test of a row, on values after the rules of their columns. */
export type Condition =
  | Readonly<{ column: string; blank: boolean }>
  | Readonly<{ column: string; equals: string }>
  | Readonly<{ column: string; in: readonly string[] }>
  | Readonly<{ all: readonly Condition[] }>
  | Readonly<{ any: readonly Condition[] }>
  | Readonly<{ not: Condition }>;

/** A fact that a row becomes. */
export type FactRule = Readonly<{
  fact: ImportedFact;
  /** Without it, every row becomes the fact. */
  when?: Condition;
  occurredAt: OccurredAt;
  /** The fields of the fact by name, without `occurredAt`. */
  fields: Readonly<Record<string, Template>>;
}>;

/**
 * When it happened in the business. `format` is `iso` (date, time and offset), or a date as date-fns writes it
 * (`M/d/yyyy`, `yyyy-MM-dd`), with ` HH:mm` or ` HH:mm:ss` behind it if the column has the time too. A date alone
 * means the start of the day in the mapping's time zone. `at` is the same moment for every row.
 */
export type OccurredAt =
  | Readonly<{ column: string; format: string; clockChange?: 'earlier' | 'later' }>
  | Readonly<{ at: string }>;

/**
 * A value of a fact: literal text, an expression over the row, or objects and lists of these. An object is an
 * expression when one of `column`, `id`, `slug`, `date` and `amount` in it is text.
 */
export type Template =
  | string
  | number
  | boolean
  | Expression
  | readonly Template[]
  | Readonly<{ [field: string]: Template }>;

/** A value made from columns. Blank is refused, unless the expression is `optional`: then the field is left out. */
export type Expression =
  /** The value itself, with an optional text before it. */
  | Readonly<{ column: string; prefix?: string; optional?: true }>
  /** An id for a key of another system; the original is kept in the fact where it differs. */
  | Readonly<{ id: string; optional?: true }>
  /** An id made from a name. */
  | Readonly<{ slug: string; optional?: true }>
  /** A local date; `format` as in {@link OccurredAt}. */
  | Readonly<{ date: string; format: string; optional?: true }>
  /** An amount of money, with the marks it is written with, if it is more than digits and a point. */
  | Readonly<{
      amount: string;
      /** ISO 4217, or the column that has it. */
      currency: string | Readonly<{ column: string }>;
      thousands?: ',' | '.' | ' ' | "'";
      decimal?: ',';
      optional?: true;
    }>;
