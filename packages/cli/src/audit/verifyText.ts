import type { CheckedSeal, VerifiedLedger } from '@commission-ledger/audit';
import { shownSafely } from '../table.ts';
import { momentOf } from './sealNamed.ts';
import type { VerifyWords } from './verifyWords.ts';

/** The report as people read it: the verdict, what is wrong, what was checked, and what cannot be known. */
export const verifyText = (report: VerifiedLedger, say: VerifyWords): string => {
  const { verdict, findings, more, notChecked } = report;
  const head = verdict === 'sound' ? soundText(report, say) : notSoundText(report, say);
  return [
    `${head}\n`,
    ...(findings.length === 0 ? [] : ['\n', ...findings.map((finding) => findingText(finding, say))]),
    ...(more ? [`${say.more}\n`] : []),
    `\n${say.checked}\n`,
    ...checkedLines(report, say).map((line) => `  ${shownSafely(line)}\n`),
    ...(notChecked.length === 0 ? [] : [`\n${say.cannotKnow}\n`]),
    ...notChecked.map((each) => `  ${shownSafely(say.unknown(each))}\n`),
  ].join('');
};

/** Whoever owns the store could have written the seals in it too: alone they are nothing from outside. */
const soundText = ({ comparedWith, counts, notChecked }: VerifiedLedger, say: VerifyWords): string => {
  const earlier = notChecked.find(({ what }) => what === 'read-earlier');
  if (earlier !== undefined) return say.soundSince(earlier.events ?? 0);
  if (counts.events === 0) return say.nothingThere;
  return comparedWith.some((each) => each !== 'seals') ? say.sound : say.noBreak;
};

const notSoundText = ({ findings }: VerifiedLedger, say: VerifyWords): string =>
  findings.every((finding) => finding.class === 'read-model')
    ? say.notSoundReadModels(findings.length)
    : say.notSound(findings.length);

const findingText = (finding: VerifiedLedger['findings'][number], say: VerifyWords): string =>
  `${say.classes[finding.class]}: ${shownSafely(say.problem(finding))}\n  ${shownSafely(say.advice(finding))}\n`;

const checkedLines = (report: VerifiedLedger, say: VerifyWords): readonly string[] => {
  const { counts, root, headsRoot, seals, kept, unsealed, last, readModels } = report;
  const good = seals.filter(({ roots, signature }) => roots === 'equal' && TRUSTED.has(signature));
  const newest = good.at(-1);
  return [
    say.events(counts.events, counts.streams, (counts.bytes / 1024 / 1024).toFixed(1)),
    ...(last === null ? [] : [say.last(last.stream, last.revision, last.index + 1)]),
    say.roots(root, headsRoot),
    ...(seals.length === 0 ? [] : [`${say.seals(good.length, seals.length)}${newestText(newest, say)}`]),
    ...kept.map((note) => say.kept(note.size, say.noteRoots[note.roots], say.signatures[note.signature])),
    ...(seals.length + kept.length === 0 ? [] : [say.unsealed(unsealed.events)]),
    ...fileLines(report, say),
    ...(readModels === null ? [] : [say.readModels(readModels)]),
  ];
};

const fileLines = ({ file }: VerifiedLedger, say: VerifyWords): readonly string[] =>
  file === null
    ? []
    : [
        say.lookups[file.lookups],
        ...(file.foreignTriggers.length === 0 ? [] : [say.foreignTriggers(file.foreignTriggers.join(', '))]),
        ...(file.foreignIndexes.length === 0 ? [] : [say.foreignIndexes(file.foreignIndexes.join(', '))]),
      ];

const TRUSTED: ReadonlySet<CheckedSeal['signature']> = new Set(['pinned', 'first-seal']);

const newestText = (newest: CheckedSeal | undefined, say: VerifyWords): string =>
  newest === undefined ? '' : say.newest(newest.size ?? 0, momentOf(newest.sealedAt ?? ''));
