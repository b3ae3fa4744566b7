import { proofCheck } from './proofCheck.ts';
import { statementCheck } from './statementCheck.ts';
import type { ReadManifest } from './manifestCodec.ts';
import type { PackFinding } from './packFinding.ts';
import { eventLines, type PackSource } from './packSource.ts';

/** That statements and proofs follow from the events of the pack, which are read once for both. */
export const checkDocuments = async (pack: PackSource, manifest: ReadManifest): Promise<readonly PackFinding[]> => {
  const statements = statementCheck(manifest);
  const proofs = await proofCheck(pack, manifest);
  for await (const line of eventLines(pack)) {
    statements.meet(line);
    proofs.meet(line);
  }
  return [...(await statements.findings(pack)), ...(await proofs.findings())];
};
