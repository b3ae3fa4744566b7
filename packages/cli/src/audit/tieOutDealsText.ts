import type { DealFinding, DealInShort, DealTieOut, RowPlace } from '@commission-ledger/tie-outs';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { sumsTable } from './tieOutSums.ts';
import { type TieOutWords, tieOutWords } from './tieOutWords.ts';

/** The verdict, what does not agree, and both sums. */
export const dealsText = (made: DealTieOut, terminal: Terminal, locale: 'en' | 'ru'): string => {
  const say = tieOutWords[locale];
  const { counts, findings, verdict } = made;
  const ofRows = findings.filter(isOfRow).length;
  const differ = counts.different + counts.missingHere + counts.missingThere > 0;
  const columns = [
    { heading: say.deal },
    { heading: say.what },
    { heading: say.inExport },
    { heading: say.inLedger },
    { heading: say.where },
  ];
  return [
    verdict === 'matched' ? `${say.dealsMatched(counts.matched)}\n` : '',
    verdict !== 'matched' && (differ || ofRows === 0) ? `${say.dealsDiffer(counts)}\n` : '',
    verdict !== 'matched' && !differ ? `${say.dealsMatched(counts.matched)}\n` : '',
    ofRows > 0 ? `${say.rowProblems(ofRows)}\n` : '',
    findings.length > 0
      ? `\n${table(
          columns,
          findings.flatMap((finding) => linesOf(finding, say)),
          terminal,
        )}`
      : '',
    `\n${sumsTable(made.sums, say, say.inExport, terminal)}`,
    ...made.notCompared.map((what) => `${say.notCompared[what]}\n`),
  ].join('');
};

const isOfRow = (finding: DealFinding): boolean =>
  finding.class === 'row-twice' || finding.class === 'rows-contradict' || finding.class === 'unreadable-row';

const linesOf = (finding: DealFinding, say: TieOutWords): readonly (readonly string[])[] => {
  const rows = placesOf(finding.rows, say);
  switch (finding.class) {
    case 'different':
      return finding.fields.map(({ field, of, there, here, event }) => [
        finding.deal,
        of === null ? say.fields[field] : `${say.fields[field]} ${of}`,
        there ?? say.none,
        here ?? say.none,
        [rows, event === null ? '' : say.event(event)].filter((text) => text !== '').join(', '),
      ]);
    case 'missing-here': {
      const state = finding.reason === 'lead-not-won' ? ` (${finding.state})` : '';
      const other = finding.reason === 'other-program' ? ` (${finding.program})` : '';
      const why = `${say.missingHere[finding.reason]}${state}${other}`;
      const event = finding.event === null ? '' : `, ${say.event(finding.event)}`;
      return [[finding.deal, say.dealClasses['missing-here'], shortOf(finding.there, say), why, `${rows}${event}`]];
    }
    case 'missing-there': {
      const where = [rows, finding.event === null ? '' : say.event(finding.event)];
      const what = say.dealClasses['missing-there'];
      const why = say.missingThere[finding.reason];
      return [[finding.deal, what, why, shortOf(finding.here, say), where.filter((text) => text !== '').join(', ')]];
    }
    case 'row-twice':
      return [[finding.deal, say.dealClasses['row-twice'], '', '', rows]];
    case 'rows-contradict':
      return [[finding.deal, `${say.dealClasses['rows-contradict']}: ${finding.what}`, '', '', rows]];
    case 'unreadable-row':
      return finding.problems.map(({ column, value, reason }) => [
        '',
        say.dealClasses['unreadable-row'],
        [column, value.slice(0, 40), reason].filter((text) => text !== '').join(' '),
        '',
        rows,
      ]);
  }
};

const shortOf = (deal: DealInShort | null, say: TieOutWords): string =>
  deal === null ? say.none : `${deal.amount.amount} ${deal.amount.currency}, ${deal.on}, ${deal.partners}`;

const placesOf = (rows: readonly RowPlace[], say: TieOutWords): string =>
  rows.length === 0 ? '' : say.rowsOf(rows.map(({ file, line }) => `${file}:${line}`).join(', '));
