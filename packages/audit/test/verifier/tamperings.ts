import { createHash, sign } from 'node:crypto';
import { canonicalJson } from '@commission-ledger/events';
import { jsonIn, knownKey, linesIn } from '../evidence/evidenceWorld.ts';

export type Files = Map<string, Buffer>;
type Json = Record<string, unknown>;
type Frame = Json & { stream: string; revision: number; type: string; data: Json; prev: string | null };

/** What somebody did to a pack, and where it must be found: a file, and a text in the place or the problem. */
export type Tampering = Readonly<{
  what: string;
  pack: 'whole' | 'scoped' | 'accruals';
  change: (files: Files) => void;
  found: readonly [file: string, where?: string];
  /** What the auditor holds it against, made of the pack as it was: a note, a verifier key, or the hash of the manifest. */
  given?: Readonly<{ note?: (files: Files) => string; key?: (files: Files) => string; manifest?: string }>;
}>;

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

const put = (files: Files, path: string, text: string): void => void files.set(path, Buffer.from(text));
const putJson = (files: Files, path: string, value: Json | readonly unknown[]): void =>
  put(files, path, `${canonicalJson(value)}${path.startsWith('plans/') ? '' : '\n'}`);
const objectIn = (files: Files, path: string): Json => ({ ...(jsonIn(files, path) as Json) });

/** Replaces a text in a file, which must have it. */
const replaced = (path: string, from: string | RegExp, to: string) => (files: Files) => {
  const name = [...files.keys()].find((each) => each.startsWith(path)) ?? path;
  const before = files.get(name)?.toString() ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${name} has no ${String(from)}.`);
  put(files, name, after);
  refit(files);
};

/** Changes fields of a JSON file. */
const edited =
  (path: string, change: (value: Json) => Json, from = 0) =>
  (files: Files) => {
    const name = [...files.keys()].filter((each) => each.startsWith(path))[from] ?? path;
    putJson(files, name, change(objectIn(files, name)));
    refit(files);
  };

/** Makes the list of files in the manifest fit. */
const refit = (files: Files): void => {
  const manifest = objectIn(files, 'manifest.json');
  const listed = [...files].filter(([path]) => path !== 'manifest.json');
  const entries = listed.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  putJson(files, 'manifest.json', { ...manifest, files: entries });
};

const manifestEdited = (change: (manifest: Json) => Json) => (files: Files) =>
  putJson(files, 'manifest.json', { ...objectIn(files, 'manifest.json'), ...change(objectIn(files, 'manifest.json')) });

const framesIn = (files: Files): Frame[] => linesIn(files, 'events.ndjson').map((line): Frame => JSON.parse(line));

/** Writes other events, linked anew, and everything that is counted from them. */
const rewritten = (files: Files, frames: readonly Frame[]): void => {
  const heads = new Map<string, string>();
  const lines = frames.map((frame) => {
    const line = canonicalJson({ ...frame, prev: heads.get(frame.stream) ?? null });
    heads.set(frame.stream, sha256(line));
    return line;
  });
  putLines(files, lines);
};

const putLines = (files: Files, lines: readonly string[]): void => {
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

const withFrames = (change: (frames: Frame[]) => readonly Frame[]) => (files: Files) =>
  rewritten(files, change(framesIn(files)));
const withLines = (change: (lines: string[]) => readonly string[]) => (files: Files) =>
  putLines(files, change([...linesIn(files, 'events.ndjson')]));

const changedAt = (frames: readonly Frame[], at: number, change: (frame: Frame) => Partial<Frame>): readonly Frame[] =>
  frames.map((frame, index) => (index === at ? { ...frame, ...change(frame) } : frame));
const lastOf = (frames: readonly Frame[], type: string): number => frames.findLastIndex((each) => each.type === type);
const firstOf = (frames: readonly Frame[], type: string): number => frames.findIndex((each) => each.type === type);

/** Two neighbours of different streams, neither of which begins there, that nothing else is counted from. */
const swap = (lines: readonly string[]): readonly string[] => {
  const at = lines.findIndex((line, index) => {
    const [one, two]: readonly (Frame | undefined)[] = [line, lines[index + 1]].map((each) =>
      each === undefined ? undefined : JSON.parse(each),
    );
    return one !== undefined && two !== undefined && one.stream !== two.stream && one.revision > 0 && two.revision > 0;
  });
  return lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
};

/** A note of the pack that says something else, signed by a key under the name and id of the old one. */
const signedAgain = (note: string, from: RegExp, to: string, key = knownKey): string => {
  const [text = '', signature = ''] = note.split('\n\n');
  const [dash = '', name = '', encoded = ''] = signature.trim().split(' ');
  const signed = `${text}\n`.replace(from, to);
  const id = Buffer.from(encoded, 'base64').subarray(0, 4);
  const bytes = Buffer.concat([id, sign(null, Buffer.from(signed), key)]).toString('base64');
  return `${signed}\n${dash} ${name} ${bytes}\n`;
};

const noteIn = (files: Files): string => files.get(String(objectIn(files, 'manifest.json')['seal']))?.toString() ?? '';
const keyIn = (files: Files): string => String((jsonIn(files, 'keys.json') as readonly unknown[])[0]);
const unchanged = (): void => undefined;

/** The seals and all that speaks of them are gone. */
const withoutSeals = (files: Files): void => {
  for (const path of files.keys()) if (path.startsWith('seals/')) files.delete(path);
  putJson(files, 'manifest.json', { ...objectIn(files, 'manifest.json'), seal: null });
  putJson(files, 'keys.json', []);
  putJson(files, 'heads.json', []);
  rewritten(
    files,
    framesIn(files).filter(({ type }) => type !== 'LedgerSealed'),
  );
};

/** The newest seal says something else, is signed again with the same key, and its event says so too. */
const resealed = (from: RegExp, to: string, data: Json) => (files: Files) => {
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

type Proof = Json & { root: string; nodes: Record<string, Json> };
/** A node of a proof says something else, under the id that it has then. */
const proofNode = (choose: (node: Json) => boolean, change: (node: Json) => Json) => (files: Files) => {
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

const isFactOf = (name: string) => (node: Json) => node['kind'] === 'fact' && node['name'] === name;
type Statement = Json & { lines: readonly (Json & { amount: Json })[]; closed: Json | null };
const statements = (files: Files): readonly string[] =>
  [...files.keys()].filter((each) => each.startsWith('statements/'));
const statementWhere =
  (choose: (statement: Statement) => boolean, change: (statement: Statement) => Json) => (files: Files) => {
    const path = statements(files).find((each) => choose(jsonIn(files, each) as Statement)) ?? '';
    putJson(files, path, change(jsonIn(files, path) as Statement));
    refit(files);
  };
const hasLines = ({ lines }: Statement): boolean => lines.length > 1;

/**
 * What is done to the files, the events and the seals. One thing is done in each, and all that follows from it is made
 * to fit, as far as somebody without the key can.
 */
export const tamperedHistories: readonly Tampering[] = [
  // Files.
  {
    what: 'a byte of a file',
    pack: 'whole',
    found: ['README.md', 'SHA-256'],
    change: (files) => {
      const bytes = Buffer.from(files.get('README.md') ?? '');
      bytes[10] = 0x78;
      files.set('README.md', bytes);
    },
  },
  {
    what: 'a longer file',
    pack: 'whole',
    found: ['journal/all.journal', 'bytes'],
    change: (files) => put(files, 'journal/all.journal', '; nothing at all\n'),
  },
  {
    what: 'a file removed',
    pack: 'whole',
    found: ['README.md', 'not there'],
    change: (files) => void files.delete('README.md'),
  },
  {
    what: 'a file removed with its entry',
    pack: 'whole',
    found: ['README.md', 'should be'],
    change: (files) => {
      files.delete('README.md');
      refit(files);
    },
  },
  {
    what: 'a file that is not listed',
    pack: 'whole',
    found: ['journal/other.journal', 'not listed'],
    change: (files) => put(files, 'journal/other.journal', '; other\n'),
  },
  {
    what: 'a file of no kind',
    pack: 'whole',
    found: ['plans/other@1.json', 'belong'],
    change: (files) => {
      put(files, 'plans/other@1.json', '{}');
      refit(files);
    },
  },
  {
    what: 'a proof removed with its entry',
    pack: 'whole',
    found: ['proofs/', 'should be'],
    change: (files) => {
      files.delete([...files.keys()].find((each) => each.startsWith('proofs/')) ?? '');
      refit(files);
    },
  },
  {
    what: 'a proof of what was not sampled',
    pack: 'whole',
    found: ['proofs/other.json', 'belong'],
    change: (files) => {
      put(files, 'proofs/other.json', '{}\n');
      refit(files);
    },
  },
  {
    what: 'a file beside the others',
    pack: 'whole',
    found: ['approved.txt', 'belong'],
    change: (files) => {
      put(files, 'approved.txt', 'approved\n');
      refit(files);
    },
  },
  {
    what: 'the hashes of a part removed with their entry',
    pack: 'scoped',
    found: ['events.ndjson', 'leaves.txt'],
    change: (files) => {
      files.delete('leaves.txt');
      refit(files);
    },
  },
  {
    what: 'a file listed twice',
    pack: 'whole',
    found: ['manifest.json', '/files'],
    change: manifestEdited(({ files }) => ({ files: [...(files as Json[]), ...(files as Json[]).slice(0, 1)] })),
  },
  {
    what: 'a path out of the pack',
    pack: 'whole',
    found: ['manifest.json', '/files'],
    change: manifestEdited(({ files }) => ({
      files: [...(files as Json[]), { path: '../secret', bytes: 1, sha256: '0'.repeat(64) }],
    })),
  },
  // The manifest.
  {
    what: 'another field in the manifest',
    pack: 'whole',
    found: ['manifest.json', '/note'],
    change: manifestEdited(() => ({ note: 'approved' })),
  },
  {
    what: 'a manifest that may say two things',
    pack: 'whole',
    found: ['manifest.json', 'canonical'],
    change: (files) => put(files, 'manifest.json', (files.get('manifest.json')?.toString() ?? '').replace('{', '{ ')),
  },
  {
    what: 'no manifest',
    pack: 'whole',
    found: ['manifest.json'],
    change: (files) => void files.delete('manifest.json'),
  },
  {
    what: 'a manifest that is cut off',
    pack: 'whole',
    found: ['manifest.json', 'cut off'],
    change: (files) => put(files, 'manifest.json', (files.get('manifest.json')?.toString() ?? '').trimEnd()),
  },
  {
    what: 'another sum',
    pack: 'whole',
    found: ['manifest.json', '/sums/0/amount'],
    change: manifestEdited(({ sums }) => ({
      sums: (sums as Json[]).map((sum, at) => (at === 0 ? { ...sum, amount: '1.00' } : sum)),
    })),
  },
  {
    what: 'another count',
    pack: 'scoped',
    found: ['manifest.json', '/counts/events'],
    change: manifestEdited(({ counts }) => ({ counts: { ...(counts as Json), events: 1 } })),
  },
  {
    what: 'another size of the history',
    pack: 'scoped',
    found: ['manifest.json', '/known/size'],
    change: manifestEdited(({ known }) => ({ known: { ...(known as Json), size: 9999 } })),
  },
  {
    what: 'another last moment',
    pack: 'whole',
    found: ['manifest.json', '/known/recordedUntil'],
    change: manifestEdited(({ known }) => ({
      known: { ...(known as Json), recordedUntil: '2025-07-01T00:00:00.000000Z' },
    })),
  },
  {
    what: 'another question than was asked',
    pack: 'scoped',
    found: ['manifest.json', '/ipe/parameters/scope'],
    change: manifestEdited(({ ipe }) => {
      const { parameters, ...rest } = ipe as Json;
      return { ipe: { ...rest, parameters: { ...(parameters as Json), scope: { kind: 'whole' } } } };
    }),
  },
  {
    what: 'another field inside the manifest',
    pack: 'whole',
    found: ['manifest.json', '/software'],
    change: manifestEdited(({ software }) => ({ software: { ...(software as Json), approved: true } })),
  },
  {
    what: 'an older seal as the newest',
    pack: 'whole',
    found: ['manifest.json', '/seal'],
    change: manifestEdited(() => ({ seal: null })),
  },
  {
    what: 'another origin',
    pack: 'whole',
    found: ['seals/', 'another history'],
    change: manifestEdited(() => ({ origin: 'commission-ledger/other' })),
  },
  {
    what: 'another period',
    pack: 'whole',
    found: ['manifest.json', '/'],
    change: manifestEdited(() => ({
      period: { from: '2025-01-01T00:00:00.000000Z', until: '2025-02-01T00:00:00.000000Z' },
    })),
  },
  // Events.
  {
    what: 'an edited event',
    pack: 'whole',
    found: ['events.ndjson', 'not linked'],
    change: withLines((lines) => lines.map((line, at) => (at === 0 ? line.replace('"actor":"', '"actor":"x') : line))),
  },
  {
    what: 'an edited event, linked anew',
    pack: 'whole',
    found: ['seals/', 'not those that were sealed'],
    change: withFrames((frames) => changedAt(frames, firstOf(frames, 'LeadRejected'), () => ({ actor: 'x' }))),
  },
  {
    what: 'an edited event, in a part',
    pack: 'scoped',
    found: ['events.ndjson', 'leaves.txt'],
    change: withFrames((frames) => changedAt(frames, lastOf(frames, 'LeadLost'), () => ({ actor: 'x' }))),
  },
  {
    what: 'a deleted event',
    pack: 'whole',
    found: ['events.ndjson', 'stands where'],
    change: withLines((lines) =>
      lines.toSpliced(
        lines.findIndex((line) => line.includes('"type":"LeadAccepted"')),
        1,
      ),
    ),
  },
  {
    what: 'a deleted event, numbered anew',
    pack: 'whole',
    found: ['seals/', 'sealed'],
    change: withFrames((frames) => {
      const gone = frames.find(({ type }) => type === 'LeadAdvanced');
      return frames
        .filter((frame) => frame !== gone)
        .map((frame) =>
          frame.stream === gone?.stream && frame.revision > gone.revision
            ? { ...frame, revision: frame.revision - 1 }
            : frame,
        );
    }),
  },
  {
    what: 'an inserted event',
    pack: 'whole',
    found: ['seals/', 'sealed'],
    change: withFrames((frames) => {
      const [first] = frames;
      if (first === undefined) throw new Error('There is no event.');
      const made = {
        ...first,
        id: '00000000-0000-5000-8000-000000000000',
        stream: 'subject-x',
        revision: 0,
        type: 'SubjectErased',
      };
      return frames.toSpliced(5, 0, made);
    }),
  },
  {
    what: 'an event twice',
    pack: 'whole',
    found: ['events.ndjson', 'id of another'],
    change: withFrames((frames) => {
      const last = frames.at(-1);
      if (last === undefined) throw new Error('There is no event.');
      return [...frames, { ...last, stream: 'subject-s-3' }];
    }),
  },
  {
    what: 'two events swapped',
    pack: 'whole',
    found: ['seals/', 'not those that were sealed'],
    change: withLines(swap),
  },
  {
    what: 'two events swapped in a part',
    pack: 'scoped',
    found: ['events.ndjson', 'leaves.txt'],
    change: withLines(swap),
  },
  {
    what: 'a renamed stream',
    pack: 'whole',
    found: ['seals/', 'sealed'],
    change: withFrames((frames) =>
      frames.map((frame) => (frame.type === 'FxRateRecorded' ? { ...frame, stream: 'fx-USD.CHF' } : frame)),
    ),
  },
  {
    what: 'a dropped stream',
    pack: 'whole',
    found: ['seals/', 'sealed'],
    change: withFrames((frames) => frames.filter(({ type }) => type !== 'FxRateRecorded')),
  },
  {
    what: 'a dropped stream in a part',
    pack: 'scoped',
    found: ['heads.json', '/'],
    change: withFrames((frames) =>
      frames.filter(({ stream }) => stream !== frames.find(({ type }) => type === 'LeadSubmitted')?.stream),
    ),
  },
  {
    what: 'the end of a stream cut off in a part',
    pack: 'scoped',
    found: ['heads.json', '/'],
    change: withLines((lines) =>
      lines.toSpliced(
        lines.findLastIndex((line) => line.includes('"type":"LeadLost"')),
        1,
      ),
    ),
  },
  {
    what: 'the end of the history cut off',
    pack: 'whole',
    found: ['seals/', 'cut off'],
    change: withLines((lines) => lines.slice(0, 200)),
  },
  {
    what: 'a half last line',
    pack: 'whole',
    found: ['events.ndjson', 'line feed'],
    change: (files) => {
      put(files, 'events.ndjson', `${files.get('events.ndjson')?.toString()}{`);
      refit(files);
    },
  },
  {
    what: 'a line that is no JSON',
    pack: 'whole',
    found: ['events.ndjson', 'is no JSON'],
    change: replaced('events.ndjson', /\{(?=[^\n]*s-2)/, '['),
  },
  {
    what: 'a frame with another field',
    pack: 'whole',
    found: ['events.ndjson', 'no frame'],
    change: withFrames((frames) => changedAt(frames, frames.length - 1, () => ({ approved: true }))),
  },
  {
    what: 'an event recorded before the one before it',
    pack: 'whole',
    found: ['events.ndjson', 'later'],
    change: withFrames((frames) => {
      const last = frames.at(-1);
      if (last === undefined) throw new Error('There is no event.');
      return [...frames, { ...last, revision: 1, id: '00000000-0000-5000-8000-000000000001' }];
    }),
  },
  {
    what: 'an amount that is none',
    pack: 'whole',
    found: ['events.ndjson', 'no amount'],
    change: withFrames((frames) => {
      const last = frames.at(-1);
      if (last === undefined) throw new Error('There is no event.');
      return [...frames.slice(0, -1), { ...last, type: 'PayoutVoided' }];
    }),
  },
  // Seals, heads, leaves.
  {
    what: 'a seal that says something else',
    pack: 'whole',
    found: ['seals/', 'wrong signature'],
    change: replaced('seals/', 'sealed 2025', 'sealed 2024'),
  },
  {
    what: 'a seal that is no note',
    pack: 'whole',
    found: ['seals/', 'no seal'],
    change: replaced('seals/', 'heads ', 'ends '),
  },
  {
    what: 'a seal of another key',
    pack: 'whole',
    found: ['seals/', 'trusted'],
    change: replaced('keys.json', /"acme-ledger\+[^"]*"/, ''),
  },
  {
    what: 'a seal over other ends of streams',
    pack: 'whole',
    found: ['seals/', 'streams did not end'],
    change: resealed(/heads (\d+) \S+/, `heads $1 ${Buffer.alloc(32).toString('base64')}`, {
      headsRoot: '0'.repeat(64),
    }),
  },
  {
    what: 'a seal whose event says something else',
    pack: 'whole',
    found: ['events.ndjson', 'does not record'],
    change: resealed(/sealed 2025/, 'sealed 2025', { streams: 7 }),
  },
  {
    what: 'a seal of the future',
    pack: 'whole',
    found: ['events.ndjson', 'does not record'],
    change: resealed(/^(\S+)\n\d+/, '$1\n506', { size: 506 }),
  },
  {
    what: 'a key that was not used',
    pack: 'whole',
    found: ['keys.json', '/1'],
    change: replaced('keys.json', ']', ',"other"]'),
  },
  {
    what: 'another hash among the leaves',
    pack: 'scoped',
    found: ['seals/', 'not those that were sealed'],
    change: (files) => {
      const own = new Set(linesIn(files, 'events.ndjson').map((line) => sha256(line)));
      const lines = [...linesIn(files, 'leaves.txt')];
      const at = lines.findIndex((line) => !own.has(line));
      put(files, 'leaves.txt', lines.map((line, index) => `${index === at ? '0'.repeat(64) : line}\n`).join(''));
      refit(files);
    },
  },
  {
    what: 'a head that is not proved',
    pack: 'scoped',
    found: ['heads.json', 'not proved'],
    change: replaced('heads.json', /"proof":\["../, '"proof":["00'),
  },
  {
    what: 'heads that are no list',
    pack: 'scoped',
    found: ['heads.json', 'form'],
    change: (files) => {
      putJson(files, 'heads.json', {});
      refit(files);
    },
  },
];

/** What is done to the documents that follow from the events, and what only one check finds. */
export const tamperedDocuments: readonly Tampering[] = [
  {
    what: 'another population',
    pack: 'whole',
    found: ['population.json', '/streams/'],
    change: replaced('population.json', '"length":1', '"length":2'),
  },
  {
    what: 'another seed',
    pack: 'whole',
    found: ['samples.json', '/'],
    change: edited('samples.json', () => ({
      items: [],
      method: 'smallest-hash',
      population: {},
      seed: 'chosen',
      size: 5,
    })),
  },
  {
    what: 'another sample',
    pack: 'accruals',
    found: ['samples.json', '/items/'],
    change: edited('samples.json', (samples) => ({ ...samples, items: (samples['items'] as Json[]).slice(1) })),
  },
  {
    what: 'another plan',
    pack: 'whole',
    found: ['plans/', '/rules/'],
    change: replaced('plans/', '"rate":"0.1"', '"rate":"0.2"'),
  },
  {
    what: 'a plan under another hash',
    pack: 'whole',
    found: ['plans/', 'another hash'],
    change: (files) => {
      const frames = framesIn(files);
      const last = frames.at(-1);
      const plan = frames.find(({ type }) => type === 'PlanPublished');
      if (last === undefined || plan === undefined) throw new Error('There is no plan.');
      const made = { ...last, type: 'PlanPublished', data: { ...plan.data, plan: 'other' } };
      put(files, `plans/other@${String(plan.data['version'])}.json`, canonicalJson(plan.data['document'] ?? null));
      rewritten(files, [...frames.slice(0, -1), { ...made, data: { ...made.data, documentHash: '0'.repeat(64) } }]);
    },
  },
  // Statements.
  {
    what: 'a balance',
    pack: 'whole',
    found: ['statements/', 'balance'],
    change: statementWhere(hasLines, (each) => ({
      ...each,
      lines: each.lines.map((line, at) =>
        at === 0 ? { ...line, balance: { amount: '1.00', currency: 'EUR' } } : line,
      ),
    })),
  },
  {
    what: 'a line of a statement',
    pack: 'whole',
    found: ['statements/', 'not so in the events'],
    change: statementWhere(
      ({ closed, lines }) => closed === null && lines.length > 1,
      (each) => {
        const lines = each.lines.map((line, at) => (at === 0 ? { ...line, id: 'acr-0000000000000000' } : line));
        const hash = sha256(
          canonicalJson(lines.map((line) => ({ id: line['id'], kind: line['kind'], amount: line.amount }))),
        );
        return { ...each, lines, hash };
      },
    ),
  },
  {
    what: 'a statement of another month',
    pack: 'whole',
    found: ['statements/', 'another account'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, period: '2030-01' }),
    ),
  },
  {
    what: 'the sums of a statement',
    pack: 'whole',
    found: ['statements/', '/sums'],
    change: statementWhere(hasLines, (each) => ({ ...each, sums: [] })),
  },
  {
    what: 'the hash of a statement',
    pack: 'whole',
    found: ['statements/', '/hash'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, hash: '0'.repeat(64) }),
    ),
  },
  {
    what: 'a month that was closed otherwise',
    pack: 'whole',
    found: ['statements/', '/closed'],
    change: statementWhere(
      ({ closed }) => closed !== null,
      (each) => ({ ...each, closed: { ...each.closed, closedBy: 'somebody' } }),
    ),
  },
  {
    what: 'a month that was not closed',
    pack: 'whole',
    found: ['statements/', '/closed'],
    change: statementWhere(
      ({ closed }) => closed !== null,
      (each) => ({ ...each, closed: null }),
    ),
  },
  {
    what: 'the opening of a statement',
    pack: 'whole',
    found: ['statements/', '/opening'],
    change: (files) => {
      // The first month of an account, so that everything else can be made to fit.
      const path = statements(files).find((each) => (jsonIn(files, each) as Statement).lines.length === 0);
      const last = path ?? statements(files).at(-1) ?? '';
      const statement = jsonIn(files, last) as Statement;
      putJson(files, last, { ...statement, opening: { amount: '99999.00', currency: 'EUR' } });
      refit(files);
    },
  },
  {
    what: 'the closing of a statement',
    pack: 'whole',
    found: ['statements/', '/closing'],
    change: statementWhere(
      ({ closed }) => closed === null,
      (each) => ({ ...each, closing: { amount: '1.00', currency: 'EUR' } }),
    ),
  },
  {
    what: 'a statement that is missing',
    pack: 'whole',
    found: ['events.ndjson', 'no statement'],
    change: (files) => {
      const path = statements(files).findLast((each) => (jsonIn(files, each) as Statement).lines.length > 0);
      files.delete(path ?? '');
      refit(files);
    },
  },
  {
    what: 'a statement that is none',
    pack: 'whole',
    found: ['statements/', 'form'],
    change: (files) => {
      putJson(files, 'statements/account-x.y.EUR/2025-01.json', []);
      refit(files);
    },
  },
  // Proofs.
  {
    what: 'a node of a proof',
    pack: 'whole',
    found: ['proofs/', 'id is not its hash'],
    change: replaced('proofs/', '"mode":"half-even"', '"mode":"half-up"'),
  },
  {
    what: 'a fact of a proof',
    pack: 'whole',
    found: ['proofs/', 'its event says'],
    change: proofNode(isFactOf('payment'), (node) => ({ ...node, value: { amount: '9.00', currency: 'EUR' } })),
  },
  {
    what: 'a number of a plan in a proof',
    pack: 'whole',
    found: ['proofs/', 'the plan says'],
    change: proofNode(
      (node) => node['name'] === 'rate',
      (node) => ({ ...node, value: { rate: '0.9' } }),
    ),
  },
  {
    what: 'the amount of a proof',
    pack: 'whole',
    found: ['proofs/', 'amount that was sampled'],
    change: edited('proofs/', (proof) => ({
      ...proof,
      about: { ...(proof['about'] as Json), amount: { amount: '1.00', currency: 'EUR' } },
    })),
  },
  {
    what: 'a proof of another payout',
    pack: 'whole',
    found: ['proofs/', 'amount that was sampled'],
    change: edited('proofs/', (proof) => ({ ...proof, subject: 'PO-2025-03-05-0000000000000000' })),
  },
  {
    what: 'a citation of a proof',
    pack: 'whole',
    found: ['proofs/', 'cited'],
    change: edited('proofs/', (proof) => {
      const { from, ...rest } = proof['program'] as Json;
      return { ...proof, program: { ...rest, from: { ...(from as Json), hash: '0'.repeat(64) } } };
    }),
  },
  {
    what: 'a node of no use in a proof',
    pack: 'whole',
    found: ['proofs/', 'of no use'],
    change: edited('proofs/', (proof) => {
      const node = { kind: 'fact', from: [], value: '1' };
      return { ...proof, nodes: { ...(proof['nodes'] as Json), [sha256(canonicalJson(node)).slice(0, 16)]: node } };
    }),
  },
  { what: 'a proof that is none', pack: 'whole', found: ['proofs/', 'form'], change: edited('proofs/', () => ({})) },
  {
    what: 'a field of the manifest with the name of what every object has',
    pack: 'whole',
    found: ['manifest.json', '/constructor'],
    change: (files) =>
      put(
        files,
        'manifest.json',
        (files.get('manifest.json')?.toString() ?? '').replace('{"counts"', '{"constructor":"x","counts"'),
      ),
  },
  // Each of these is found by one check alone.
  {
    what: 'a statement that may say two things',
    pack: 'whole',
    found: ['statements/', 'canonical'],
    change: replaced('statements/', '{', '{ '),
  },
  {
    what: 'a statement that is no JSON',
    pack: 'whole',
    found: ['statements/', 'no JSON'],
    change: (files) => {
      put(files, 'statements/account-x.y.EUR/2025-01.json', '{\n');
      refit(files);
    },
  },
  {
    what: 'a statement that is cut off',
    pack: 'whole',
    found: ['statements/', 'cut off'],
    change: (files) => {
      put(files, 'statements/account-x.y.EUR/2025-01.json', '{}');
      refit(files);
    },
  },
  {
    what: 'no events',
    pack: 'whole',
    found: ['events.ndjson'],
    change: (files) => {
      files.delete('events.ndjson');
      refit(files);
    },
  },
  {
    what: 'an event at the end of a part',
    pack: 'scoped',
    found: ['events.ndjson', 'leaves.txt'],
    change: withFrames((frames) => [
      ...frames,
      ...frames.slice(0, 1).map((frame) => ({
        ...frame,
        stream: 'subject-x',
        revision: 0,
        id: '00000000-0000-5000-8000-000000000001',
        type: 'SubjectErased',
      })),
    ]),
  },
  {
    what: 'a line that is no frame',
    pack: 'whole',
    found: ['events.ndjson', 'no frame'],
    change: (files) => {
      put(files, 'events.ndjson', `${files.get('events.ndjson')?.toString()}{"v":1}\n`);
      const { counts, known } = objectIn(files, 'manifest.json') as Record<string, Record<string, number>>;
      const [events, size] = [(counts?.['events'] ?? 0) + 1, (known?.['size'] ?? 0) + 1];
      manifestEdited(() => ({ counts: { ...counts, events }, known: { ...known, size } }))(files);
      refit(files);
    },
  },
  {
    what: 'a stream that begins in its middle',
    pack: 'whole',
    found: ['events.ndjson', 'stands where'],
    change: withFrames((frames) => changedAt(frames, frames.length - 1, () => ({ revision: 1 }))),
  },
  {
    what: 'a link to another event',
    pack: 'whole',
    found: ['events.ndjson', 'not linked'],
    change: withLines((lines) =>
      lines.map((line, at) =>
        at === lines.length - 1 ? line.replace('"prev":null', `"prev":"${'0'.repeat(64)}"`) : line,
      ),
    ),
  },
  {
    what: 'an opening that is not the closing before',
    pack: 'whole',
    found: ['statements/', '/opening'],
    change: statementWhere(
      ({ closed, lines }) => closed === null && lines.length > 0,
      (each) => {
        const raised = (money: unknown): Json => {
          const { amount, currency } = money as Record<string, string>;
          return { amount: (Number(amount) + 1).toFixed(2), currency };
        };
        const lines = each.lines.map((line) => ({ ...line, balance: raised(line['balance']) }));
        return { ...each, lines, opening: raised(each['opening']), closing: raised(each['closing']) };
      },
    ),
  },
  {
    what: 'another manifest than was told',
    pack: 'whole',
    found: ['manifest.json', 'told'],
    given: { manifest: '0'.repeat(64) },
    change: unchanged,
  },
  {
    what: 'a history that is shorter than a seal that was kept',
    pack: 'whole',
    found: ['', 'cut off'],
    given: { note: (files) => signedAgain(noteIn(files), /\n\d+\n/, '\n9999\n') },
    change: unchanged,
  },
  {
    what: 'a history that was changed since a seal that was kept',
    pack: 'whole',
    found: ['', 'not those that were sealed'],
    given: { note: (files) => signedAgain(noteIn(files), /\n\d+\n/, '\n200\n') },
    change: unchanged,
  },
  {
    what: 'seals that were taken out, one of which was kept',
    pack: 'scoped',
    found: ['', 'not among the seals'],
    given: { note: noteIn, key: keyIn },
    change: withoutSeals,
  },
  {
    what: 'seals that were taken out, of which the key is known',
    pack: 'scoped',
    found: ['manifest.json', '/seal'],
    given: { key: keyIn },
    change: withoutSeals,
  },
  {
    what: 'a kept seal that was changed',
    pack: 'whole',
    found: ['', 'wrong signature'],
    given: { note: (files) => noteIn(files).replace('sealed 2025', 'sealed 2024') },
    change: unchanged,
  },
  {
    what: 'a kept seal that is none',
    pack: 'whole',
    found: ['', 'no seal'],
    given: { note: () => 'nothing\n' },
    change: unchanged,
  },
  {
    what: 'a kept seal of another key',
    pack: 'whole',
    found: ['', 'trusted'],
    given: { note: (files) => noteIn(files).replace('acme-ledger ', 'other-ledger ') },
    change: unchanged,
  },
];

/** All of them. */
export const tamperings: readonly Tampering[] = [...tamperedHistories, ...tamperedDocuments];
