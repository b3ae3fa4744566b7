import { linesIn } from '../evidence/evidenceWorld.ts';
import {
  changedAt,
  firstOf,
  type Frame,
  type Json,
  lastOf,
  manifestEdited,
  put,
  refit,
  replaced,
  resealed,
  sha256,
  swap,
  type Tampering,
  withFrames,
  withLines,
} from './tampering.ts';

const OF_TWO_CURRENCIES: Json = { amount: { amount: '1.00', currency: 'USD' }, currency: 'EUR' };

/** The last accrual of the first partner comes again at the end of the history, with other data. */
const misplacedAccrual = (frames: readonly Frame[], data: Json): readonly Frame[] => {
  const stream = 'account-simulated.partner-000001.EUR';
  const posted = frames.findLast((frame) => frame.stream === stream && frame.type === 'AccrualPosted');
  const last = frames.at(-1);
  if (posted === undefined || last === undefined) throw new Error('There is no accrual.');
  const revision = frames.filter((frame) => frame.stream === stream).length;
  const id = '00000000-0000-5000-8000-000000000002';
  const made = { ...posted, id, revision, recordedAt: last['recordedAt'], data: { ...posted.data, ...data } };
  return [...frames, made];
};

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
    found: ['journal/all.journal', 'length'],
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
    what: 'another length of a file in the manifest',
    pack: 'whole',
    found: ['README.md', 'length'],
    change: manifestEdited(({ files }) => ({
      files: (files as Json[]).map((file, at) => (at === 0 ? { ...file, bytes: Number(file['bytes']) + 1 } : file)),
    })),
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
      return [...frames, { ...last, stream: 'subject-s-3', data: { ...last.data, subject: 's-3' } }];
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
    found: ['events.ndjson', 'form'],
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
  {
    what: 'an event in a stream that its data do not belong to',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => changedAt(frames, frames.length - 1, () => ({ stream: 'subject-other' }))),
  },
  {
    what: 'an accrual of another partner in an account',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => misplacedAccrual(frames, { partner: 'partner-000002' })),
  },
  {
    what: 'an accrual of another currency in an account',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => misplacedAccrual(frames, { amount: { amount: '1.00', currency: 'USD' } })),
  },
  {
    what: 'an accrual of another currency that also says that of the account',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => misplacedAccrual(frames, OF_TWO_CURRENCIES)),
  },
  {
    what: 'an accrual of another currency among the movements of an account',
    pack: 'whole',
    found: ['statements/', 'not in the currency of the account'],
    change: withFrames((frames) => misplacedAccrual(frames, OF_TWO_CURRENCIES)),
  },
  {
    what: 'an accrual of which the partner is a list',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => misplacedAccrual(frames, { partner: ['partner-000001'] })),
  },
  {
    what: 'an accrual of an account that also says another currency',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => misplacedAccrual(frames, { currency: 'USD' })),
  },
  {
    what: 'an event of a type that there is not',
    pack: 'whole',
    found: ['events.ndjson', 'does not belong in this stream'],
    change: withFrames((frames) => changedAt(frames, frames.length - 1, () => ({ type: 'SubjectForgotten' }))),
  },
  {
    what: 'an amount with other decimals than its currency',
    pack: 'whole',
    found: ['events.ndjson', 'decimals'],
    change: withFrames((frames) => misplacedAccrual(frames, { amount: { amount: '3995.9', currency: 'EUR' } })),
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
    what: 'a seal over another number of streams',
    pack: 'whole',
    found: ['seals/', 'streams did not end'],
    change: resealed(/heads \d+/, 'heads 7', { streams: 7 }),
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
];
