import { createHash } from 'node:crypto';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import type { PackSource } from './packSource.ts';

/** That the pack has the files of its manifest, byte for byte, and no others. */
export const checkFiles = async (pack: PackSource, { files }: ReadManifest): Promise<readonly PackFinding[]> => {
  const findings: PackFinding[] = [];
  const there = new Set(await pack.list());
  for (const { path, bytes, sha256 } of files) {
    if (!there.delete(path)) {
      findings.push(packFinding('file-missing', path, 'The manifest names this file, and it is not here.'));
      continue;
    }
    const found = await digestOf(pack, path);
    if (found.bytes !== bytes || found.sha256 !== sha256)
      findings.push(
        packFinding(
          'file-changed',
          path,
          `The file has ${found.bytes} bytes and the SHA-256 ${found.sha256}; the manifest says ${bytes} and ${sha256}.`,
        ),
      );
  }
  there.delete('manifest.json');
  for (const path of [...there].toSorted())
    findings.push(packFinding('file-added', path, 'The manifest does not name this file.'));
  return findings;
};

/** The length of a file and SHA-256 of its bytes. */
export const digestOf = async (
  pack: PackSource,
  path: string,
): Promise<Readonly<{ bytes: number; sha256: string }>> => {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of pack.read(path)) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: digest.digest('hex') };
};
