import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The verifier, as it is put into packs. */
const VERIFIER = join(import.meta.dirname, '..', '..', 'verifier', 'verify-evidence.mjs');

/** What the verifier printed with `--json`, and how it ended. */
export type Verified = Readonly<{
  code: number;
  verdict: string;
  findings: readonly Finding[];
  notProved: readonly string[];
}>;

/** A finding: a file, a place in it, a problem. */
export type Finding = Readonly<{ file: string; place: string | null; problem: string }>;

/** Runs the verifier as an auditor does: a process of its own. */
export const ran = (args: readonly string[]): Promise<Readonly<{ code: number; out: string; err: string }>> =>
  new Promise((resolve) => {
    execFile(process.execPath, [VERIFIER, ...args], { maxBuffer: 1 << 26 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

/** Writes files into a new folder, and removes it afterwards. */
export const inFolder = async <Value>(
  files: ReadonlyMap<string, Buffer>,
  use: (folder: string) => Promise<Value>,
): Promise<Value> => {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** What the verifier says of files. */
export const verified = (files: ReadonlyMap<string, Buffer>, args: readonly string[] = []): Promise<Verified> =>
  inFolder(files, async (folder) => {
    const { code, out, err } = await ran([folder, '--json', ...args]);
    if (out === '') throw new Error(err);
    const said: Omit<Verified, 'code'> = JSON.parse(out);
    return { code, ...said };
  });

/** Writes a note, or keys, beside the pack and not into it, and removes it afterwards. */
export const noteBeside = <Value>(note: string, use: (file: string) => Promise<Value>): Promise<Value> =>
  inFolder(new Map([['kept.txt', Buffer.from(note)]]), (folder) => use(join(folder, 'kept.txt')));

/** The source of the verifier, up to where it reads its arguments. */
const verifierSource = (): string => {
  const source = readFileSync(VERIFIER, 'utf8');
  const end = source.indexOf('// ---- What is said');
  if (end < 0) throw new Error('The verifier is not as it was.');
  return source.slice(0, end);
};

type Check = (folder: string, keys: readonly string[], notes: readonly string[], hash?: string) => Promise<Outcome>;
/** What was found, and by which calls of `wrong`, counted from the top of the file. */
export type Outcome = Readonly<{ findings: readonly Finding[]; sites: readonly number[] }>;

/** How many calls of `wrong` the verifier has. */
export const siteCount = (): number => [...verifierSource().matchAll(/\bwrong\(/g)].length;

/** The line of a call of `wrong`. */
export const wrongAt = (site: number): string => {
  const source = verifierSource();
  const at = [...source.matchAll(/\bwrong\(/g)][site]?.index ?? 0;
  return source.slice(source.lastIndexOf('\n', at) + 1, source.indexOf('\n', at)).trim();
};

/** The verifier without one of its calls of `wrong`, in this process. */
export const verifierWithout = async (removed?: number): Promise<Check> => {
  let site = -1;
  const body = verifierSource().replaceAll(/\bwrong\(/g, () => {
    site += 1;
    return site === removed ? 'void (' : `wrongAt(${site})(`;
  });
  const source = `${body}
const sites = new Set();
const wrongAt = (site) => (...what) => { sites.add(site); wrong(...what); };
export const check = async (at, keys, notes, hash) => {
  folder = at;
  sites.clear();
  findings.length = 0;
  await verified(keys, notes, hash);
  return { findings: [...findings], sites: [...sites] };
};`;
  const { check }: Readonly<{ check: Check }> = await moduleOf(source);
  return check;
};

/** An item as `samples.json` has it. */
type Item = Readonly<{ amount: string; currency: string; id: string; revision: number; stream: string }>;
type How = Readonly<{ method: string; seed: string; size: number }>;
type Drawn = (how: How, items: readonly Item[]) => readonly Item[];

/** How the verifier draws samples; or how it would if a text in it, which it must have, were another. */
export const verifierDrawing = async (from = '', to = ''): Promise<Drawn> => {
  const source = verifierSource();
  if (!source.includes(from)) throw new Error(`The verifier has no ${from}.`);
  const { drawn }: Readonly<{ drawn: Drawn }> = await moduleOf(`${source.replace(from, to)}\nexport { drawn };`);
  return drawn;
};

const moduleOf = (source: string) => import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`);
