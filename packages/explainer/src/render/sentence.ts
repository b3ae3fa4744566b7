import type { NodeJson, ValueJson } from '@commission-ledger/calculation';
import type { Noun } from './counted.ts';

/** An operation that has no sentence of its own. */
export type Formula = Readonly<{ op: string; args: readonly ValueJson[]; value: ValueJson }>;

/** What a number is that is held against a limit; empty where that is plain. */
export type Position =
  | ''
  | 'counted'
  | 'running-total'
  | 'payment'
  | 'deal'
  | 'quantity'
  | `${'months' | 'days'}-since-${'first-payment' | 'win' | 'lead'}`;

/** How a node rounds. */
export type RoundingMode = Extract<NodeJson, { kind: 'round' }>['mode'];

/** What may be put into a hole of each kind; of a title its English and, where there is one, its Russian; of a partner its id, for which its name is said where it is known. */
type Kinds = Readonly<
  Record<'money' | 'rate', ValueJson> &
    Record<'text' | 'partner' | 'date' | 'window' | 'field', string> &
    Record<Noun, number> & {
      mode: RoundingMode;
      position: Position;
      formula: Formula;
      list: readonly ValueJson[];
      title: readonly string[];
    }
>;

/** The holes of a template, by name: `{amount:money}` takes an amount. */
export type HolesOf<T extends string> = T extends `${string}{${infer Name}:${infer Kind}}${infer Rest}`
  ? Readonly<Record<Name, Kind extends keyof Kinds ? Kinds[Kind] : never>> & HolesOf<Rest>
  : unknown;

/** A sentence in each language. Both have the same holes, so they say the same numbers: anything else does not compile. */
export const sentence = <const En extends string, const Ru extends string>(
  en: En,
  ru: HolesOf<En> extends HolesOf<Ru> ? (HolesOf<Ru> extends HolesOf<En> ? Ru : never) : never,
): Readonly<{ en: En; ru: string }> => ({ en, ru });
