/** What was handed over: how many rows or bytes of it, and the SHA-256 of exactly that, in lowercase hex. */
export type HandedOver = Readonly<{ what: string; count: number; sha256: string | null }>;

/** That somebody asked for something, and what they were given. It is no event: reading changes nothing. */
export type AccessEntry = Readonly<{
  /** When, as the ledger writes instants. */
  at: string;
  /** Who asked, by the name under which they act. */
  actor: string;
  /** As what: `partner`, `manager`, `finance`, `command-line`. */
  role: string;
  /** What they may see at all, such as `program` and `partner`. */
  scope: Readonly<Record<string, string>>;
  /** The question, or the export: `balances`, `why`, `export`. */
  question: string;
  /** What it was about, where it was about one thing. */
  subject: string | null;
  /** What was asked, as JSON. */
  parameters: unknown;
  /** `answered`, or why not: `NotFound`. Of a command line `begun`, and then how it ended: `exit 0`. */
  outcome: string;
  handedOver: readonly HandedOver[];
}>;

/**
 * Keeps who read or exported what. `record` resolves when the entry is kept for good, and rejects when it is not: then
 * nothing may be handed over.
 */
export type AccessLog = Readonly<{ record: (entry: AccessEntry) => Promise<void> }>;
