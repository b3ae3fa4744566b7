import type { DocumentStore } from './documentStore.ts';
import { type AnyProjection, storedName } from './projection.ts';

/**
 * Clears the documents of earlier versions of these projections, and of rebuilds of those. Leaves a projection alone
 * whose present version has no documents yet. Answers the names that are gone.
 */
export const retireVersions = async (
  documents: DocumentStore,
  projections: readonly AnyProjection[],
): Promise<readonly string[]> => {
  const names = [...(await documents.checkpoints()).keys()];
  const retired = projections
    .filter((projection) => names.includes(storedName(projection)))
    .flatMap(({ name, version }) => names.filter((stored) => isEarlier(stored, name, version)));
  for (const name of retired) await documents.clear(name);
  return retired;
};

const isEarlier = (stored: string, name: string, version: number): boolean => {
  const found = /^(.+)@(\d+)(?:\+rebuild(?:\/\d+of\d+)?)?$/.exec(stored);
  return found?.[1] === name && Number(found[2]) < version;
};
