import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { StoreFailure } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';
import { framesSource } from '../../src/verify/framesSource.ts';
import { scanDivided, scanRange } from '../../src/verify/scanDivided.ts';
import { verifyHistory } from '../../src/verify/verifyHistory.ts';
import type { VerifyOptions } from '../../src/verify/verifyOptions.ts';
import { type Row, leavesOf, noteOver, playScript, sealingKey, sourceOf } from './sampleHistory.ts';
import { tamperings } from './tampering.ts';

const { signer, key } = sealingKey();

const steps = fc
  .tuple(...[3, 2, 2].map((least) => fc.array(fc.nat(3), { minLength: least, maxLength: 10 })))
  .map(([first = [], second = [], tail = []]) => [...first, 'seal' as const, ...second, 'seal' as const, ...tail]);

/** A history, tampered with in one way or twice or not at all, and what was kept of it before. */
const given = fc.record({
  steps,
  names: fc.array(fc.constantFrom(...Object.keys(tamperings)), { maxLength: 2 }),
  at: fc.nat(60),
  other: fc.nat(60),
  withLeaves: fc.boolean(),
  kept: fc.boolean(),
});

const played = async ({
  steps: script,
  names,
  at,
  other,
  withLeaves,
  kept,
}: typeof given extends fc.Arbitrary<infer A> ? A : never) => {
  const { rows, notes } = await playScript(script, signer);
  let changed: readonly Row[] = rows;
  for (const name of names) {
    try {
      changed = tamperings[name]?.(changed, at % changed.length, other % changed.length)?.rows ?? changed;
    } catch {
      // What is no JSON any more cannot be changed in a clever way.
    }
  }
  const options: Omit<VerifyOptions, 'events'> = {
    keys: [key],
    ledger: 'sample',
    ...(kept && { kept: notes }),
    ...(withLeaves && { leaves: leavesOf(rows) }),
  };
  return { rows: changed, options };
};

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

describe('a verification gives the same verdict', () => {
  it('however its history is divided among workers', async () => {
    await fc.assert(
      fc.asyncProperty(
        given,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        async (which, positions, atOnce) => {
          const { rows, options } = await played(which);
          const whole = await verifyHistory({ ...options, events: sourceOf(rows, 1000) });
          const head = async () => rows.toSorted((a, b) => Number(a.position - b.position)).at(-1);
          const events = { ...sourceOf(rows, 3), head };
          const run = (order: Parameters<typeof scanRange>[1]) =>
            scanRange(structuredClone(order) && events, order).then(structuredClone);
          const divided = await verifyHistory({
            ...options,
            events,
            scan: scanDivided(events, { positions, atOnce, run }),
          });
          expect(divided).toEqual(whole);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('of neighbours that changed their places, wherever they stand: one finding', async () => {
    const { rows } = await playScript([0, 0, 0, 0, 0, 0], signer);
    const swapped = tamperings['two neighbours of a stream change their places']?.(rows, 2, 0)?.rows ?? [];
    const events = { ...sourceOf(swapped), head: async () => swapped.at(-1) };
    const run = (order: Parameters<typeof scanRange>[1]) => scanRange(events, order);
    for (const positions of [1, 2, 3, 4, 6]) {
      const scan = scanDivided(events, { positions, atOnce: 2, run });
      const report = right(await verifyHistory({ events, scan }));
      expect(report.findings).toMatchObject([{ class: 'swapped', place: { index: 2 }, others: 1 }]);
    }
  });

  it('when a worker answers nothing', async () => {
    const { rows } = await playScript([0, 1, 0, 'seal', 1, 1], signer);
    const events = { ...sourceOf(rows), head: async () => rows.at(-1) };
    const scan = scanDivided(events, { positions: 2, atOnce: 2, run: async () => [] });
    expect(right(await verifyHistory({ events, scan, keys: [key] })).verdict).toBe('sound');
  });

  it('when it is interrupted anywhere, and goes on from the saved state', async () => {
    await fc.assert(
      fc.asyncProperty(given, fc.nat(8), fc.boolean(), async (which, parts, announced) => {
        const { rows, options } = await played(which);
        const asked = { ...options, ...(!announced && { ledger: 'none' }), events: sourceOf(rows, 4) };
        const whole = right(await verifyHistory(asked));
        const stop = new AbortController();
        let seen = 0;
        const onProgress = (): void => {
          seen += 1;
          if (seen > parts) stop.abort();
        };
        const first = await verifyHistory({ ...asked, onProgress, signal: stop.signal });
        if (E.isRight(first)) {
          expect(first.right).toEqual(whole);
          return;
        }
        if (first.left._tag !== 'Stopped') throw new Error(first.left._tag);
        const { notChecked, ...rest } = right(await verifyHistory({ ...asked, resumeFrom: first.left.state }));
        const { notChecked: unknown, ...expected } = whole;
        expect(rest).toEqual(expected);
        expect(notChecked.filter(({ what }) => what !== 'read-earlier')).toEqual(unknown);
      }),
      { numRuns: 100 },
    );
  });

  it('when the frames come from a file of lines', async () => {
    const { rows, notes } = await playScript([0, 1, 0, 'seal', 1, 2], signer);
    const lines = async function* () {
      for (const { body } of rows) yield body;
    };
    const asked = { keys: [key], kept: notes };
    expect(await verifyHistory({ ...asked, events: framesSource(lines) })).toEqual(
      await verifyHistory({ ...asked, events: sourceOf(rows) }),
    );
    const broken = async function* () {
      for (const { body } of rows) yield body.slice(1);
    };
    const report = right(await verifyHistory({ ...asked, events: framesSource(broken) }));
    expect(report.findings[0]).toMatchObject({ class: 'unreadable', place: { index: 0 } });
  });
});

describe('a saved state', () => {
  const stopped = async (rows: readonly Row[]): Promise<string> => {
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const first = await verifyHistory({ events: sourceOf(rows, 2), keys: [key], onProgress, signal: stop.signal });
    if (E.isRight(first) || first.left._tag !== 'Stopped') throw new Error('It was to be stopped.');
    return first.left.state;
  };

  it('is gone on from without reading what was read', async () => {
    const { rows } = await playScript([0, 1, 0, 1, 0], signer);
    const state = await stopped(rows);
    const report = right(await verifyHistory({ events: sourceOf(rows.slice(1)), resumeFrom: state }));
    expect(report).toMatchObject({ verdict: 'sound', counts: { events: 5 } });
    expect(report.notChecked).toContainEqual(expect.objectContaining({ what: 'read-earlier', events: 2 }));
  });

  it('is left aside where its last event is not there any more, or says something else', async () => {
    const { rows } = await playScript([0, 1, 0, 1, 0], signer);
    const state = await stopped(rows);
    const [, last] = rows;
    if (last === undefined) throw new Error('There are five.');
    const changed = rows.map((row) => (row === last ? { ...row, body: row.body.replace('{', '{ ') } : row));
    for (const other of [rows.slice(2), rows.slice(0, 1), changed]) {
      const report = right(await verifyHistory({ events: sourceOf(other), resumeFrom: state }));
      expect(report.notChecked.map(({ what }) => what)).not.toContain('read-earlier');
      expect(report.counts.events).toBe(other.length);
    }
  });

  it('that is damaged is refused', async () => {
    const { rows } = await playScript([0, 1, 0], signer);
    const state = await stopped(rows);
    for (const resumeFrom of [state.slice(0, -2), state.replace('account', 'Account'), '', 'x\n'])
      expect(E.isLeft(await verifyHistory({ events: sourceOf(rows), resumeFrom }))).toBe(true);
  });

  it('that lacks the roots of a note that is given only now is not used', async () => {
    const { rows } = await playScript([0, 1, 0], signer);
    const resumeFrom = await stopped(rows);
    const { note } = await noteOver(rows.slice(0, 1), signer);
    const report = right(await verifyHistory({ events: sourceOf(rows), resumeFrom, keys: [key], kept: [note] }));
    expect(report.kept).toMatchObject([{ size: 1, roots: 'equal' }]);
  });

  it('that answers another question is not used', async () => {
    const { rows } = await playScript([0, 1, 0], signer);
    const resumeFrom = await stopped(rows);
    const report = right(await verifyHistory({ events: sourceOf(rows), resumeFrom, form: 'canonical' }));
    expect(report.notChecked.map(({ what }) => what)).not.toContain('read-earlier');
  });
});

describe('a store that says its data are damaged', () => {
  it('is not sound, and what comes behind is said not to be checked', async () => {
    const { rows, notes } = await playScript([0, 1, 0, 'seal', 1, 1], signer);
    const whole = sourceOf(rows, 2);
    const readAll: typeof whole.readAll = async (options) => {
      if ((options.after ?? 0n) >= 2n) throw new StoreFailure({ _tag: 'Corrupt', problem: 'a page is torn' }, 'Torn.');
      return whole.readAll(options);
    };
    const report = right(await verifyHistory({ events: { readAll }, keys: [key], kept: notes }));
    expect(report.findings).toMatchObject([{ class: 'unreadable', place: { index: 1 } }]);
    expect(report.notChecked.map(({ what }) => what)).toContain('stopped-reading');
  });
});
