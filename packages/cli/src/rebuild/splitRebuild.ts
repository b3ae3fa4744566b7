import type { AnyProjection } from '@commission-ledger/projections';

/** What one process does of a rebuild: some projections whole, or one share of one of them by key. */
export type RebuildPart = Readonly<{
  /** Their names, without versions. */
  projections: readonly string[];
  share?: Readonly<{ index: number; of: number }>;
}>;

/**
 * Divides a rebuild among processes. Each reads the history once, so projections are dealt out whole while there are
 * enough of them; only when there are fewer than processes are they split by key.
 */
export const splitRebuild = (projections: readonly AnyProjection[], workers: number): readonly RebuildPart[] => {
  const names = projections.map(({ name }) => name);
  const of = Math.max(1, Math.floor(workers / names.length));
  if (of === 1) {
    const parts = Array.from({ length: Math.min(workers, names.length) }, (_, part) => ({
      projections: names.filter((_name, index) => index % workers === part),
    }));
    return parts;
  }
  return names.flatMap((name) =>
    Array.from({ length: of }, (_, index) => ({ projections: [name], share: { index, of } })),
  );
};
