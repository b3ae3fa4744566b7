import { checkpointText, historyDigest, signNote, verifierKeyTextOf } from '@commission-ledger/seals';
import { hashOf } from '@commission-ledger/events';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { verifyHistory } from '../../src/verify/verifyHistory.ts';
import type { VerifyOptions } from '../../src/verify/verifyOptions.ts';
import type { VerifyReport } from '../../src/verify/verifyReport.ts';
import {
  type Row,
  dataOf,
  itemOf,
  leavesOf,
  nextRow,
  noteOver,
  notesIn,
  playScript,
  sealingKey,
  sourceOf,
  withSeal,
} from './sampleHistory.ts';
import { sealedAnew, tamperings, withSealData } from './tampering.ts';

const { signer, key } = sealingKey();
const another = sealingKey();

const verify = async (rows: readonly Row[], options: Partial<VerifyOptions> = {}): Promise<VerifyReport> => {
  const verified = await verifyHistory({ events: sourceOf(rows), ledger: 'sample', keys: [key], ...options });
  if (E.isLeft(verified)) throw new Error(verified.left._tag);
  return verified.right;
};

/** At least two seals, and a tail that is not sealed. */
const script = fc
  .tuple(...[4, 3, 2].map((least) => fc.array(fc.nat(3), { minLength: least, maxLength: 12 })))
  .map(([first = [], second = [], tail = []]) => [...first, 'seal' as const, ...second, 'seal' as const, ...tail]);

/** How far the last seal goes. */
const sealedSize = (rows: readonly Row[]): number => rows.findLastIndex(({ type }) => type === 'LedgerSealed');

describe('a history that nobody touched', () => {
  it('is sound, and has the roots that sealing it would give', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.boolean(), async (steps, announced) => {
        const { rows, notes } = await playScript(steps, signer);
        const report = await verify(rows, {
          kept: notes,
          leaves: leavesOf(rows),
          ...(announced && { ledger: 'none' }),
        });
        expect(report.findings).toEqual([]);
        const digest = historyDigest();
        for (const { stream, revision, body } of rows) digest.add(stream, revision, hashOf(body));
        expect(report).toMatchObject({ verdict: 'sound', root: digest.root(), headsRoot: digest.headsRoot() });
        expect(report.seals.map(({ roots, signature }) => `${signature} ${roots}`)).toEqual([
          'pinned equal',
          'pinned equal',
        ]);
        expect(report.kept.map(({ roots }) => roots)).toEqual(['equal', 'equal']);
        expect(report.unsealed.events).toBe(rows.length - 1 - sealedSize(rows));
      }),
      { numRuns: 20 },
    );
  });
});

describe('every kind of tampering, before the last seal', () => {
  it.each(Object.keys(tamperings))('is found, and its first event named: %s', async (name) => {
    const tamper = tamperings[name];
    let done = 0;
    await fc.assert(
      fc.asyncProperty(script, fc.nat(100), fc.nat(100), async (steps, one, other) => {
        const { rows, notes } = await playScript(steps, signer);
        const size = sealedSize(rows);
        const places = Array.from({ length: size }, (_, place) => (one + place) % size);
        const tampered = places.map((place) => tamper?.(rows, place, other % size)).find((each) => each !== undefined);
        if (tampered === undefined) return;
        done += 1;
        const report = await verify(tampered.rows, { kept: notes });
        const [first] = report.findings;
        expect(report.verdict).toBe('not-sound');
        expect(tampered.classes).toContain(first?.class);
        if (tampered.exact !== undefined) expect(first?.place?.index).toBe(tampered.exact);
        else {
          expect(first?.place?.index).toBeLessThanOrEqual(tampered.first);
          expect(first?.until ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(tampered.first);
        }
        const withLeaves = await verify(tampered.rows, { kept: notes, leaves: leavesOf(rows) });
        expect(withLeaves.findings[0]?.place?.index).toBe(
          Math.min(tampered.first, tampered.exact ?? Number.POSITIVE_INFINITY),
        );
      }),
      { numRuns: 25 },
    );
    expect(done).toBeGreaterThan(5);
  });
});

/** The classes that were found, without repetition. */
const classesOf = ({ findings }: VerifyReport): readonly string[] => [...new Set(findings.map((each) => each.class))];

describe('what was kept outside', () => {
  const steps = [0, 1, 0, 2, 'seal', 1, 0, 'seal', 2, 1, 'seal', 0, 1] as const;
  const played = playScript(steps, signer);

  it('shows that the store was put back to an earlier state, which looks whole by itself', async () => {
    const { rows, notes } = await played;
    const back = rows.slice(0, 7);
    expect(await verify(back)).toMatchObject({ verdict: 'sound', unsealed: { events: 2 } });
    const report = await verify(back, { kept: notes });
    expect(classesOf(report)).toEqual(['rolled-back']);
    expect(report.findings[0]).toMatchObject({ place: { index: 6 }, cause: { _tag: 'EndsEarly', size: 10, found: 7 } });
    expect(report.kept.map(({ roots }) => roots)).toEqual(['equal', 'equal', 'beyond']);
  });

  it('shows that the end was cut off right behind what a seal covers', async () => {
    const { rows, notes } = await played;
    const cut = rows.slice(0, 10);
    expect((await verify(cut)).verdict).toBe('sound');
    const report = await verify(cut, { kept: notes });
    expect(classesOf(report)).toEqual(['tail-truncated']);
    expect(report.findings[0]).toMatchObject({ place: { index: 9 }, cause: { _tag: 'SealGone', size: 10 } });
  });

  it('shows by the hashes alone that the end was cut off', async () => {
    const { rows } = await played;
    const report = await verify(rows.slice(0, 12), { leaves: leavesOf(rows) });
    expect(report.findings).toMatchObject([
      { class: 'tail-truncated', cause: { _tag: 'LeavesGoOn', kept: 13, found: 12 } },
    ]);
  });

  it('is not sound when only the hashes differ, whatever good seals say', async () => {
    const { rows, notes } = await played;
    const leaves = Buffer.from(leavesOf(rows)).fill(7, 64, 96);
    const report = await verify(rows, { kept: notes, leaves });
    expect(report.findings).toMatchObject([{ cause: { _tag: 'LeafDiffers' }, place: { index: 2 } }]);
    expect(report.notChecked.map(({ what }) => what)).toContain('leaves-contradict');
  });

  it('lets a history grow', async () => {
    const { rows, notes } = await played;
    const grown = [...rows, nextRow(rows, itemOf(1, 99))];
    expect((await verify(grown, { kept: notes.slice(0, 1), leaves: leavesOf(rows) })).verdict).toBe('sound');
  });

  it('has to be signed with a key that was given', async () => {
    const { rows } = await played;
    const [foreign = ''] = notesIn(await withSeal(rows.slice(0, 3), another.signer));
    const report = await verify(rows, { kept: [foreign] });
    expect(report.findings).toMatchObject([{ class: 'bad-seal', cause: { _tag: 'KeptNoteUntrusted', size: 3 } }]);
    const unpinned = await verify(rows, { keys: [], kept: [foreign] });
    expect(unpinned.findings).toMatchObject([{ class: 'tail-truncated' }, { class: 're-signed' }]);
  });

  it('has to be a note', async () => {
    const { rows } = await played;
    const asked = { events: sourceOf(rows), kept: ['a letter'] };
    expect(await verifyHistory(asked)).toEqual(E.left({ _tag: 'NotANote', index: 0 }));
  });

  it('is compared as it is while nobody has sealed', async () => {
    const { rows } = await playScript([0, 1, 0], signer);
    const [note = ''] = notesIn(await withSeal(rows.slice(0, 2), signer));
    const report = await verify(rows, { keys: [], kept: [note] });
    expect(report.kept).toMatchObject([{ signature: 'unchecked', roots: 'equal' }]);
    expect(report.notChecked.map(({ what }) => what)).toContain('note-unsigned');
  });
});

describe('seals', () => {
  const played = playScript([0, 1, 0, 'seal', 1, 0, 'seal', 1], signer);

  it('made anew with another key over a rewritten history do not pass for those of the key that was given', async () => {
    const { rows, notes } = await played;
    const rewritten = await sealedAnew(
      rows.map((row, index) => (index === 1 ? { ...row, body: row.body.replace('"1.00"', '"9.00"') } : row)),
      another.signer,
    );
    const report = await verify(rewritten, { kept: notes });
    expect(report.findings).toMatchObject([
      { class: 'edited', place: { index: 0 }, until: 3, cause: { _tag: 'RootDiffers' } },
      {
        class: 're-signed',
        place: { index: 3 },
        others: 1,
        cause: { _tag: 'OtherKey', key: verifierKeyTextOf(another.signer) },
      },
    ]);
    const exact = await verify(rewritten, { kept: notes, leaves: leavesOf(rows) });
    expect(exact.findings[0]).toMatchObject({ class: 'edited', place: { index: 1 } });
    const alone = await verify(rewritten, { keys: [] });
    expect(alone.verdict).toBe('sound');
    expect(alone.notChecked.map(({ what }) => what)).toEqual(expect.arrayContaining(['nothing-kept', 'no-pinned-key']));
  });

  it.each([
    ['a note that says something else', 'note', 'BadNote', 3],
    ['another number of events than its note', 'size', 'NoteDiffers', 3],
    ['another root than its note', 'root', 'NoteDiffers', 3],
    ['another head root than its note', 'headsRoot', 'NoteDiffers', 3],
    ['another origin than its note', 'origin', 'NoteDiffers', 3],
    ['another key than that of its note', 'key', 'NoteDiffers', 3],
  ] as const)('that name %s are bad', async (_name, field, tag, index) => {
    const { rows } = await played;
    const data = dataOf(rows[index]);
    const changed =
      field === 'size'
        ? 2
        : field === 'note'
          ? String(data['note']).replace('sealed 2026', 'sealed 2025')
          : String(data[field]).replace(/^./, '0');
    const report = await verify(
      withSealData(rows, index, { [field]: field === 'key' ? verifierKeyTextOf(another.signer) : changed }),
    );
    expect(report.findings[0]).toMatchObject({ class: 'bad-seal', place: { index }, cause: { _tag: tag } });
  });

  it('that are no seals at all are bad', async () => {
    const { rows } = await played;
    const report = await verify(withSealData(rows, 3, { note: null }));
    expect(report.findings[0]).toMatchObject({ class: 'bad-seal', place: { index: 3 } });
  });

  it('have to grow', async () => {
    const { rows } = await played;
    const data = dataOf(rows[3]);
    const more = nextRow(rows, { stream: 'seal-sample', type: 'LedgerSealed', data, commandKey: 'again' });
    const report = await verify([...rows, more]);
    expect(report.findings).toMatchObject([
      { class: 'bad-seal', place: { index: 8 }, cause: { _tag: 'NotGrowing', size: 3, before: 6 } },
    ]);
  });

  it.each(['root', 'headsRoot', 'streams'] as const)(
    'that are signed over another %s are not of this history',
    async (field) => {
      const { rows } = await playScript([0, 1, 0], signer);
      const { checkpoint } = await noteOver(rows, signer);
      const other = field === 'streams' ? 1 : hashOf('another');
      const kept = [await signNote(checkpointText({ ...checkpoint, [field]: other }), signer)];
      const report = await verify(rows, { kept });
      expect(report).toMatchObject({ verdict: 'not-sound', kept: [{ roots: 'differ', signature: 'pinned' }] });
      expect(report.findings[0]).toMatchObject({ cause: { _tag: 'RootDiffers', size: 3, from: 0 }, until: 3 });
    },
  );

  it('are checked as well when nobody says beforehand where they are', async () => {
    const { rows } = await played;
    const report = await verify(rows, { ledger: 'none' });
    expect(report.seals.map(({ roots }) => roots)).toEqual(['equal', 'equal']);
  });

  it('narrow down where a history was rewritten to what lies between two of them', async () => {
    const { rows, notes } = await played;
    const changed =
      tamperings['an amount is changed, and the rest of the stream linked again']?.(rows, 4, 0)?.rows ?? [];
    const report = await verify(changed, { kept: notes });
    expect(report.findings).toMatchObject([{ class: 'edited', place: { index: 3 }, until: 6 }]);
  });

  it('have to be about the log that was asked for', async () => {
    const { rows } = await played;
    expect((await verify(rows, { origin: 'commission-ledger/sample' })).verdict).toBe('sound');
    expect(classesOf(await verify(rows, { origin: 'commission-ledger/other' }))).toEqual(['bad-seal']);
  });
});

describe('ids', () => {
  it('are there once: the second event with one is named', async () => {
    const { rows } = await playScript([0, 1, 0, 1, 0], signer);
    const row = nextRow(rows, { ...itemOf(3, 1), commandKey: 'deal/1' });
    const report = await verify([...rows, row], { keys: [] });
    expect(report.findings).toMatchObject([
      { class: 'inserted', place: { index: 5 }, cause: { _tag: 'SameId', first: 1 } },
    ]);
  });

  it('that only look alike are not taken for the same', async () => {
    const { rows } = await playScript([0, 1, 0], signer);
    const id = rows[1]?.id ?? '';
    const alike = `${id.slice(0, 9)}0000-5000-8000-${id.slice(24)}`;
    const row = nextRow(rows, itemOf(3, 7));
    const more = { ...row, id: alike, body: row.body.replace(row.id, alike) };
    expect((await verify([...rows, more], { keys: [] })).verdict).toBe('sound');
  });
});

describe('what nobody can know', () => {
  it('is said of a history that was never sealed', async () => {
    const { rows } = await playScript([0, 1, 0], signer);
    const report = await verify(rows, { keys: [] });
    expect(report.notChecked.map(({ what }) => what)).toEqual(['nothing-kept', 'never-sealed', 'not-parsed']);
  });

  it('is said of the events after the last seal, where a change of the last one leaves no trace', async () => {
    const { rows, notes } = await playScript([0, 1, 'seal', 0, 1], signer);
    const changed = [...rows.slice(0, -1), nextRow(rows.slice(0, -1), itemOf(1, 99))];
    const report = await verify(changed, { kept: notes });
    expect(report).toMatchObject({ verdict: 'sound', unsealed: { events: 2, since: '2026-01-02T00:00:00.000000Z' } });
    expect(report.notChecked).toMatchObject([{ what: 'unsealed-tail', events: 2 }, { what: 'not-parsed' }]);
  });

  it('is less when events are parsed: one that is written in another way is found without a link to it', async () => {
    const { rows } = await playScript([0, 1], signer);
    const [first, last] = rows;
    if (first === undefined || last === undefined) throw new Error('There are two.');
    const spaced = [first, { ...last, body: last.body.replace('{"actor"', '{ "actor"') }];
    expect((await verify(spaced, { keys: [] })).verdict).toBe('sound');
    const report = await verify(spaced, { keys: [], form: 'canonical' });
    expect(report.findings).toMatchObject([{ class: 'edited', cause: { _tag: 'NotCanonical' }, place: { index: 1 } }]);
    expect((await verify(rows, { keys: [], form: 'canonical' })).notChecked.map(({ what }) => what)).not.toContain(
      'not-parsed',
    );
  });
});

describe('what a history was compared with', () => {
  it('is named, and nothing that was given but had nothing to be held against', async () => {
    const { rows, notes } = await playScript([0, 1, 'seal', 2], signer);
    const given = { keys: [], kept: [] };
    expect((await verify(rows, given)).comparedWith).toEqual(['seals']);
    expect((await verify(rows, { kept: notes, leaves: leavesOf(rows) })).comparedWith).toEqual([
      'seals',
      'notes',
      'key',
      'leaves',
    ]);
    const { rows: unsealed } = await playScript([0, 1, 2], signer);
    expect(await verify(unsealed, { keys: [] })).toMatchObject({ verdict: 'sound', comparedWith: [] });
    expect(await verify(unsealed)).toMatchObject({
      findings: [{ class: 'bad-seal', cause: { _tag: 'NothingSigned' } }],
      comparedWith: [],
    });
  });
});

describe('a store whose protection was removed', () => {
  it('is not sound, though every event is as it was', async () => {
    const { rows, notes } = await playScript([0, 1, 'seal', 2], signer);
    const report = await verify(rows, { kept: notes, changedRules: ['never_change', 'never_go'] });
    expect(report).toMatchObject({
      verdict: 'not-sound',
      findings: [{ class: 'unprotected', place: null, problem: expect.stringContaining('never_change, never_go') }],
    });
    expect((await verify(rows, { changedRules: [] })).verdict).toBe('sound');
  });
});

describe('a file that is read in two ways', () => {
  const examined = { problems: [], foreignTriggers: ['later'], foreignIndexes: ['theirs'] };

  it('is not sound where they give different events, and says what to do', async () => {
    const { rows, notes } = await playScript([0, 1, 'seal', 2], signer);
    const problems = ['row 2 missing from index i', 'wrong # of entries in index i'];
    const report = await verify(rows, { kept: notes, examineFile: async () => ({ ...examined, problems }) });
    expect(report).toMatchObject({
      verdict: 'not-sound',
      findings: [{ class: 'two-histories', place: null, others: 1, cause: { problem: problems[0] } }],
      file: { lookups: 'differ', foreignTriggers: ['later'], foreignIndexes: ['theirs'] },
    });
    expect(report.findings[0]?.problem).toContain('two histories');
    expect(report.findings[0]?.advice).toContain('REINDEX');
  });

  it('is sound where they give the same, whatever else is in it; another store says nothing of it', async () => {
    const { rows, notes } = await playScript([0, 1, 'seal', 2], signer);
    const report = await verify(rows, { kept: notes, examineFile: async () => examined });
    expect(report).toMatchObject({ verdict: 'sound', file: { lookups: 'agree', foreignTriggers: ['later'] } });
    expect((await verify(rows, { kept: notes })).file).toBeNull();
  });
});

describe('where only roots differ', () => {
  it('names the range, counted from 1, and how to find the event; with the hashes of all, the event', async () => {
    const { rows, notes } = await playScript([0, 0, 0, 'seal'], signer);
    const again = tamperings['an amount is changed, and the rest of the stream linked again']?.(rows, 1, 0);
    const given = { kept: notes };
    const [byRange] = (await verify(again?.rows ?? [], given)).findings;
    expect(byRange).toMatchObject({ place: { index: 0 }, until: 3 });
    expect(byRange?.problem).toContain('among the events 1 to 3 of the history.');
    expect(byRange?.advice).toContain('(--leaves; seal export --leaves writes them)');
    const [exactly] = (await verify(again?.rows ?? [], { ...given, leaves: leavesOf(rows) })).findings;
    expect(exactly).toMatchObject({ place: { index: 1 }, until: null });
    expect(exactly?.problem).toContain('(number 2 of the history)');
    expect(exactly?.advice).not.toContain('--leaves');
  });
});
