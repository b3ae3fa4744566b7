import { linesIn } from '../evidence/evidenceWorld.ts';
import { canonicalJson } from '@commission-ledger/events';
import { headTree, hexOf } from '@commission-ledger/seals';
import {
  type Files,
  type Frame,
  framesIn,
  type Json,
  lastOf,
  manifestEdited,
  noteIn,
  objectIn,
  oldestNote,
  put,
  putJson,
  refit,
  replaced,
  resealed,
  rewritten,
  sha256,
  type Tampering,
  withLines,
} from './tampering.ts';

const EVERY = ['partner-000001', 'partner-000002', 'partner-000003'];

/**
 * Whoever has the key makes the newest seal anew: the last event of a lead is gone, and the head tree says so too.
 *
 * @param from the seal in whose lines of `heads.ndjson` the lead is shorter: `first`, or only in those of the `newest`
 */
const forked = (from: 'first' | 'newest') => (files: Files) => {
  const frames = framesIn(files);
  const lost = lastOf(frames, 'LeadLost');
  const stream = frames[lost]?.stream ?? '';
  const before = linesIn(files, 'events.ndjson').findLast(
    (line, at) => at < lost && line.includes(`"stream":"${stream}"`),
  );
  const shorter = { head: sha256(before ?? ''), length: frames[lost]?.revision ?? 0 };
  const lines = linesIn(files, 'heads.ndjson').map((line): Ending => JSON.parse(line));
  const tree = headTree();
  for (const end of lines) {
    const { length, head } = end.stream === stream ? shorter : end;
    tree.set(end.stream, length, head);
  }
  const changed = lines.map((end) => (end.stream === stream && from === 'first' ? { ...end, ...shorter } : end));
  put(files, 'heads.ndjson', changed.map((end) => `${canonicalJson(end)}\n`).join(''));
  rewritten(files, frames.toSpliced(lost, 1));
  const headsRoot = hexOf(tree.root());
  const recorded = linesIn(files, 'events.ndjson').findLast((line) => line.includes('"type":"LedgerSealed"')) ?? '';
  const encoded = Buffer.from(headsRoot, 'hex').toString('base64');
  resealed(/heads (\d+) \S+/, `heads $1 ${encoded}`, { headsRoot })(files);
  const again = linesIn(files, 'events.ndjson').findLast((line) => line.includes('"type":"LedgerSealed"')) ?? '';
  replaced('leaves.txt', sha256(recorded), sha256(again))(files);
};
type Ending = Json & Readonly<{ stream: string; length: number; head: string; seal: number }>;

/** The pack is said to be of more partners than it is of. */
const saidToBeOf = (partners: readonly string[]) =>
  manifestEdited(({ ipe, scope }) => {
    const { parameters, ...rest } = ipe as Json;
    const more = { ...(scope as Json), partners };
    return { scope: more, ipe: { ...rest, parameters: { ...(parameters as Json), scope: more } } };
  });

const without = (files: Files, isGone: (frame: Frame) => boolean): void =>
  rewritten(
    files,
    framesIn(files).filter((frame) => !isGone(frame)),
  );

/** The accounts are gone, with every figure, statement and proof that came of them: the partner just earned nothing. */
const withoutAccounts = (files: Files): void => {
  for (const path of files.keys()) if (/^(?:statements|proofs)\//.test(path)) files.delete(path);
  manifestEdited(() => ({ sums: [] }))(files);
  putJson(files, 'population.json', { ...objectIn(files, 'population.json'), sums: [] });
  const none = { count: 0, sums: [], what: 'payouts' };
  putJson(files, 'samples.json', { ...objectIn(files, 'samples.json'), items: [], population: none });
  without(files, ({ stream }) => stream.startsWith('account-'));
};

/** The streams that accounts cite, and no proof of the pack. */
const citedDeal = (files: Files): string => {
  const posted = framesIn(files).filter(({ type }) => type === 'AccrualPosted');
  return `deal-${String(posted.at(-1)?.data['deal'])}`;
};

const heads = (change: (lines: readonly string[], files: Files) => readonly string[]) => (files: Files) => {
  const lines = change(linesIn(files, 'heads.ndjson'), files);
  put(files, 'heads.ndjson', lines.map((line) => `${line}\n`).join(''));
  refit(files);
};

const whereOf = (lines: readonly string[], stream: string): number =>
  lines.findIndex((line) => line.includes(`"stream":"${stream}"`));

const changedLine = (lines: readonly string[], at: number, from: RegExp, to: string): readonly string[] =>
  lines.map((line, index) => (index === at ? line.replace(from, to) : line));

/** A stream of somebody else. */
const OTHER = 'account-simulated.partner-000002.EUR';

/** What is done to a pack of some partners, so that something of theirs is not in it. */
export const tamperedParts: readonly Tampering[] = [
  {
    what: 'an account left out, with all that came of it',
    pack: 'scoped',
    found: ['heads.ndjson', 'account-simulated.partner-000001.EUR'],
    change: withoutAccounts,
  },
  {
    what: 'the own stream of a partner left out',
    pack: 'scoped',
    found: ['heads.ndjson', 'partner-partner-000001'],
    change: (files) => without(files, ({ stream }) => stream === 'partner-partner-000001'),
  },
  {
    what: 'a partner of whom everything was left out',
    pack: 'scoped',
    found: ['heads.ndjson', 'account-simulated.partner-000002.EUR'],
    change: saidToBeOf(EVERY),
  },
  {
    what: 'a deal left out that an entry cites',
    pack: 'scoped',
    found: ['heads.ndjson', 'deal-'],
    change: (files) => {
      const deal = citedDeal(files);
      without(files, ({ stream }) => stream === deal);
    },
  },
  {
    what: 'a payout run left out that an entry cites',
    pack: 'scoped',
    found: ['heads.ndjson', 'payoutrun-'],
    change: (files) => without(files, ({ stream }) => stream.startsWith('payoutrun-')),
  },
  {
    what: 'the program left out',
    pack: 'scoped',
    found: ['heads.ndjson', 'program-simulated'],
    change: (files) => without(files, ({ stream }) => stream.startsWith('program-')),
  },
  {
    what: 'the end of a stream cut off in a part',
    pack: 'scoped',
    found: ['heads.ndjson', 'lead-'],
    change: withLines((lines) =>
      lines.toSpliced(
        lines.findLastIndex((line) => line.includes('"type":"LeadLost"')),
        1,
      ),
    ),
  },
  {
    what: 'an account left out, and its ending too',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: (files) => {
      withoutAccounts(files);
      heads((lines) => lines.filter((line) => !line.includes('account-simulated.partner-000001.')))(files);
    },
  },
  {
    what: 'an account left out, and its ending under the name of another stream',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: (files) => {
      withoutAccounts(files);
      heads((lines) => {
        const at = whereOf(lines, 'account-simulated.partner-000001.EUR');
        return changedLine(lines, at, /partner-000001/, 'partner-000009');
      })(files);
    },
  },
  {
    what: 'an ending of somebody else removed',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: heads((lines) => lines.toSpliced(whereOf(lines, OTHER), 1)),
  },
  {
    what: 'an ending of somebody else that says another length',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: heads((lines) => changedLine(lines, whereOf(lines, OTHER), /"length":/, '"length":1')),
  },
  {
    what: 'an ending of somebody else with another hash',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: heads((lines) => changedLine(lines, whereOf(lines, OTHER), /"head":".{8}/, '"head":"00000000')),
  },
  {
    what: 'an ending of the partner that says another length',
    pack: 'scoped',
    found: ['heads.ndjson', 'account-simulated.partner-000001.EUR'],
    change: heads((lines) =>
      changedLine(lines, whereOf(lines, 'account-simulated.partner-000001.EUR'), /"length":/, '"length":1'),
    ),
  },
  {
    what: 'the end of a stream cut off, under a newest seal made anew, which was kept as it was',
    pack: 'scoped',
    found: ['', 'not among the seals'],
    given: { note: noteIn },
    change: forked('first'),
  },
  {
    what: 'the end of a stream cut off, under a newest seal made anew, and an older one was kept',
    pack: 'scoped',
    found: ['heads.ndjson', 'as they were sealed'],
    given: { note: oldestNote },
    change: forked('first'),
  },
  {
    what: 'the end of a stream cut off, under a newest seal made anew, and told as it was at an older one that was kept',
    pack: 'scoped',
    found: ['heads.ndjson', 'lead-'],
    given: { note: oldestNote },
    change: forked('newest'),
  },
  {
    what: 'an ending in the lines of a later seal',
    pack: 'scoped',
    found: ['heads.ndjson', 'line'],
    change: heads((lines, files) => changedLine(lines, 3, /"seal":\d+/, `"seal":${noteIn(files).split('\n')[1]}`)),
  },
  {
    what: 'an ending of no seal',
    pack: 'scoped',
    found: ['heads.ndjson', 'line'],
    change: heads((lines) => changedLine(lines, 0, /"seal":\d+/, '"seal":1')),
  },
  {
    what: 'an ending that does not grow',
    pack: 'scoped',
    found: ['heads.ndjson', 'line'],
    change: heads((lines) => [...lines, lines.at(-1) ?? '']),
  },
  {
    what: 'two endings in another order',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: heads((lines) => [...lines.slice(0, -2), ...lines.slice(-2).toReversed()]),
  },
  {
    what: 'an ending more',
    pack: 'scoped',
    found: ['heads.ndjson', 'did not end'],
    change: heads((lines) => [...lines, (lines.at(-1) ?? '').replace('"stream":"', '"stream":"subject-')]),
  },
  { what: 'no endings', pack: 'scoped', found: ['heads.ndjson', 'did not end'], change: heads(() => []) },
  {
    what: 'an ending that is none',
    pack: 'scoped',
    found: ['heads.ndjson'],
    change: heads((lines) => [...lines.slice(0, -1), '{}']),
  },
  {
    what: 'endings that are no JSON',
    pack: 'scoped',
    found: ['heads.ndjson', 'form'],
    change: heads(() => ['[']),
  },
  {
    what: 'no file of endings',
    pack: 'scoped',
    found: ['heads.ndjson'],
    change: (files) => {
      files.delete('heads.ndjson');
      refit(files);
    },
  },
  {
    what: 'an event that is not of the history, and is not counted',
    pack: 'scoped',
    found: ['events.ndjson', 'leaves.txt'],
    change: (files) => {
      put(files, 'events.ndjson', `${files.get('events.ndjson')?.toString()}{"approved":true}\n`);
      refit(files);
    },
  },
  {
    what: 'a hash of an event that is none, where no seal covers it',
    pack: 'scoped',
    found: ['leaves.txt', 'line'],
    change: (files) => {
      const lines = linesIn(files, 'leaves.txt');
      put(files, 'leaves.txt', [...lines.slice(0, -1), 'approved', ''].join('\n'));
      refit(files);
    },
  },
];
