import { type AccountRef, type Frame, accountOfStream } from '@commission-ledger/events';

/** From when to when something happened in an account or was recorded of it. */
export type Active = Readonly<{ from: string; to: string }>;

/** Notes the accounts of a pack, and when anything was going on in them. */
export type ActiveAccounts = Readonly<{
  meet: (frame: Frame) => void;
  /** By the names of their streams. */
  found: () => readonly Readonly<{ account: AccountRef; active: Active }>[];
}>;

/** None met yet. */
export const activeAccounts = (): ActiveAccounts => {
  const byStream = new Map<string, { account: AccountRef; from: string; to: string }>();
  return {
    meet: ({ stream, recordedAt, data }) => {
      const known = byStream.get(stream);
      const account = known?.account ?? accountOfStream(stream);
      if (account === undefined) return;
      const occurredAt = data['occurredAt'];
      const happened = typeof occurredAt === 'string' ? occurredAt : recordedAt;
      const [earlier, later] = happened < recordedAt ? [happened, recordedAt] : [recordedAt, happened];
      if (known === undefined) byStream.set(stream, { account, from: earlier, to: later });
      else {
        if (earlier < known.from) known.from = earlier;
        if (later > known.to) known.to = later;
      }
    },
    found: () =>
      [...byStream]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { account, from, to }]) => ({ account, active: { from, to } })),
  };
};
