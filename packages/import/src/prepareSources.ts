import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { timeZone } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import { type KnownValues, loadKnownValues } from './facts/knownValues.ts';
import { FileTrouble, reading } from './fileTrouble.ts';
import type { Format, Mapping, Source } from './mapping/mapping.ts';
import type { PreparedSource } from './readSource.ts';

/** Finds every file that the mapping names, so that nothing is imported when one is missing. */
export const prepareSources = async (mapping: Mapping, input: string): Promise<readonly PreparedSource[]> => {
  const zone = timeZone(mapping.timeZone);
  if (E.isLeft(zone)) throw new Error('The mapping was not checked.');
  const isFolder = await reading(input, async () => (await stat(input)).isDirectory());
  if (!isFolder && mapping.sources.length > 1) {
    const problem = `it is one file, but the mapping has ${mapping.sources.length} sources; name the folder with all of them`;
    throw new FileTrouble({ _tag: 'UnreadableFile', file: input, problem });
  }
  const folder = isFolder ? input : path.dirname(input);
  const prepared: PreparedSource[] = [];
  for (const [index, source] of mapping.sources.entries()) {
    const file = isFolder ? path.join(folder, source.file) : input;
    await reading(file, () => access(file, constants.R_OK));
    const known = await knownValuesOf(source, mapping.sources, folder);
    prepared.push({ source, index, path: file, known, program: mapping.program, zone: zone.right });
  }
  return prepared;
};

const knownValuesOf = async (
  source: Source,
  sources: Mapping['sources'],
  folder: string,
): Promise<ReadonlyMap<string, KnownValues>> => {
  const values = new Map<string, KnownValues>();
  for (const [column, { known, trim }] of Object.entries(source.columns ?? {})) {
    if (known === undefined) continue;
    const format = 'file' in known ? formatOfList(known.file, source, sources) : source.format;
    const file = 'file' in known ? path.join(folder, known.file) : folder;
    values.set(column, await reading(file, () => loadKnownValues(known, folder, format, trim === true)));
  }
  return values;
};

/** A list that is a source too has its format; any other is CSV, with the delimiter of the file that it is a list for. */
const formatOfList = (file: string, { format }: Source, sources: Mapping['sources']): Format => {
  const same = sources.find((other) => path.normalize(other.file) === path.normalize(file));
  return same?.format ?? (format.type === 'csv' ? format : { type: 'csv', delimiter: ',' });
};
