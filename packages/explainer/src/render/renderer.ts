import type { Locale } from '@commission-ledger/locale';
import type { Explanation } from '../explanation.ts';

/** Makes text of a document, and of nothing but the document: a host may bring its own. */
export type Renderer = (explanation: Explanation, options?: RenderOptions) => string;

/** How to show an explanation; everything has a default. */
export type RenderOptions = Readonly<{
  /** `en` unless said. */
  locale?: Locale;
  /** What a partner is called; the id stands where there is no name. */
  names?: (partner: string) => string | undefined;
  /**
   * 0: the answer in a sentence. 1: and its lines. 2: and how each was calculated. 3: and the conditions, dates and
   * records behind it. By default 2 for a payout, 3 for a single entry.
   */
  depth?: 0 | 1 | 2 | 3;
  /** Shows every line; otherwise the ten largest and the sum of the others. */
  all?: boolean;
  /** The attributes of a deal that say what it is about; `product` unless said. */
  attributes?: readonly string[];
  /** Terminal only: characters to a row, 100 unless said, 40 at least. */
  width?: number;
  /** Terminal only: draws with ASCII characters. */
  ascii?: boolean;
}>;

/** The options with their defaults. */
export type RenderSettings = Required<RenderOptions>;

/** Fills in the defaults for a document. */
export const settingsFor = ({ about }: Explanation, options: RenderOptions = {}): RenderSettings => ({
  locale: 'en',
  names: () => undefined,
  depth: about.kind === 'payout' ? 2 : 3,
  all: false,
  attributes: ['product'],
  ascii: false,
  ...options,
  width: Math.max(40, options.width ?? 100),
});
