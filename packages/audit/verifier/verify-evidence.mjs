#!/usr/bin/env node
// Verifies a pack of evidence (`evidence/1`) of a commission ledger, unpacked into a folder:
//
//   node verify-evidence.mjs FOLDER [--key KEY]... [--note FILE]... [--manifest SHA256] [--json] [--help]
//
// --key       a verifier key that you had by another way than the pack, or a file with some, one on each line
// --note      a file with a seal that you kept since before: is the history of the pack still the same?
// --manifest  the SHA-256 of manifest.json, as you were told it by another way
//
// Exit codes: 0 sound, 1 not sound, 2 could not be asked. It needs Node 20 and nothing else, and shares no code with the
// ledger. The format is described in evidence-1.md. Read this file from top to bottom before you trust it.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// ---- What was found. A check that fails says so with `wrong`, and in no other way. ----------------------------------
const findings = [];
const wrong = (file, place, problem) => findings.push({ file, place, problem });
const [EVENTS, LEAVES, HEADS, MANIFEST] = ['events.ndjson', 'leaves.txt', 'heads.json', 'manifest.json'];
let folder = ''; // The pack.
const inPack = (name) => path.join(folder, name);

// ---- Hashes, and trees of them (RFC 6962, section 2.1) --------------------------------------------------------------
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hexOf = (...parts) => sha256(...parts).toString('hex');
const leafHash = (data) => sha256(Buffer.of(0), data);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
/** A tree that grows leaf by leaf: it keeps the roots of its perfect subtrees, the largest first. */
const growingTree = () => {
  const peaks = []; // [number of leaves, root]
  return {
    append(data) {
      let [width, root] = [1, leafHash(data)];
      for (; peaks.at(-1)?.[0] === width; width *= 2) root = nodeHash(peaks.pop()[1], root);
      peaks.push([width, root]);
    },
    root() {
      const roots = peaks.map(([, root]) => root);
      return roots.length === 0 ? hexOf() : roots.reduceRight((right, left) => nodeHash(left, right)).toString('hex');
    },
  };
};

/** The root to which an inclusion proof leads (RFC 9162, section 2.1.3.2), or nothing. */
const rootByProof = (data, index, size, proof) => {
  let [at, last, hash] = [index, size - 1, leafHash(data)];
  for (const step of proof.map((each) => Buffer.from(each, 'hex'))) {
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(step, hash);
      for (; at % 2 === 0 && at > 0; at /= 2) last = Math.floor(last / 2);
    } else hash = nodeHash(hash, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return at === 0 && last === 0 ? hash.toString('hex') : undefined;
};

// ---- Canonical JSON (RFC 8785). What is not in the canonical form of what it says is refused: it may say two things. -
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).toSorted(); // By UTF-16 code units.
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};
const same = (one, other) => canonical(one ?? null) === canonical(other ?? null);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsed = (bytes, name, at) => {
  try {
    const value = JSON.parse(utf8.decode(bytes));
    if (canonical(value) !== utf8.decode(bytes)) wrong(name, at, 'is not canonical JSON: it may say two things');
    return value;
  } catch (error) {
    return void wrong(name, at, `is no JSON: ${error.message}`);
  }
};

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Where two values differ first, as a JSON Pointer. */
const difference = (one, other, at = '') => {
  if (same(one, other)) return undefined;
  const isInside = [one, other].every((value) => typeof value === 'object' && value !== null);
  const name = isInside ? Object.keys({ ...one, ...other }).find((each) => !same(one[each], other[each])) : undefined;
  return name === undefined ? at : difference(one[name], other[name], `${at}/${name}`);
};

// A shape: a function, a pattern of a text, [the shape of all in a list], an object of exactly these fields, or a value.
const fits = (value, shape) => {
  if (typeof shape === 'function') return shape(value);
  if (shape instanceof RegExp) return typeof value === 'string' && shape.test(value);
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((each) => fits(each, shape[0]));
  return isObject(shape) ? isObject(value) && misfit(value, shape) === undefined : value === shape;
};
const fieldFits = (value, shape, name) => Object.hasOwn(shape, name) && fits(value[name], shape[name]);
const misfit = (value, shape) => Object.keys({ ...shape, ...value }).find((name) => !fieldFits(value, shape, name));
function or(...shapes) {
  return (value) => shapes.some((shape) => fits(value, shape));
}
const whole = (value) => Number.isSafeInteger(value) && value >= 0;
const [text, hex, id] = [/^/, /^[0-9a-f]{64}$/, /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/];
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const moneyShape = { amount: /^-?\d+(\.\d+)?$/, currency: /^[A-Z]{3}$/ };
const scope = or({ kind: 'whole' }, { kind: 'partners', program: id, partners: [id] });
const period = or(null, { from: instant, until: instant });
const [what, method] = [or('payouts', 'accruals', 'deals'), or('smallest-hash', 'monetary-unit')];
const parameters = { scope, period, known: or(null, instant), samples: { what, method, seed: text, size: whole } };
const file = { path: /^(?!(.*\/)?\.+(\/|$))[A-Za-z0-9._@-]+(\/[A-Za-z0-9._@-]+)*$/, bytes: whole, sha256: hex };
const named = { schema: 'evidence/1', ledger: id, origin: text, software: { name: text, version: text }, madeAt: text };
const known = { size: whole, recordedUntil: instant };
const origins = { source: text, query: text, parameters, logic: text };
const told = { known, counts: isObject, sums: [isObject], seal: or(null, text) };
const manifestShape = { ...named, ...told, scope, period, files: [file], ipe: origins };
const place = { v: 1, stream: text, revision: whole, prev: or(null, hex), id: text, recordedAt: instant };
const command = { correlation: or(null, text), causation: or(null, text), commandKey: text, commandHash: hex };
const frameShape = { ...place, ...command, actor: text, type: text, schema: whole, data: isObject };

// ---- Keys and notes (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), signed with Ed25519 ---------------------------
const base64 = (encoded, length) => {
  const bytes = Buffer.from(encoded ?? '', 'base64');
  return bytes.toString('base64') === encoded && bytes.length === length ? bytes : undefined;
};

/** `<name>+<id>+<base64 of 0x01 and the key>`, where the id is the beginning of a hash over both. */
const keyOf = (line) => {
  const [, name, keyId, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  const bytes = base64(encoded, 33);
  if (bytes?.[0] !== 1 || !hexOf(`${name}\n`, bytes).startsWith(keyId)) return undefined;
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, keyId, line, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
};

const SEAL = /^(\S+\n[1-9]\d*\n\S+\nheads [1-9]\d* \S+\nsealed [\d-]{10}T[\d:]{8}\.\d{6}Z\n)\n((\u2014 \S+ \S+\n)+)$/;
/** What a seal says, if one of the keys signed it. */
const openNote = (note, keys, where) => {
  const [, signed, signatures] = SEAL.exec(note) ?? [];
  const [origin, size, eventsRoot, , streams, endsRoot] = (signed ?? '').split(/\s/);
  const [root, headsRoot] = [eventsRoot, endsRoot].map((each) => base64(each, 32)?.toString('hex'));
  if (root === undefined || headsRoot === undefined) return void wrong(where, null, 'is no seal of this format');
  let signer;
  for (const [, name, encoded] of signatures.matchAll(/ (\S+) (\S+)\n/g)) {
    const [bytes, signature] = [Buffer.from(encoded, 'base64'), base64(encoded, 68)?.subarray(4)];
    const key = keys.find((each) => each.name === name && each.keyId === bytes.toString('hex', 0, 4));
    if (key === undefined) continue; // Others may sign too.
    if (signature === undefined || !verify(null, Buffer.from(signed), key.publicKey, signature))
      return void wrong(where, null, `has a wrong signature of ${name}: what it says was changed`);
    signer = key.line;
  }
  if (signer === undefined) return void wrong(where, null, 'is not signed with a key that is trusted');
  return { where, note, signer, origin, size: Number(size), root, streams: Number(streams), headsRoot };
};

// ---- Files: all that are listed, as they are listed, and no others --------------------------------------------------
const filesUnder = (below) =>
  readdirSync(inPack(below), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${below}${entry.name}/`) : [`${below}${entry.name}`],
  );
const checkFiles = async (files) => {
  const listed = new Set([...files.map((each) => each.path), MANIFEST]);
  if (listed.size !== files.length + 1) wrong(MANIFEST, '/files', 'lists a file twice, or itself');
  for (const { path: name, bytes, sha256: expected } of files) {
    const there = lstatSync(inPack(name), { throwIfNoEntry: false });
    const hash = createHash('sha256');
    if (there?.isFile()) for await (const chunk of createReadStream(inPack(name))) hash.update(chunk);
    if (!there?.isFile()) wrong(name, null, 'is listed in the manifest, and is not there');
    else if (there.size !== bytes) wrong(name, null, `has ${there.size} bytes, and is listed with ${bytes}`);
    else if (hash.digest('hex') !== expected) wrong(name, null, 'was changed: its SHA-256 is not the listed one');
  }
  for (const name of filesUnder('')) if (!listed.has(name)) wrong(name, null, 'is not listed in the manifest');
};

/** The lines of a file, as bytes; it ends with a line feed. */
const readLines = async function* (name) {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(inPack(name), { highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      yield rest.subarray(start, end);
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) wrong(name, null, 'does not end with a line feed: its end is missing');
};
/** A JSON file, ended by a line feed. */
const readJson = (name) => {
  const bytes = readFileSync(inPack(name));
  return bytes.at(-1) === 10 ? parsed(bytes.subarray(0, -1), name, null) : void wrong(name, null, 'is cut off');
};

// ---- Amounts: texts with exactly the decimals of their currency, added up in whole minor units ----------------------
const unitsOf = ({ amount }) => BigInt(amount.replace('.', ''));
const moneyOf = (units, { amount, currency }) => {
  const digits = amount.split('.')[1]?.length ?? 0; // As many as the other amount has.
  const all = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  const fraction = digits === 0 ? '' : `.${all.slice(-digits)}`;
  return { amount: `${units < 0n ? '-' : ''}${all.slice(0, all.length - digits)}${fraction}`, currency };
};
const sorted = (rows, keyOfRow) => rows.toSorted((one, other) => (keyOfRow(one) < keyOfRow(other) ? -1 : 1));
const addTo = (sums, money, label) => {
  const key = `${Object.values(label).join('')} ${money.currency}`;
  const { amount, count } = sums[key] ?? { amount: '0', count: 0 };
  sums[key] = { ...label, ...moneyOf(unitsOf({ amount }) + unitsOf(money), money), count: count + 1 };
};
const sumsOf = (sums) => sorted(Object.entries(sums), ([key]) => key).map(([, sum]) => sum);

/** By the type of event: its sum, its population, the kind of its line in a statement, the field with its id, its sign. */
const AMOUNTS = {
  AccrualPosted: ['accrued', 'accruals', 'accrual', 'accrual', 1n],
  AccrualReversed: ['reversed', null, 'reversal', 'reversal', -1n],
  TrueUpPosted: ['trueUps', null, 'true-up', 'trueUp', 1n],
  AdjustmentPosted: ['adjusted', null, 'adjustment', 'adjustment', 1n],
  DrawAdvanced: [null, null, 'draw-advance', 'draw', 1n],
  DrawRecovered: [null, null, 'draw-recovery', 'recovery', -1n],
  ReceivableWrittenOff: [null, null, 'write-off', 'writeOff', 1n],
  BalanceUnclaimed: [null, null, 'unclaimed', 'unclaimed', -1n],
  DealWon: [null, 'deals', null, 'deal', 1n],
  PayoutIssued: ['issued', 'payouts', null, 'payout', 1n],
  PayoutSettled: ['settled', null, 'payout', 'payout', -1n],
  PayoutFailed: ['failed', null, null, 'payout', 1n],
  PayoutVoided: ['voided', null, null, 'payout', 1n],
};

// ---- The events, in one pass ----------------------------------------------------------------------------------------
/** What later checks need. `sizes`: where a root is needed, and with `true`, how all streams ended then. */
const readEvents = async (manifest, sizes, cited) => {
  const isWhole = manifest.scope.kind === 'whole';
  const counted = { count: 0, size: 0, recordedUntil: '', ids: new Set(), streams: new Map(), byType: {}, sums: {} };
  const kept = { roots: new Map(), population: [], plans: new Map(), seals: [], closings: new Map(), facts: new Map() };
  const read = { manifest, cited, ...counted, ...kept, moves: new Map() };
  const tree = growingTree();
  const noteRoot = () => {
    const ends = sizes.get(read.size) === true ? new Map(read.streams) : undefined;
    if (sizes.has(read.size)) read.roots.set(read.size, { root: tree.root(), streams: read.streams.size, ends });
  };
  const append = (hash) => {
    noteRoot();
    tree.append(Buffer.from(hash, 'hex'));
    read.size += 1;
    return hash;
  };
  const leaves = isWhole ? undefined : readLines(LEAVES);
  const nextLeaf = async () => {
    const { value, done } = await leaves.next();
    return done ? undefined : append(value.toString('latin1'));
  };
  for await (const bytes of readLines(EVENTS)) {
    read.count += 1;
    const [hash, line] = [hexOf(bytes), `line ${read.count}`];
    let leaf = isWhole ? append(hash) : await nextLeaf();
    while (leaf !== undefined && leaf !== hash) leaf = await nextLeaf();
    if (leaf === undefined) wrong(EVENTS, line, 'is not among the hashes in leaves.txt, or not in this order');
    const frame = parsed(bytes, EVENTS, line);
    if (frame !== undefined && fits(frame, frameShape)) noteFrame(read, frame, hash);
    else if (frame !== undefined) wrong(EVENTS, line, 'is no frame of this format');
  }
  if (!isWhole) while ((await nextLeaf()) !== undefined);
  noteRoot();
  return read;
};

const noteFrame = (read, frame, hash) => {
  const { stream, revision, type, data, recordedAt } = frame;
  const where = `${stream}#${revision}`;
  const before = read.streams.get(stream) ?? { length: 0, head: null, recordedAt: '' };
  if (revision !== before.length) wrong(EVENTS, where, `stands where #${before.length} of its stream should be`);
  if (frame.prev !== before.head) wrong(EVENTS, where, 'is not linked to the event before it: one of them was changed');
  if (recordedAt <= before.recordedAt) wrong(EVENTS, where, 'was not recorded later than the event before it');
  if (read.ids.has(frame.id)) wrong(EVENTS, where, `has the id of another event: ${frame.id}`);
  read.ids.add(frame.id);
  read.streams.set(stream, { length: revision + 1, head: hash, recordedAt });
  read.byType[type] = (read.byType[type] ?? 0) + 1;
  if (recordedAt > read.recordedUntil) read.recordedUntil = recordedAt;
  if (read.cited.has(frame.id)) read.facts.set(frame.id, { ...frame, hash });
  if (type === 'PlanPublished') read.plans.set(`plans/${data.plan}@${data.version}.json`, data);
  if (type === 'LedgerSealed') read.seals.push({ ...data, where, stream, before: read.size - 1 });
  if (type === 'PeriodClosed') read.closings.set(`${stream}/${data.period}`, closingOf(frame));
  if (AMOUNTS[type] === undefined) return;
  if (!fits(data.amount, moneyShape)) return void wrong(EVENTS, where, 'has no amount');
  const [sum, population, kind, field, sign] = AMOUNTS[type];
  const { period: within, ipe } = read.manifest;
  const [isNow, happenedNow] = [isIn(within, recordedAt), isIn(within, `${data.occurredAt}`.replace('Z', '000Z'))];
  const line = canonical({ kind, id: data[field], amount: moneyOf(sign * unitsOf(data.amount), data.amount), where });
  if (kind !== null) read.moves.set(frame.id, { where, line, isDue: isNow && happenedNow });
  if (isNow && sum !== null) addTo(read.sums, data.amount, { what: sum });
  if (isNow && population === ipe.parameters.samples.what)
    read.population.push({ ...data.amount, id: data[field], revision, stream });
};

const isIn = (within, at) => within === null || (at >= within.from && at < within.until);
/** How a statement tells that its month was closed. */
const closingOf = ({ id: event, stream, revision, data }) => {
  const { closedBy, closing, lines, opening, period: month, statementHash, until, occurredAt: closedAt } = data;
  const how = { period: month, until, closedAt, closedBy, event: { id: event, revision, stream } };
  return { ...how, opening, closing, lines, statementHash };
};

// ---- The seals: who signed that the history was so ------------------------------------------------------------------
const headLeaf = ({ head, length, stream }) => canonical({ head, length, stream });
const endsAt = (seal, { roots }) =>
  [...(roots.get(seal?.size)?.ends ?? [])].map(([stream, { head, length }]) => ({ head, length, stream }));

/** Holds a seal against the history that was read. */
const checkSeal = (seal, read) => {
  const { where, size, root, streams, headsRoot } = seal;
  const then = read.roots.get(size);
  if (seal.origin !== read.manifest.origin) wrong(where, null, `is a seal of another history: ${seal.origin}`);
  if (then === undefined) return void wrong(where, null, `seals ${size} events, of ${read.size}: the end was cut off`);
  if (then.root !== root) wrong(where, null, `does not fit: the first ${size} events are not those that were sealed`);
  if (read.manifest.scope.kind !== 'whole') return;
  const tree = growingTree();
  for (const end of endsAt(seal, read)) tree.append(headLeaf(end));
  const isSame = then.streams === streams && (then.ends === undefined || tree.root() === headsRoot);
  if (!isSame) wrong(where, null, 'does not fit: the streams did not end as they were sealed');
};

/** The seals of the pack say what the events that record them say. */
const checkSealEvents = (seals, { manifest, seals: events }) => {
  for (const { where, note, ledger, stream, before, origin, size, root, streams, headsRoot } of events) {
    const seal = seals.find((each) => each.note === note);
    const isSame = seal !== undefined && same({ ...seal, origin, size, root, streams, headsRoot }, seal);
    const isHere = ledger === manifest.ledger && stream === `seal-${ledger}` && size <= before;
    if (!isSame || !isHere) wrong(EVENTS, where, `does not record the seal that is in seals/${size}.txt`);
  }
};

/** Of a part: all its streams are there as they were sealed. */
const checkHeads = (heads, seal, read) => {
  const ends = heads.map(({ head, length, stream }) => ({ head, length, stream }));
  const pointer = difference(ends, endsAt(seal, read));
  if (pointer !== undefined) wrong(HEADS, pointer, 'is not how the streams in events.ndjson ended when it was sealed');
  for (const { index, proof, ...end } of heads)
    if (rootByProof(headLeaf(end), index, seal?.streams, proof) !== seal?.headsRoot)
      wrong(HEADS, end.stream, 'is not proved: the stream did not end so when it was sealed');
};

// ---- The samples: the seed draws them again -------------------------------------------------------------------------
const drawn = ({ method: how, seed, size }, items) => {
  if (size === 0) return [];
  if (how === 'smallest-hash') return sorted(items, (item) => hexOf(`${seed}:${item.id}`)).slice(0, size);
  return sorted([...new Set(items.map((item) => item.currency))], String).flatMap((each) => {
    const rows = sorted(items, (item) => item.id).filter((item) => item.currency === each);
    const units = rows.map(unitsOf).map((signed) => (signed < 0n ? -signed : signed));
    const interval = units.reduce((all, unit) => all + unit, 0n) / BigInt(size) || 1n;
    let [next, end] = [sha256(`${seed}:${each}`).readBigUInt64BE() % interval, 0n];
    return rows.filter((_, row) => {
      end += units[row];
      if (next >= end) return false;
      next += ((end - 1n - next) / interval + 1n) * interval; // The first that a later row holds.
      return true;
    });
  });
};

const samplesOf = ({ manifest, population }) => {
  const { what: drawnOf, ...how } = manifest.ipe.parameters.samples;
  const sums = {};
  for (const item of population) addTo(sums, item, {});
  const of = { what: drawnOf, count: population.length, sums: sumsOf(sums) };
  return { ...how, items: drawn(how, population), population: of };
};

// ---- The statements: they add up, consist of the movements of the account, and say how the month was closed ---------
const checkStatement = (name, statement, { moves, closings, manifest }, owedBefore) => {
  const [, stream, month] = name.split(/\/|\.json$/);
  const { program, partner, currency, opening, closing, lines, count, hash, closed } = statement;
  const isOf = `account-${program}.${partner}.${currency}` === stream && statement.period === month;
  if (!isOf) wrong(name, null, 'is of another account or month than its name says');
  const kinds = {};
  let owed = unitsOf(opening);
  for (const { kind, id: entry, amount, balance, event } of lines) {
    const where = `${stream}#${event.revision}`;
    const line = canonical({ kind, id: entry, amount, where });
    if (event.stream !== stream || moves.get(event.id)?.line !== line)
      wrong(name, where, 'is not so in the events, or is in another statement too');
    moves.delete(event.id);
    owed += unitsOf(amount);
    if (!same(balance, moneyOf(owed, opening))) wrong(name, where, 'has a wrong balance');
    addTo(kinds, amount, { kind });
  }
  const sums = statement.sums.map(({ kind, amount, lines: of }) => ({ kind, ...amount, count: of }));
  const sameSums = same(sorted(sums, canonical), sorted(Object.values(kinds), canonical));
  if (!sameSums) wrong(name, '/sums', 'are not those of the lines');
  const start = owedBefore.get(stream) ?? (manifest.period === null ? moneyOf(0n, opening) : opening);
  if (!same(start, opening)) wrong(name, '/opening', 'is not what was owed at the end of the month before');
  if (!same(closing, moneyOf(owed, opening))) wrong(name, '/closing', 'is not the opening and the lines');
  owedBefore.set(stream, closing);
  const lineHash = hexOf(canonical(lines.map(({ kind, id: entry, amount }) => ({ kind, id: entry, amount }))));
  if (count !== lines.length || hash !== lineHash) wrong(name, '/hash', 'is not that of the lines');
  const recorded = closings.get(`${stream}/${month}`);
  const expected = { ...recorded, opening, closing, lines: count, statementHash: hash };
  if (recorded !== undefined && !same(closed, expected)) wrong(name, '/closed', 'is not how it was closed');
};

// ---- The proofs: each fact is a field of an event, each number one of a plan, and the root is the amount -------------
const fieldAt = (value, pointer) =>
  pointer.split('/').reduce((inner, name, at) => {
    return at === 0 ? inner : inner?.[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  }, value);
/** All references to events in a document. */
const referencesIn = (value) => {
  const inner = typeof value === 'object' && value !== null ? Object.values(value).flatMap(referencesIn) : [];
  return value?.hash === undefined || value.event === undefined ? inner : [value, ...inner];
};
const numberIn = ({ amount, exact, rate, num, den }) => amount ?? exact ?? rate ?? `${num}/${den}`;
const plain = (value) => {
  const number = isObject(value) ? numberIn(value) : `${value}`;
  return /^-?\d+\.\d+$/.test(number) ? number.replace(/\.?0+$/, '') : number;
};
const DAYS = new Set(['won-on', 'paid-on', 'first-paid-on', 'cancelled-on']);
/** Whether a fact of this name says what a field says (explain-1.md). */
const says = (name, value, field, timeZone) => {
  if (field === undefined) return false;
  if (DAYS.has(name)) return value === new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(field));
  if (name === 'place' && Array.isArray(field)) return /^[1-9]\d*$/.test(value) && Number(value) <= field.length;
  if (name === 'quantity' && /T.*Z$/.test(field)) return value.rate === '1';
  return plain(value) === plain(field) && (!isObject(field) || field.currency === value.currency);
};

const checkProof = (name, proof, { facts, plans }, item) => {
  const { nodes, root, about, subject, program } = proof;
  const reached = new Set([root]);
  for (const node of reached) {
    const { args, arg, taken, given, because, rejected } = nodes[node] ?? {};
    for (const below of [args, arg, taken, given, because, rejected?.map(({ failed }) => failed)].flat(3))
      if (below !== undefined) reached.add(below);
  }
  const isConnected = same(sorted([...reached], String), sorted(Object.keys(nodes), String));
  if (!isConnected) wrong(name, '/nodes', 'misses nodes, or has some of no use');
  for (const [node, { kind, name: called, value, from, rule, path: pointer }] of Object.entries(nodes)) {
    if (hexOf(canonical(nodes[node])).slice(0, 16) !== node) wrong(name, node, 'was changed: its id is not its hash');
    const plan = kind === 'param' ? plans.get(`plans/${rule.plan}@${rule.version}.json`) : undefined;
    const isSaid = plan?.documentHash === rule?.hash && says(called, value, fieldAt(plan?.document, pointer ?? ''));
    if (kind === 'param' && !isSaid) wrong(name, node, `is not what the plan says at ${pointer}`);
    for (const { event, path: at } of kind === 'fact' ? from : []) {
      const isTrue = says(called, value, fieldAt(facts.get(event)?.data, at), program.timeZone);
      if (!isTrue) wrong(name, node, `is not what its event says at ${at}`);
    }
  }
  for (const { event, stream, revision, hash, path: at } of referencesIn(proof)) {
    const fact = facts.get(event);
    const isThere = fact?.hash === hash && fact.stream === stream && fact.revision === revision;
    const isHere = isThere && fieldAt(fact.data, at) !== undefined;
    if (!isHere) wrong(name, `${stream}#${revision}`, `is cited with ${at}, and is not so in the pack`);
  }
  const { stream, revision, data } = facts.get(about.from.event) ?? {};
  const isOf = subject === item.id && stream === item.stream && revision === item.revision;
  const isSame = same(data?.net ?? data?.amount, about.amount) && same(about.amount, nodes[root]?.value);
  if (!isOf || !isSame) wrong(name, root, 'is not a proof of the amount that was sampled');
};

// ---- Everything in turn ---------------------------------------------------------------------------------------------
/** Files that follow from the events, byte for byte. */
const filesFrom = (read, manifest, samples) => {
  const { count, size, byType, seals } = read;
  const sums = sumsOf(read.sums);
  const streams = [...read.streams].map(([stream, { head, length }]) => ({ head, length, stream }));
  const recordedUntil = manifest.scope.kind === 'whole' ? read.recordedUntil : manifest.known.recordedUntil;
  const figures = { counts: { events: count, streams: streams.length, byType }, sums, known: { size, recordedUntil } };
  const seal = seals.length === 0 ? null : `seals/${seals.at(-1).size}.txt`;
  const asked = { ...manifest.ipe.parameters, scope: manifest.scope, period: manifest.period };
  const json = {
    [MANIFEST]: { ...manifest, ...figures, seal, ipe: { ...manifest.ipe, parameters: asked } },
    'population.json': { sequence: { gapless: true }, streams, sums, types: byType },
    'samples.json': samples,
    'keys.json': [...new Set(seals.map(({ key }) => key))],
  };
  const texts = Object.entries(json).map(([name, value]) => [name, `${canonical(value)}\n`]);
  const plans = [...read.plans].map(([name, { document }]) => [name, canonical(document)]);
  return new Map([...texts, ...plans, ...seals.map((each) => [`seals/${each.size}.txt`, each.note])]);
};

const checkDerived = (name, expected) => {
  const content = readFileSync(inPack(name), 'utf8');
  const isJson = name.endsWith('.json') && content !== expected;
  const pointer = isJson ? difference(JSON.parse(content), JSON.parse(expected)) : null;
  if (content !== expected) wrong(name, pointer, 'does not follow from the events');
};

/** The rest of `wrong`: a check that cannot even read a file throws. */
const examine = (name, check) => {
  try {
    return check();
  } catch (error) {
    return void wrong(name, null, `is not of the form of evidence/1: ${error.message}`);
  }
};
const STATEMENT_OR_EXTRA =
  /^statements\/[^/]+\/\d{4}-\d\d\.json$|^personal\.ndjson$|^(?!seals|plans|proofs|statements)[^/]+\//;

const verifyFolder = async (pinned, kept, hash) => {
  const manifest = examine(MANIFEST, () => readJson(MANIFEST));
  const field = isObject(manifest) ? misfit(manifest, manifestShape) : '';
  if (field !== undefined) return void wrong(MANIFEST, `/${field}`, 'is not of the form of evidence/1');
  const manifestHash = hexOf(readFileSync(inPack(MANIFEST)));
  if ((hash ?? manifestHash) !== manifestHash) wrong(MANIFEST, null, 'is another one than you were told of');
  await checkFiles(manifest.files);
  const names = manifest.files.map((each) => each.path);
  const within = (below) => names.filter((name) => name.startsWith(below) && existsSync(inPack(name)));
  const documents = (below) => within(below).map((name) => [name, readJson(name)]);
  const [statements, proofs] = [documents('statements/'), new Map(documents('proofs/'))];
  const listed = pinned.length > 0 ? pinned : (examine('keys.json', () => readJson('keys.json')) ?? []);
  const keys = listed.map(keyOf).filter((key) => key !== undefined);
  const open = (name, at) => openNote(readFileSync(at, 'utf8'), keys, name) ?? [];
  const seals = within('seals/')
    .flatMap((name) => open(name, inPack(name)))
    .toSorted((one, other) => one.size - other.size);
  const all = [...seals, ...kept.flatMap((name) => open(name, name))];
  const sizes = new Map(all.map((seal) => [seal.size, seal === seals.at(-1) || kept.includes(seal.where)]));
  const read = await readEvents(manifest, sizes, new Set(referencesIn([...proofs]).map(({ event }) => event)));
  for (const seal of all) checkSeal(seal, read);
  checkSealEvents(seals, read);
  for (const { where, size, root } of all) {
    const isHere = size > read.size || seals.some((seal) => seal.size === size && seal.root === root);
    if (!isHere)
      wrong(where, null, 'is not among the seals of the pack: it was taken out, and what it covers may be cut');
  }
  if (pinned.length > 0 && all.length === 0) wrong(MANIFEST, '/seal', 'names no seal: nothing is signed with your key');
  const isWhole = manifest.scope.kind === 'whole';
  if (!isWhole) examine(HEADS, () => checkHeads(readJson(HEADS), seals.at(-1), read));
  const samples = samplesOf(read);
  const sampled = samples.population.what === 'deals' ? [] : samples.items; // A deal has no proof.
  const items = new Map(sampled.map((item) => [`proofs/${item.id}.json`, item]));
  const derived = filesFrom(read, manifest, samples);
  for (const [name, expected] of derived) examine(name, () => checkDerived(name, expected));
  for (const [name, { document, documentHash }] of read.plans)
    if (hexOf(canonical(document)) !== documentHash) wrong(name, null, 'has another hash than its event says');
  const owed = new Map();
  for (const [name, statement] of statements)
    if (statement !== undefined) examine(name, () => checkStatement(name, statement, read, owed));
  for (const { where, isDue } of read.moves.values()) if (isDue) wrong(EVENTS, where, 'is in no statement');
  for (const [name, item] of items) examine(name, () => checkProof(name, proofs.get(name), read, item));
  const fixed = ['README.md', 'verify-evidence.mjs', EVENTS, ...(isWhole ? [] : [LEAVES, HEADS])];
  const [needed, there] = [new Set([...fixed, ...derived.keys(), ...items.keys()]), new Set([...names, MANIFEST])];
  for (const name of needed) if (!there.has(name)) wrong(name, null, 'should be in the pack');
  const isKnown = (name) => needed.has(name) || STATEMENT_OR_EXTRA.test(name);
  for (const name of names) if (!isKnown(name)) wrong(name, null, 'does not belong in a pack');
  return { manifest, manifestHash, read, seals, kept, statements, items, samples, pinned };
};
const verified = (...asked) => verifyFolder(...asked).catch((error) => void wrong(EVENTS, null, error.message));

// ---- What is said ---------------------------------------------------------------------------------------------------
const reported = ({ manifest, manifestHash, read, seals, kept, statements, items, samples, pinned }) => {
  const [newest, { size, count, streams, population, plans }] = [seals.at(-1), read];
  const signed = newest === undefined ? '' : `; the newest covers ${newest.size} events, signed by ${newest.signer}`;
  const checked = [
    `The manifest of the ledger ${manifest.ledger}, SHA-256 ${manifestHash}; lengths and hashes of ${manifest.files.length} files`,
    `Form, links, numbers, ids, counts and sums of ${count} events of ${size}, in ${streams.size} streams`,
    `Signatures and trees of ${seals.length} seals, and of ${kept.length} that you kept${signed}`,
    `${plans.size} plans, ${statements.length} statements, ${samples.items.length} samples of ${population.length}, ${items.size} proofs`,
  ];
  const unsealed = size - (newest?.size ?? 0);
  const notProved = [
    ...(pinned.length > 0
      ? []
      : ['WHO SIGNED: the keys are from the pack, made by whoever made the pack. Give --key.']),
    ...(kept.length > 0
      ? []
      : ['That it is still the history of an earlier day: keep seals, and give them with --note.']),
    ...(unsealed === 0 ? [] : [`That the end was not changed or cut off: the last ${unsealed} events are in no seal.`]),
    ...(manifest.scope.kind === 'whole'
      ? []
      : ['That the pack has every stream of these partners: only that each stream in it is whole.']),
    'Whether what was recorded is true: hold it against the bank, the CRM and the contracts.',
    'That the steps of proofs are computed rightly, and what they call absent is: explain-operations.md says how.',
    'What README.md, personal.ndjson and added files say: only their hashes are checked.',
  ];
  return { checked, notProved };
};
const listOf = (title, lines) => `\n${title}\n${lines.map((line) => `- ${line}\n`).join('')}`;

/** What stands at the head of this file. */
const helpText = () => {
  const [, ...lines] = readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, end)
    .map((line) => `${line.slice(3)}\n`)
    .join('');
};
const linesOf = (key) => (existsSync(key) ? readFileSync(key, 'utf8').trim().split('\n') : [key]);
const usage = 'node verify-evidence.mjs FOLDER [--key KEY]... [--note FILE]... [--manifest SHA256] [--json] [--help]\n';
const main = async () => {
  const many = { type: 'string', multiple: true, default: [] };
  const options = {
    key: many,
    note: many,
    manifest: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) return void process.stdout.write(helpText());
  const keys = values.key.flatMap(linesOf);
  if (positionals.length !== 1 || !lstatSync(positionals[0]).isDirectory())
    throw new Error('Name the folder of one pack.');
  if (keys.some((key) => keyOf(key) === undefined)) throw new Error('A key is no verifier key, and no file of them.');
  for (const note of values.note) readFileSync(note);
  [folder] = positionals;
  const seen = await verified(keys, values.note, values.manifest);
  const { checked, notProved } = isObject(seen) ? reported(seen) : { checked: [], notProved: [] };
  const verdict = findings.length === 0 ? 'sound' : 'not-sound';
  const places = findings.map(
    ({ file: name, place: at, problem }) => `${[name, at ?? []].flat().join(', ')}: ${problem}`,
  );
  const found = listOf(`NOT SOUND: ${findings.length} findings`, places.slice(0, 100)).trimStart();
  const shown = `${findings.length === 0 ? 'SOUND\n' : found}${listOf('Checked', checked)}${listOf('Not proved', notProved)}`;
  process.stdout.write(values.json ? `${JSON.stringify({ verdict, findings, checked, notProved })}\n` : shown);
  process.exitCode = findings.length === 0 ? 0 : 1;
};
await main().catch((error) => {
  process.stderr.write(`${error.message}\n${usage}`);
  process.exitCode = 2;
});
