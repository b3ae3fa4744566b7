import type { Locale } from '@commission-ledger/locale';
import type { Explanation } from '../document/explanation.ts';
import type { Reply } from '../document/reply.ts';

/** Makes text of a document, and of nothing but the document: a host may bring its own. */
export type Renderer = (document: Explanation | Reply, options?: RenderOptions) => string;

/** How to show an answer; everything has a default. */
export type RenderOptions = Readonly<{
  /** `en` unless said. */
  locale?: Locale;
  /** What a partner is called; the id stands where there is no name. */
  names?: (partner: string) => string | undefined;
  /**
   * 0: the answer in a sentence. 1: and its lines. 2: and how each was calculated, or what stands below it. 3: and the
   * conditions, dates and records behind it. By default 3 for a single entry and for a row on its own, else 2.
   */
  depth?: 0 | 1 | 2 | 3;
  /** Shows every line; otherwise the largest and the sum of the others. */
  all?: boolean;
  /** Shows the row or step with this number and everything below it, on its own; see `noSuchRow`. */
  open?: string;
  /** The attributes of a deal that say what it is about; `product` unless said. */
  attributes?: readonly string[];
  /** Terminal only: characters to a row, 100 unless said, 40 at least. */
  width?: number;
  /** Terminal only: draws with ASCII characters. */
  ascii?: boolean;
}>;

/** The options with their defaults. */
export type RenderSettings = Required<Omit<RenderOptions, 'open'>> & Pick<RenderOptions, 'open'>;

/** Fills in the defaults for a document. */
export const settingsFor = (document: Explanation | Reply, options: RenderOptions = {}): RenderSettings => ({
  locale: 'en',
  names: () => undefined,
  depth: options.open !== undefined || isEntry(document) ? 3 : 2,
  attributes: ['product'],
  ascii: false,
  ...options,
  all: options.all === true || options.open !== undefined,
  width: Math.max(40, options.width ?? 100),
});

const isEntry = (document: Explanation | Reply): boolean =>
  document.schema === 'explain/1' && document.about.kind !== 'payout';
