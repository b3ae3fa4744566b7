import { createHash, sign } from 'node:crypto';
import { canonicalJson } from '@commission-ledger/events';
import { jsonIn, knownKey, linesIn } from '../evidence/evidenceWorld.ts';

export type Files = Map<string, Buffer>;
export type Json = Record<string, unknown>;
export type Frame = Json & { stream: string; revision: number; type: string; data: Json; prev: string | null };

/** What somebody did to a pack, and where it must be found: a file, and a text in the place or the problem. */
export type Tampering = Readonly<{
  what: string;
  pack: 'whole' | 'scoped' | 'accruals' | 'period';
  change: (files: Files) => void;
  found: readonly [file: string, where?: string];
  /** What the auditor holds it against, made of the pack as it was: a note, a verifier key, or the hash of the manifest. */
  given?: Readonly<{ note?: (files: Files) => string; key?: (files: Files) => string; manifest?: string }>;
}>;

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const put = (files: Files, path: string, text: string): void => void files.set(path, Buffer.from(text));
export const putJson = (files: Files, path: string, value: Json | readonly unknown[]): void =>
  put(files, path, `${canonicalJson(value)}${path.startsWith('plans/') ? '' : '\n'}`);
export const objectIn = (files: Files, path: string): Json => ({ ...(jsonIn(files, path) as Json) });

/** Replaces a text in a file, which must have it. */
export const replaced = (path: string, from: string | RegExp, to: string) => (files: Files) => {
  const name = [...files.keys()].find((each) => each.startsWith(path)) ?? path;
  const before = files.get(name)?.toString() ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${name} has no ${String(from)}.`);
  put(files, name, after);
  refit(files);
};

/** Changes fields of a JSON file. */
export const edited =
  (path: string, change: (value: Json) => Json, from = 0) =>
  (files: Files) => {
    const name = [...files.keys()].filter((each) => each.startsWith(path))[from] ?? path;
    putJson(files, name, change(objectIn(files, name)));
    refit(files);
  };

/** Makes the list of files in the manifest fit. */
export const refit = (files: Files): void => {
  const manifest = objectIn(files, 'manifest.json');
  const listed = [...files].filter(([path]) => path !== 'manifest.json');
  const entries = listed.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  putJson(files, 'manifest.json', { ...manifest, files: entries });
};

export const manifestEdited = (change: (manifest: Json) => Json) => (files: Files) =>
  putJson(files, 'manifest.json', { ...objectIn(files, 'manifest.json'), ...change(objectIn(files, 'manifest.json')) });

export const framesIn = (files: Files): Frame[] =>
  linesIn(files, 'events.ndjson').map((line): Frame => JSON.parse(line));

/** Writes other events, linked anew, and everything that is counted from them. */
export const rewritten = (files: Files, frames: readonly Frame[]): void => {
  const heads = new Map<string, string>();
  const lines = frames.map((frame) => {
    const line = canonicalJson({ ...frame, prev: heads.get(frame.stream) ?? null });
    heads.set(frame.stream, sha256(line));
    return line;
  });
  putLines(files, lines);
};

export const putLines = (files: Files, lines: readonly string[]): void => {
  put(files, 'events.ndjson', lines.map((line) => `${line}\n`).join(''));
  const streams = new Map<string, Readonly<{ head: string; length: number }>>();
  const types: Record<string, number> = {};
  for (const line of lines) {
    const { stream, revision, type }: Frame = JSON.parse(line);
    streams.set(stream, { head: sha256(line), length: revision + 1 });
    types[type] = (types[type] ?? 0) + 1;
  }
  const ends = [...streams].map(([stream, end]) => ({ ...end, stream }));
  const counts = { events: lines.length, streams: ends.length, byType: types };
  const manifest = objectIn(files, 'manifest.json');
  const { known, scope } = manifest as { known: Json; scope: Json };
  const size = scope['kind'] === 'whole' ? lines.length : known['size'];
  putJson(files, 'manifest.json', { ...manifest, counts, known: { ...known, size } });
  putJson(files, 'population.json', { ...objectIn(files, 'population.json'), streams: ends, types });
  refit(files);
};

export const withFrames = (change: (frames: Frame[]) => readonly Frame[]) => (files: Files) =>
  rewritten(files, change(framesIn(files)));
export const withLines = (change: (lines: string[]) => readonly string[]) => (files: Files) =>
  putLines(files, change([...linesIn(files, 'events.ndjson')]));

export const changedAt = (
  frames: readonly Frame[],
  at: number,
  change: (frame: Frame) => Partial<Frame>,
): readonly Frame[] => frames.map((frame, index) => (index === at ? { ...frame, ...change(frame) } : frame));
export const lastOf = (frames: readonly Frame[], type: string): number =>
  frames.findLastIndex((each) => each.type === type);
export const firstOf = (frames: readonly Frame[], type: string): number =>
  frames.findIndex((each) => each.type === type);

/** Two neighbours of different streams, neither of which begins there, that nothing else is counted from. */
export const swap = (lines: readonly string[]): readonly string[] => {
  const at = lines.findIndex((line, index) => {
    const [one, two]: readonly (Frame | undefined)[] = [line, lines[index + 1]].map((each) =>
      each === undefined ? undefined : JSON.parse(each),
    );
    return one !== undefined && two !== undefined && one.stream !== two.stream && one.revision > 0 && two.revision > 0;
  });
  return lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
};

/** A note of the pack that says something else, signed by a key under the name and id of the old one. */
export const signedAgain = (note: string, from: RegExp, to: string, key = knownKey): string => {
  const [text = '', signature = ''] = note.split('\n\n');
  const [dash = '', name = '', encoded = ''] = signature.trim().split(' ');
  const signed = `${text}\n`.replace(from, to);
  const id = Buffer.from(encoded, 'base64').subarray(0, 4);
  const bytes = Buffer.concat([id, sign(null, Buffer.from(signed), key)]).toString('base64');
  return `${signed}\n${dash} ${name} ${bytes}\n`;
};

export const noteIn = (files: Files): string =>
  files.get(String(objectIn(files, 'manifest.json')['seal']))?.toString() ?? '';
export const oldestNote = (files: Files): string =>
  files.get([...files.keys()].find((path) => path.startsWith('seals/')) ?? '')?.toString() ?? '';
export const keyIn = (files: Files): string => String((jsonIn(files, 'keys.json') as readonly unknown[])[0]);
export const unchanged = (): void => undefined;

/** The seals and all that speaks of them are gone. */
export const withoutSeals = (files: Files): void => {
  for (const path of files.keys()) if (path.startsWith('seals/')) files.delete(path);
  putJson(files, 'manifest.json', { ...objectIn(files, 'manifest.json'), seal: null });
  putJson(files, 'keys.json', []);
  if (files.has('heads.ndjson')) put(files, 'heads.ndjson', '');
  rewritten(
    files,
    framesIn(files).filter(({ type }) => type !== 'LedgerSealed'),
  );
};

/** The newest seal says something else, is signed again with the same key, and its event says so too. */
export const resealed = (from: RegExp, to: string, data: Json) => (files: Files) => {
  const frames = framesIn(files);
  const at = lastOf(frames, 'LedgerSealed');
  const note = signedAgain(String(frames[at]?.data['note']), from, to);
  const size = Number(note.split('\n')[1]);
  files.delete(`seals/${String(frames[at]?.data['size'])}.txt`);
  put(files, `seals/${size}.txt`, note);
  putJson(files, 'manifest.json', { ...objectIn(files, 'manifest.json'), seal: `seals/${size}.txt` });
  const sealed = changedAt(frames, at, (frame) => ({ data: { ...frame.data, ...data, note } }));
  rewritten(files, sealed);
};

export type Proof = Json & { root: string; nodes: Record<string, Json> };
/** A node of a proof says something else, under the id that it has then. */
export const proofNode = (choose: (node: Json) => boolean, change: (node: Json) => Json) => (files: Files) => {
  const path = [...files.keys()]
    .filter((each) => each.startsWith('proofs/'))
    .find((each) => Object.values((jsonIn(files, each) as Proof).nodes).some(choose));
  const proof = jsonIn(files, path ?? '') as Proof;
  const [old = '', node = {}] = Object.entries(proof.nodes).find(([, each]) => choose(each)) ?? [];
  const text = canonicalJson({ ...proof, nodes: { ...proof.nodes, [old]: change(node) } });
  put(files, path ?? '', `${renamed(text, old)}\n`);
  refit(files);
};

/** Gives every node that was changed its id, and those that name it theirs. */
const renamed = (text: string, changed: string): string => {
  const proof: Proof = JSON.parse(text);
  const node = proof.nodes[changed];
  const id = sha256(canonicalJson(node ?? {})).slice(0, 16);
  if (id === changed) return canonicalJson(proof);
  const next = text.replaceAll(changed, id);
  const after: Proof = JSON.parse(next);
  const wrong = Object.entries(after.nodes).find(([each, value]) => sha256(canonicalJson(value)).slice(0, 16) !== each);
  return wrong === undefined ? canonicalJson(after) : renamed(canonicalJson(after), wrong[0]);
};

export const isFactOf = (name: string) => (node: Json) => node['kind'] === 'fact' && node['name'] === name;
export type Statement = Json & {
  lines: readonly (Json & { amount: Json; at: string })[];
  opening: Json;
  closed: Json | null;
};
export const statements = (files: Files): readonly string[] =>
  [...files.keys()].filter((each) => each.startsWith('statements/'));
export const statementWhere =
  (choose: (statement: Statement) => boolean, change: (statement: Statement) => Json) => (files: Files) => {
    const path = statements(files).find((each) => choose(jsonIn(files, each) as Statement)) ?? '';
    putJson(files, path, change(jsonIn(files, path) as Statement));
    refit(files);
  };
/** The statement with this opening and these lines, and everything that is worked out from them; in euros. */
export const restated = (statement: Statement, opening: bigint, kept: Statement['lines']): Statement => {
  let owed = opening;
  const sums = new Map<string, Readonly<{ kind: unknown; amount: Json; lines: number }>>();
  const lines = kept.map((line) => {
    owed += centsOf(line.amount);
    const kind = String(line['kind']);
    const before = sums.get(kind) ?? { amount: euros(0n), lines: 0 };
    const amount = euros(centsOf(before.amount) + centsOf(line.amount));
    sums.set(kind, { kind, amount, lines: before.lines + 1 });
    return { ...line, balance: euros(owed) };
  });
  const told = kept.map((line) => ({ id: line['id'], kind: line['kind'], amount: line.amount }));
  const hash = sha256(canonicalJson(told));
  const figures = { opening: euros(opening), closing: euros(owed), count: lines.length, hash };
  return { ...statement, ...figures, lines, sums: [...sums.values()] };
};
export const centsOf = ({ amount }: Json): bigint => BigInt(String(amount).replace('.', ''));
const euros = (cents: bigint): Json => {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return { amount: `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'EUR' };
};
export const hasLines = ({ lines }: Statement): boolean => lines.length > 1;
