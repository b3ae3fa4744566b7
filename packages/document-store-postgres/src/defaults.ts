/** The options, unless said otherwise; their meaning stands with the options. */
export const defaults = { schema: 'commission_ledger', timeoutMs: 30_000 } as const;
