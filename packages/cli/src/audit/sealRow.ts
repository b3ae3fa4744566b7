import type { RecordedSeal } from '@commission-ledger/seals';

/** A seal as JSON. */
export const sealRow = (recorded: RecordedSeal) => {
  const { position: _, ...seal } = recorded;
  return { schema: 'seal/1', ...seal } as const;
};
