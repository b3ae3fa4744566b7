import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import { jsonOf, type PackSource } from './packSource.ts';

/**
 * That the manifest names every file that such a pack has, and no other. Which plans and seals belong in it, the events
 * tell.
 */
export const checkContents = async (
  pack: PackSource,
  { files, scope, ipe }: ReadManifest,
): Promise<readonly PackFinding[]> => {
  const proofs = ipe.parameters.samples.what === 'deals' ? [] : await proofsIn(pack);
  const needed = new Set([...ALWAYS, ...(scope.kind === 'whole' ? [] : OF_A_PART), ...proofs]);
  const named = files.map(({ path }) => path);
  const there = new Set(named);
  const missing = [...needed].filter((path) => !there.has(path));
  const unknown = named.filter((path) => !needed.has(path) && !MAY_BE.test(path));
  const twice = named.filter((path) => !there.delete(path));
  return [
    ...missing.map((path) =>
      packFinding('file-missing', path, 'A pack has this file, and the manifest does not name it.'),
    ),
    ...unknown.map((path) => packFinding('file-added', path, 'A file of this name does not belong in a pack.')),
    ...twice.map((path) => packFinding('file-added', path, 'The manifest names this file twice.')),
  ];
};

const ALWAYS = ['README.md', 'verify-evidence.mjs', 'events.ndjson', 'keys.json', 'population.json', 'samples.json'];

const OF_A_PART = ['leaves.txt', 'heads.ndjson'];

/** Plans, seals, statements of months, personal data when asked for, and folders of the caller's own. */
const MAY_BE =
  /^(?:(?:plans|seals)\/[^/]+|statements\/[^/]+\/\d{4}-\d\d\.json|personal\.ndjson|(?!(?:plans|seals|statements|proofs)\/)[^/]+\/.+)$/;

const Samples = t.type({ items: t.readonlyArray(t.type({ id: t.string })) });

/** A sample that does not follow from the events is found elsewhere. */
const proofsIn = async (pack: PackSource): Promise<readonly string[]> => {
  const samples = Samples.decode(await jsonOf(pack, 'samples.json'));
  return E.isLeft(samples) ? [] : samples.right.items.map(({ id }) => `proofs/${id}.json`);
};
