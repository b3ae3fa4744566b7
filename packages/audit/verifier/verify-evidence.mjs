#!/usr/bin/env node
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `Verifies a pack of evidence (evidence/1) of a commission ledger, unpacked into a folder:

  node verify-evidence.mjs FOLDER [--key KEY]... [--note FILE]... [--manifest SHA256] [--json] [--help]

--key       a verifier key that you had by another way than the pack, or a file with some, one on each line
--note      a file with a seal that you kept since before, or a mail with it: is the history of the pack still the same?
--manifest  the SHA-256 of manifest.json, as you were told it by another way

Exit codes: 0 sound, 1 not sound, 2 could not be asked. It needs Node 20 and nothing else, and shares no code with the
ledger. The format is described in evidence-1.md. Read this file from top to bottom before you trust it.
`;

// ---- What was found. A check that fails says so with `wrong`, and in no other way. ----------------------------------
const findings = [];
const wrong = (file, place, problem) => findings.push({ file, place, problem });
/** The rest of `wrong`: a check that cannot even read what it is given throws. */
const examine = async (file, place, check) => {
  try {
    return await check();
  } catch (error) {
    return void wrong(file, place, `is not of the form of evidence/1: ${error.message}`);
  }
};
const [EVENTS, LEAVES, HEADS, MANIFEST] = ['events.ndjson', 'leaves.txt', 'heads.ndjson', 'manifest.json'];
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

// ---- Canonical JSON (RFC 8785). What is not in the canonical form of what it says is refused: it may say two things. -
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).toSorted(); // By UTF-16 code units.
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};
const same = (one, other) => canonical(one ?? null) === canonical(other ?? null);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsed = (bytes) => {
  const value = JSON.parse(utf8.decode(bytes));
  if (canonical(value) === utf8.decode(bytes)) return value;
  throw new Error('it is not canonical JSON, so it may say two things');
};
const isInside = (value) => typeof value === 'object' && value !== null;
const isObject = (value) => isInside(value) && !Array.isArray(value);
/** Where two values differ first, as a JSON Pointer. */
const difference = (one, other, at = '') => {
  if (!isInside(one) || !isInside(other)) return at;
  const name = Object.keys({ ...one, ...other }).find((each) => !same(one[each], other[each]));
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
const stated = { known, counts: isObject, sums: [isObject], seal: or(null, text) };
const manifestShape = { ...named, ...stated, scope, period, files: [file], ipe: origins };
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
  const key = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  return { name, keyId, line, publicKey: createPublicKey({ key, format: 'jwk' }) };
};

const SEAL = /^(\S+\n[1-9]\d*\n\S+\nheads [1-9]\d* \S+\nsealed [\d-]{10}T[\d:]{8}\.\d{6}Z\n)\n((\u2014 \S+ \S+\n)+)$/;
/** The seal in what was kept: the note, or a mail with it, which may be quoted. */
const noteIn = (kept) => {
  const lines = kept.replaceAll('\r', '').replaceAll(/^[> ]+|[ \t]+$/gm, '');
  return new RegExp(SEAL.source.replace(/\$$/, ''), 'm').exec(`${lines}\n`)?.[0] ?? kept;
};
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
    else if (there.size !== bytes || hash.digest('hex') !== expected)
      wrong(name, null, 'was changed: its length or its SHA-256 is not the listed one');
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
  if (bytes.at(-1) === 10) return parsed(bytes.subarray(0, -1));
  throw new Error('it is cut off');
};

// ---- Amounts: texts with exactly the decimals of their currency, added up in whole minor units ----------------------
const DECIMALS = { 3: 'BHD IQD JOD KWD LYD OMR TND', 4: 'CLF UYW' };
DECIMALS[0] = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const decimalsOf = (currency) => [0, 3, 4].find((each) => DECIMALS[each].includes(currency)) ?? 2;
const isMoney = (value) =>
  fits(value, moneyShape) && (value.amount.split('.')[1] ?? '').length === decimalsOf(value.currency);
const unitsOf = ({ amount }) => BigInt(amount.replace('.', ''));
const moneyOf = (units, currency) => {
  const digits = decimalsOf(currency);
  const all = String(units).replace(/\d+/, (number) => number.padStart(digits + 1, '0'));
  return { amount: digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`, currency };
};
const sorted = (rows, keyOfRow) => rows.toSorted((one, other) => (keyOfRow(one) < keyOfRow(other) ? -1 : 1));
const addTo = (sums, money, label) => {
  const key = `${Object.values(label).join('')} ${money.currency}`;
  const { amount, count } = sums[key] ?? { amount: '0', count: 0 };
  sums[key] = { ...label, ...moneyOf(unitsOf({ amount }) + unitsOf(money), money.currency), count: count + 1 };
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

/** Categories of streams, each with the fields of `data` whose ids make the names of its streams, and what stands in it. */
const CATEGORIES = `program program ProgramOpened ProgramChanged AnnouncementPublished
plan plan PlanPublished
fx from.to FxRateRecorded
partner partner PartnerJoined PartnerEnrolled ManagerAssigned UplineAssigned PayoutDestinationChanged TaxStatusRecorded
partner partner PartnerSuspended PartnerReinstated DigestDelivered AnnouncementAcknowledged
lead lead LeadSubmitted LeadAccepted LeadRejected LeadMarkedDuplicate LeadAdvanced LeadLost LeadExpired LeadWon LeadReopened
claim program.customer LeadClaimed ClaimReleased
deal deal DealWon DealAmended DealCancelled PaymentReceived PaymentRefunded ChargebackOpened ChargebackDecided
deal deal CauseParked CauseResolved
account program.partner AccrualPosted AccrualEvaluated AccrualReversed AccrualHeld AccrualReleased TrueUpPosted
account program.partner AdjustmentPosted AdjustmentProposed AdjustmentDeclined DrawAdvanced DrawRecovered DrawForgiven
account program.partner ReceivableWrittenOff BalanceUnclaimed TaxRemitted PeriodClosed
account program.partner PayoutIssued PayoutDeferred PayoutSettled PayoutFailed PayoutVoided
payoutrun run PayoutRunPrepared PayoutRunApproved PayoutRunCompleted PayoutRunDiscarded PayoutFileMade
inquiry inquiry InquiryOpened InquiryAnswered InquiryEscalated InquiryResolved InquiryReopened
subject subject SubjectErased
seal ledger LedgerSealed`;
const HOMES = new Map(
  CATEGORIES.split('\n').flatMap((line) => {
    const [category, fields, ...types] = line.split(' ');
    return types.map((type) => [type, { category, fields: fields.split('.') }]);
  }),
);
/** The stream that an event belongs to by its type and its data: none where an id is no id, or currencies differ. */
const homeOf = ({ type, stream, data }) => {
  const { category, fields = [] } = HOMES.get(type) ?? {};
  const ids = fields.map((field) => data[field]);
  if (!fits([category, ...ids], [id])) return undefined;
  const name = `${category}-${ids.join('.')}`;
  if (category !== 'account') return name;
  const said = [data.amount?.currency, data.closing?.currency, data.currency].filter((each) => each !== undefined);
  const [currency = stream.slice(-3), ...others] = said;
  const isOne = fits(said, [moneyShape.currency]) && others.every((each) => each === currency);
  return isOne ? `${name}.${currency}` : undefined;
};

// ---- The events, in one pass ----------------------------------------------------------------------------------------
/** The hash of every event of the history: of a part, only these are there of most. */
const hashesIn = async function* (isWhole) {
  for await (const line of readLines(isWhole ? EVENTS : LEAVES)) yield isWhole ? hexOf(line) : line.toString();
};

/** What later checks need: with the roots over so many events as `sizes` has, and how all streams ended at some of them. */
const readEvents = async (manifest, { sizes, endsAt, cited }) => {
  const counted = { count: 0, size: 0, recordedUntil: '', ids: new Set(), streams: new Map(), byType: {}, sums: {} };
  const kept = { roots: new Map(), population: [], plans: new Map(), seals: [], closings: new Map(), facts: new Map() };
  const held = { own: ownIn(manifest), led: new Set(), ends: new Map(), moves: new Map(), zones: new Map() };
  const read = { manifest, cited, ...counted, ...kept, ...held };
  const [tree, events] = [growingTree(), readLines(EVENTS)];
  const noteRoot = () => {
    if (sizes.has(read.size)) read.roots.set(read.size, tree.root());
    if (endsAt.has(read.size)) read.ends.set(read.size, endsOf(read).map(canonical));
  };
  let event = await events.next();
  for await (const hash of hashesIn(manifest.scope.kind === 'whole')) {
    noteRoot();
    tree.append(Buffer.from(hash, 'hex'));
    read.size += 1;
    if (!hex.test(hash)) wrong(LEAVES, `line ${read.size}`, 'is no hash');
    if (event.done || hexOf(event.value) !== hash) continue;
    const line = `line ${(read.count += 1)}`;
    await examine(EVENTS, line, () => noteFrame(read, parsed(event.value), hash));
    event = await events.next();
  }
  noteRoot();
  if (!event.done)
    wrong(EVENTS, `line ${read.count + 1}`, 'is not among the hashes in leaves.txt, or not in this order');
  return read;
};
/** How the streams end that were read so far, in the order in which they began. */
const endsOf = ({ streams }) => [...streams].map(([stream, { head, length }]) => ({ head, length, stream }));

/** The streams that belong to a part of a history by their names. */
const ownIn = ({ ledger, scope: { program, partners = [] } }) => {
  const any = `(${partners.join('|')})`;
  return new RegExp(`^(seal-${ledger}|program-${program}|partner-${any}|account-${program}\\.${any}\\.[A-Z]{3})$`);
};
/** The streams that data cite: by their names, or by the ids of what has one. */
const citedIn = (data) =>
  Object.entries(data).flatMap(([name, value]) => {
    if (isInside(value)) return citedIn(value);
    if (name === 'id' && data.kind === 'inquiry') return [`inquiry-${value}`];
    return name === 'stream' ? [value] : [`${name === 'run' ? 'payoutrun' : name}-${value}`];
  });
const LED_TO = /^(deal|lead|inquiry|claim|program|plan|fx|payoutrun|subject)-/;

const noteFrame = (read, frame, hash) => {
  if (!fits(frame, frameShape)) throw new Error('it is no frame');
  const { stream, revision, type, data, recordedAt } = frame;
  const where = `${stream}#${revision}`;
  const before = read.streams.get(stream) ?? { length: 0, head: null, recordedAt: '' };
  if (revision !== before.length) wrong(EVENTS, where, `stands where #${before.length} of its stream should be`);
  if (frame.prev !== before.head) wrong(EVENTS, where, 'is not linked to the event before it: one of them was changed');
  if (recordedAt <= before.recordedAt) wrong(EVENTS, where, 'was not recorded later than the event before it');
  if (homeOf(frame) !== stream) wrong(EVENTS, where, 'does not belong in this stream, by its type and its data');
  if (read.ids.has(frame.id)) wrong(EVENTS, where, `has the id of another event: ${frame.id}`);
  read.ids.add(frame.id);
  read.streams.set(stream, { length: revision + 1, head: hash, recordedAt });
  read.byType[type] = (read.byType[type] ?? 0) + 1;
  if (recordedAt > read.recordedUntil) read.recordedUntil = recordedAt;
  if (read.cited.has(frame.id)) read.facts.set(frame.id, { ...frame, hash });
  if (type === 'ProgramOpened') read.zones.set(data.program, data.timeZone);
  if (type === 'PlanPublished') read.plans.set(`plans/${data.plan}@${data.version}.json`, data);
  if (type === 'LedgerSealed') read.seals.push({ ...data, where, stream, before: read.size - 1 });
  if (type === 'PeriodClosed') read.closings.set(stream, [...(read.closings.get(stream) ?? []), closingOf(frame)]);
  const { scope: part, period: within, ipe } = read.manifest;
  const isOwn = read.own.test(stream) && (data.program ?? part.program) === part.program;
  if (isOwn) for (const each of citedIn(data)) if (LED_TO.test(each)) read.led.add(each);
  if (AMOUNTS[type] === undefined) return;
  if (!isMoney(data.amount)) throw new Error('it has no amount with the decimals of its currency');
  const [sum, population, kind, field, sign] = AMOUNTS[type];
  const isNow = isIn(within, recordedAt);
  if (kind !== null) {
    const amount = moneyOf(sign * unitsOf(data.amount), data.amount.currency);
    const { until = '' } = read.closings.get(stream)?.at(-1) ?? {};
    const at = until > data.occurredAt ? until : data.occurredAt; // What was closed before is in the next that is open.
    const event = { id: frame.id, revision, stream };
    const move = { kind, id: data[field], amount, at, occurredAt: data.occurredAt, event };
    if (!read.moves.has(stream)) read.moves.set(stream, []);
    read.moves.get(stream).push(move);
  }
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
/** What stands for the newest seal where there is none. */
const NOTHING_SEALED = { where: MANIFEST, size: 0, streams: 0, headsRoot: hexOf() };

/** Holds a seal against the history that was read, and against the seals of the pack. */
const checkSeal = ({ where, origin, size, root, streams, headsRoot }, seals, read) => {
  if (origin !== read.manifest.origin) wrong(where, null, `is a seal of another history: ${origin}`);
  if (size > read.size) return void wrong(where, null, `seals ${size} events, of ${read.size}: the end was cut off`);
  if (read.roots.get(size) !== root)
    wrong(where, null, `does not fit: the first ${size} events are not those that were sealed`);
  if (!seals.some((seal) => same({ ...seal, size, root, streams, headsRoot }, seal)))
    wrong(where, null, 'is not among the seals of the pack: it was taken out, and what it covers may be cut');
};

/** How the streams of the history ended at some seals, by the size of the seal: a part lists what changed at each. */
const readHeads = async (sizes, seals) => {
  const [listed, ends] = [new Map(), new Map()];
  let [line, last] = [0, 0];
  const noteUpTo = (seal) => {
    for (const size of sizes) if (size >= last && size < seal) listed.set(size, [...ends.values()].map(canonical));
  };
  for await (const bytes of readLines(HEADS)) {
    const { seal, ...end } = parsed(bytes);
    line += 1;
    if (!fits(end, { head: hex, length: whole, stream: text })) throw new Error('it tells no end of a stream');
    const isLater = seal >= last && end.length > (ends.get(end.stream)?.length ?? 0);
    if (!isLater || !seals.some(({ size }) => size === seal))
      wrong(HEADS, `line ${line}`, 'does not follow on the lines before it, or is of no seal');
    noteUpTo(seal);
    ends.set(end.stream, end);
    last = seal;
  }
  noteUpTo(Infinity);
  return listed;
};

/** All streams ended as a seal says; and of those that a part should have, none was left out. */
const checkEnds = ({ where, size, streams, headsRoot }, { manifest, own, led, streams: read, ends }, heads) => {
  const [here, listed] = [ends.get(size) ?? [], (heads ?? ends).get(size) ?? []];
  const tree = growingTree();
  for (const end of listed) tree.append(end);
  const isSealed = listed.length === streams && tree.root() === headsRoot;
  if (!isSealed) wrong(heads ? HEADS : where, null, 'does not fit: the streams did not end as they were sealed');
  const isDue = (stream) => manifest.scope.kind === 'whole' || own.test(stream) || led.has(stream) || read.has(stream);
  const [due, there] = [new Set(listed.filter((end) => isDue(JSON.parse(end).stream))), new Set(here)];
  for (const end of [...due, ...there].filter((each) => !due.has(each) || !there.has(each)))
    wrong(HEADS, JSON.parse(end).stream, 'did not end so in events.ndjson, or was left out');
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
/** The month of an instant, as `2025-03`: the days are those of the program. */
const monthAt = (instantOrTime, timeZone = '') => {
  if (!formats.has(timeZone)) formats.set(timeZone, new Intl.DateTimeFormat('sv', { timeZone }));
  return formats.get(timeZone).format(new Date(instantOrTime)).slice(0, 7);
};
const formats = new Map(); // By their time zones: to make one takes long.
const inOrder = ({ at, event }) => `${at} ${String(event.revision).padStart(16, '0')}`;

const checkStatement = (name, statement, { moves, closings, zones }) => {
  const [, stream, month] = name.split(/\/|\.json$/);
  const [program, partner, currency] = stream.replace(/^account-/, '').split('.');
  const [first, next] = [statement.from, statement.to].map((at) => new Date(at).getTime());
  const around = [first - 1, first, next - 1, next].map((at) => monthAt(at, zones.get(program)) === month);
  const isMonth = same(around, [false, true, true, false]);
  const [from, to] = isMonth ? [first, next].map((at) => new Date(at).toISOString()) : [];
  const before = (moves.get(stream) ?? []).filter(({ at }) => at < from);
  const lines = sorted(
    (moves.get(stream) ?? []).filter(({ at }) => at >= from && at < to),
    inOrder,
  );
  const unitsIn = ({ amount }) => {
    if (amount.currency === currency) return unitsOf(amount);
    throw new Error(`a movement is not in the currency of the account: ${amount.currency}`);
  };
  let owed = before.reduce((sum, move) => sum + unitsIn(move), 0n);
  const [opening, kinds] = [moneyOf(owed, currency), {}];
  const rows = lines.map((line, at) => {
    addTo(kinds, line.amount, { kind: line.kind });
    return { ...statement.lines[at], ...line, balance: moneyOf((owed += unitsIn(line)), currency) };
  });
  const closing = moneyOf(owed, currency);
  const hash = hexOf(canonical(lines.map(({ kind, id: entry, amount }) => ({ kind, id: entry, amount }))));
  const closed = closings.get(stream)?.find((each) => each.period >= month) ?? null; // This month, or a later one.
  const figures = { opening, closing, lines: lines.length, statementHash: hash };
  if (closed?.period === month && !same({ ...closed, ...figures }, closed))
    wrong(name, '/closed', 'was closed with other figures than follow from the events');
  const sums = Object.values(kinds).map(({ kind, count, ...amount }) => ({ kind, amount, lines: count }));
  const of = { program, partner, currency, period: month, from, to, count: lines.length, hash };
  const made = { ...statement, ...of, opening, lines: rows, sums: sorted(sums, canonical), closing, closed };
  const told = { ...statement, sums: sorted(statement.sums, canonical) };
  for (const field of Object.keys(made).filter((each) => !same(told[each], made[each])))
    wrong(name, difference(told[field], made[field], `/${field}`), 'does not follow from the events');
};

/** Each movement of a month of the period is in a statement: that of its month has all of them. */
const checkTold = (stream, moves, { zones, manifest: { period: within } }, names) => {
  const zone = zones.get(/^account-([^.]*)/.exec(stream)?.[1]);
  const last = within && Date.parse(within.until) - (within.until.endsWith('000Z') ? 1 : 0); // Instants are milliseconds.
  const [from, until] = within ? [monthAt(within.from, zone), monthAt(last, zone)] : ['', '~'];
  const files = new Set(names);
  for (const { at, event } of moves) {
    const month = monthAt(at, zone);
    if (month >= from && month <= until && !files.has(`statements/${stream}/${month}.json`))
      wrong(EVENTS, `${stream}#${event.revision}`, 'is in no statement');
  }
};

// ---- The proofs: each fact is a field of an event, each number one of a plan, and the root is the amount -------------
const fieldOf = (value, name) => (isInside(value) && Object.keys(value).includes(name) ? value[name] : undefined);
const fieldAt = (value, pointer) => {
  const [, ...names] = pointer.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce(fieldOf, value);
};
/** All references to events in a document. */
const referencesIn = (value) => {
  const inner = isInside(value) ? Object.values(value).flatMap(referencesIn) : [];
  return value?.hash === undefined || value.event === undefined ? inner : [value, ...inner];
};
const plain = (value) => {
  const { amount, exact, rate, num, den } = Object(value);
  const number = amount ?? exact ?? rate ?? (num === undefined ? value : `${num}/${den}`);
  const said = isInside(number) ? canonical(number) : `${number}`;
  return /^-?\d+\.\d+$/.test(said) ? said.replace(/\.?0+$/, '') : said;
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
    const isTold = ({ event, path: at }) => says(called, value, fieldAt(facts.get(event)?.data, at), program.timeZone);
    if (kind === 'fact' && (from.length === 0 || !from.every(isTold))) wrong(name, node, 'is not what its events say');
  }
  for (const { event, stream, revision, hash, path: at } of referencesIn(proof)) {
    const fact = facts.get(event);
    const isThere = fact?.hash === hash && fact.stream === stream && fact.revision === revision;
    if (!isThere || fieldAt(fact.data, at) === undefined)
      wrong(name, `${stream}#${revision}`, `is cited with ${at}, and is not so in the pack`);
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
  const streams = endsOf(read);
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

const STATEMENT_OR_EXTRA =
  /^statements\/[^/]+\/\d{4}-\d\d\.json$|^personal\.ndjson$|^(?!seals|plans|proofs|statements)[^/]+\//;

const verifyFolder = async (pinned, kept, hash) => {
  const manifest = await examine(MANIFEST, null, () => readJson(MANIFEST));
  const field = isObject(manifest) ? misfit(manifest, manifestShape) : '';
  if (field !== undefined) return void wrong(MANIFEST, `/${field}`, 'is not of the form of evidence/1');
  const manifestHash = hexOf(readFileSync(inPack(MANIFEST)));
  if ((hash ?? manifestHash) !== manifestHash) wrong(MANIFEST, null, 'is another one than you were told of');
  await checkFiles(manifest.files);
  const isWhole = manifest.scope.kind === 'whole';
  const names = manifest.files.map((each) => each.path);
  const within = (below) => names.filter((name) => name.startsWith(below));
  const proofs = new Map();
  for (const name of within('proofs/')) proofs.set(name, await examine(name, null, () => readJson(name)));
  const listed = pinned.length > 0 ? pinned : await examine('keys.json', null, () => readJson('keys.json'));
  const keys = (listed ?? []).map(keyOf).filter((key) => key !== undefined);
  const open = (name, note) => openNote(note, keys, name) ?? [];
  const seals = within('seals/').flatMap((name) => open(name, readFileSync(inPack(name), 'utf8')));
  seals.sort((one, other) => one.size - other.size);
  const [newest, mine] = [
    seals.at(-1) ?? NOTHING_SEALED,
    kept.flatMap((name) => open(name, noteIn(readFileSync(name, 'utf8')))),
  ];
  const [all, ended] = [
    [...seals, ...mine],
    [newest, ...mine],
  ];
  const [sizes, endsAt] = [all, ended].map((each) => new Set(each.map(({ size }) => size)));
  const cited = new Set(referencesIn([...proofs]).map(({ event }) => event));
  const read = await readEvents(manifest, { sizes, endsAt, cited });
  for (const seal of all) checkSeal(seal, seals, read);
  checkSealEvents(seals, read);
  if (pinned.length > 0 && all.length === 0) wrong(MANIFEST, '/seal', 'names no seal: nothing is signed with your key');
  const heads = isWhole ? undefined : await examine(HEADS, null, () => readHeads(endsAt, seals));
  for (const seal of ended) if (seal.size <= read.size && (isWhole || heads)) checkEnds(seal, read, heads);
  const samples = samplesOf(read);
  const sampled = samples.population.what === 'deals' ? [] : samples.items; // A deal has no proof.
  const items = new Map(sampled.map((item) => [`proofs/${item.id}.json`, item]));
  const derived = filesFrom(read, manifest, samples);
  for (const [name, expected] of derived) await examine(name, null, () => checkDerived(name, expected));
  for (const [name, { document, documentHash }] of read.plans)
    if (hexOf(canonical(document)) !== documentHash) wrong(name, null, 'has another hash than its event says');
  for (const name of within('statements/')) await examine(name, null, () => checkStatement(name, readJson(name), read));
  for (const [stream, moves] of read.moves) await examine(EVENTS, stream, () => checkTold(stream, moves, read, names));
  for (const [name, item] of items) await examine(name, null, () => checkProof(name, proofs.get(name), read, item));
  const parts = isWhole ? [] : [LEAVES, HEADS];
  const needed = new Set(['README.md', 'verify-evidence.mjs', EVENTS, ...parts, ...derived.keys(), ...items.keys()]);
  const missing = [...needed].filter((name) => name !== MANIFEST && !names.includes(name));
  for (const name of missing) wrong(name, null, 'should be in the pack');
  const isKnown = (name) => needed.has(name) || STATEMENT_OR_EXTRA.test(name);
  for (const name of names) if (!isKnown(name)) wrong(name, null, 'does not belong in a pack');
  return { manifest, manifestHash, read, newest, isPinned: pinned.length > 0, kept: kept.length };
};
const verified = (...asked) => examine(EVENTS, null, () => verifyFolder(...asked));

// ---- What is said ---------------------------------------------------------------------------------------------------
const some = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const reported = ({ manifest, manifestHash, read, newest, isPinned, kept }) => {
  const filesIn = (below, noun) => some(manifest.files.filter((each) => each.path.startsWith(below)).length, noun);
  const covered =
    newest.size === 0 ? '' : `; the newest covers ${some(newest.size, 'event')}, signed by ${newest.signer}`;
  const { scope: part, period: within, known: end, ipe } = manifest;
  const [{ what: kind, method: how, seed, size }, { from, until }] = [ipe.parameters.samples, within ?? {}];
  const of =
    part.kind === 'whole' ? 'The whole history' : `Of the program ${part.program}: ${part.partners.join(', ')}`;
  const time = within === null ? 'from its beginning' : `figures of what was recorded from ${from} until ${until}`;
  const checked = [
    `${of}, ${time}, as far as ${some(end.size, 'event')}; a sample of ${size} of the ${kind} by ${how}, seed "${seed}"`,
    `The manifest of the ledger ${manifest.ledger}, SHA-256 ${manifestHash}; lengths and hashes of ${filesIn('', 'file')}`,
    `Form, links, numbers, ids, counts and sums of ${some(read.count, 'event')} in ${some(read.streams.size, 'stream')}`,
    `Signatures and trees of ${filesIn('seals/', 'seal')}, and of ${kept} that you kept${covered}`,
    `${filesIn('plans/', 'plan')}, ${filesIn('statements/', 'statement')}, ${filesIn('proofs/', 'proof')}, and how samples were drawn`,
  ];
  const after = `${some(read.size - newest.size, 'event')} of ${read.size}`;
  const notProved = [
    !isPinned && 'WHO SIGNED: the keys are from the pack, made by whoever made the pack. Give --key.',
    kept === 0 && 'That it is still the history of an earlier day: keep seals, and give them with --note.',
    read.size > newest.size &&
      `That the end was not changed or cut off, and no stream in it left out: no seal covers ${after}.`,
    manifest.scope.kind !== 'whole' &&
      'That no lead, deal, inquiry or claim was left out that names a partner, and that no entry of theirs cites.',
    'Whether what was recorded is true: hold it against the bank, the CRM and the contracts.',
    'That the steps of proofs are computed rightly, and what they call absent is: explain-operations.md says how.',
    'What README.md, personal.ndjson and added files say: only their hashes are checked.',
    'That the verify-evidence.mjs in the pack is this one: it was not compared. Run one from its publisher.',
  ];
  return { checked, notProved: notProved.filter(Boolean) };
};
/** What files say cannot move the cursor, nor hide what stands beside it. */
const safely = (said) => said.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
const listOf = (title, lines) => `\n${title}\n${lines.map((line) => `- ${safely(line)}\n`).join('')}`;

const linesOf = (key) => (existsSync(key) ? readFileSync(key, 'utf8').trim().split('\n') : [key]);
const main = async () => {
  const [many, one, flag] = [{ type: 'string', multiple: true, default: [] }, { type: 'string' }, { type: 'boolean' }];
  const options = { key: many, note: many, manifest: one, json: flag, help: flag };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) return void process.stdout.write(HELP);
  const keys = values.key.flatMap(linesOf);
  if (positionals.length !== 1 || !lstatSync(positionals[0]).isDirectory())
    throw new Error('Name the folder of one pack.');
  if (keys.some((key) => keyOf(key) === undefined)) throw new Error('A key is no verifier key, and no file of them.');
  for (const note of values.note) readFileSync(note);
  [folder] = positionals;
  const seen = await verified(keys, values.note, values.manifest);
  const { checked, notProved } = isObject(seen) ? reported(seen) : { checked: [], notProved: [] };
  const isSound = findings.length === 0;
  const places = findings.map((each) => `${[each.file, each.place ?? []].flat().join(', ')}: ${each.problem}`);
  const notSound = listOf(`NOT SOUND: ${some(places.length, 'finding')}`, places.slice(0, 100)).trimStart();
  const said = { verdict: isSound ? 'sound' : 'not-sound', findings, checked, notProved };
  const shown = `${isSound ? 'SOUND\n' : notSound}${listOf('Checked', checked)}${listOf('Not proved', notProved)}`;
  process.stdout.write(values.json ? `${safely(JSON.stringify(said))}\n` : shown);
  process.exitCode = isSound ? 0 : 1;
};
await main().catch((error) => {
  process.stderr.write(`${safely(error.message)}\n\n${HELP}`);
  process.exitCode = 2;
});
