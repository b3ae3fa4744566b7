import type { DocumentStore } from './documentStore.ts';
import type { KeyShare } from './keyShare.ts';

/** What is added to the name of a projection while it is rebuilt: `balances@4+rebuild`, a share `balances@4+rebuild/0of2`. */
export const rebuildSuffix = (share?: KeyShare): string =>
  share === undefined ? '+rebuild' : `+rebuild/${share.index}of${share.of}`;

/** The documents as whoever rebuilds them sees them: those beside, under the names of those that readers see. */
export const documentsBeside = (documents: DocumentStore, share?: KeyShare): DocumentStore => {
  const suffix = rebuildSuffix(share);
  const beside = (projection: string): string => `${projection}${suffix}`;
  return {
    read: (projection, key) => documents.read(beside(projection), key),
    readMany: (projection, keys) => documents.readMany(beside(projection), keys),
    list: (projection, options) => documents.list(beside(projection), options),
    checkpoint: (projection) => documents.checkpoint(beside(projection)),
    checkpoints: async () => {
      const all = [...(await documents.checkpoints())].filter(([name]) => name.endsWith(suffix));
      return new Map(all.map(([name, checkpoint]) => [name.slice(0, -suffix.length), checkpoint]));
    },
    commit: (batch) => documents.commit({ ...batch, projection: beside(batch.projection) }),
    replace: (projection, by) => documents.replace(beside(projection), by.map(beside)),
    clear: (projection) => documents.clear(beside(projection)),
  };
};
