import type { StoredEvent } from '@commission-ledger/event-store';
import { describeExplanationProblem, verifyExplanation } from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import { type EventLine, jsonOf, type PackSource, storedFrom } from './packSource.ts';

/** Meets the events of a pack, then asks them whether its proofs hold. */
export type ProofCheck = Readonly<{
  meet: (line: EventLine) => void;
  findings: () => Promise<readonly PackFinding[]>;
}>;

/**
 * That every proof of a pack holds against its events, and proves what its name says. The events of the streams that the
 * proofs cite are held, which they need to be asked again.
 */
export const proofCheck = async (pack: PackSource, { files }: ReadManifest): Promise<ProofCheck> => {
  const proofs = new Map<string, unknown>();
  for (const { path } of files) if (path.startsWith('proofs/')) proofs.set(path, await jsonOf(pack, path));
  const streams = new Set<string>();
  for (const proof of proofs.values()) collectStreams(proof, streams);
  const cited = new Map<string, StoredEvent>();
  return {
    meet: (line) => {
      const { frame } = line;
      if (typeof frame === 'string' || !streams.has(frame.stream)) return;
      cited.set(`${frame.stream}/${frame.revision}`, storedFrom(line));
    },
    findings: async () => {
      const findings: PackFinding[] = [];
      for (const [path, proof] of proofs) {
        const held = await verifyExplanation(proof, (stream, revision) =>
          Promise.resolve(cited.get(`${stream}/${revision}`)),
        );
        if (E.isRight(held) && path === `proofs/${held.right.explanation.subject}.json`) continue;
        const [problem] = E.isLeft(held) ? held.left : [];
        const says = problem === undefined ? 'It proves another amount.' : describeExplanationProblem(problem);
        findings.push(packFinding('not-proved', path, says));
      }
      return findings;
    },
  };
};

const collectStreams = (value: unknown, streams: Set<string>): void => {
  if (typeof value !== 'object' || value === null) return;
  if ('stream' in value && typeof value.stream === 'string') streams.add(value.stream);
  for (const inner of Object.values(value)) collectStreams(inner, streams);
};
