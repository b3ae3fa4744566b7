import type { DocumentStore } from '../documentStore.ts';
import { partners } from '../models/partners.ts';
import { programs } from '../models/programs.ts';
import { readDocuments } from '../readDocuments.ts';

/** What things are called; an id without a name stands for itself. */
export type Names = Readonly<{ programName: (program: string) => string; partnerName: (partner: string) => string }>;

/** The names of the programs and partners that rows speak of. */
export const namesFor = async (
  documents: DocumentStore,
  rows: readonly Readonly<{ program: string; partner: string }>[],
): Promise<Names> => {
  const named = async (projection: typeof programs | typeof partners, ids: readonly string[]) => {
    const keys = [...new Set(ids)];
    const found = await readDocuments<Readonly<{ name: string }>>(documents, projection, keys);
    return new Map(keys.map((key, index) => [key, found[index]?.name ?? key]));
  };
  const programNames = await named(
    programs,
    rows.map(({ program }) => program),
  );
  const partnerNames = await named(
    partners,
    rows.map(({ partner }) => partner),
  );
  return {
    programName: (program) => programNames.get(program) ?? program,
    partnerName: (partner) => partnerNames.get(partner) ?? partner,
  };
};
