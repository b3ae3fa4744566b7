import type { BankFinding, BankTieOut, MovementInShort, PayoutInShort } from '@commission-ledger/tie-outs';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { sumsTable } from './tieOutSums.ts';
import { type TieOutWords, tieOutWords } from './tieOutWords.ts';

/** The verdict, what does not agree, and both sums. */
export const bankText = (made: BankTieOut, terminal: Terminal, locale: 'en' | 'ru'): string => {
  const say = tieOutWords[locale];
  const { counts, findings, inFlight, statements } = made;
  const columns = [
    { heading: say.payout },
    { heading: say.what },
    { heading: say.inBank },
    { heading: say.inLedger },
    { heading: say.where },
  ];
  return [
    `${made.verdict === 'matched' ? say.bankMatched(counts.matched) : say.bankDiffers(counts.matched, findings.length)}\n`,
    findings.length > 0
      ? `\n${table(
          columns,
          findings.flatMap((finding) => linesOf(finding, say)),
          terminal,
        )}`
      : '',
    made.sums.length > 0 ? `\n${sumsTable(made.sums, say, say.inBank, terminal)}` : '',
    inFlight.length > 0 ? `${say.inFlight(inFlight.length)}\n` : '',
    counts.otherMovements > 0 ? `${say.others(counts.otherMovements)}\n` : '',
    statements.some(({ balance }) => balance === 'not-stated') ? `${say.notStated}\n` : '',
  ].join('');
};

const linesOf = (finding: BankFinding, say: TieOutWords): readonly (readonly string[])[] => {
  switch (finding.class) {
    case 'statement-does-not-add-up': {
      const { opening, movements, closing, statement } = finding;
      const sum = `${opening.amount} + ${movements.amount} ≠ ${closing.amount} ${closing.currency}`;
      return [['', say.bankClasses[finding.class], sum, '', `${statement}`]];
    }
    case 'missing-there': {
      const { payout, reason, first } = finding;
      const what = reason === 'overdue' ? say.overdue : say.bankClasses[finding.class];
      return [[payout.payout, what, first ? say.mayBeBefore : '', payoutText(payout), say.event(payout.event)]];
    }
    case 'missing-here': {
      const { movement, reason, partner } = finding;
      const why = reason === 'to-partner' ? say.toPartner(partner ?? '') : say.unknownPayout;
      const what = `${say.bankClasses[finding.class]}: ${why}`;
      return [[movement.reference ?? '', what, movementText(movement), '', placeOf(movement, say)]];
    }
    case 'different': {
      const { payout, movement, field, there, here } = finding;
      return [[payout.payout, say.fields[field], there, here, `${placeOf(movement, say)}, ${say.event(payout.event)}`]];
    }
    case 'paid-twice':
    case 'returned':
      return finding.movements.map((movement) => [
        finding.payout.payout,
        say.bankClasses[finding.class],
        movementText(movement),
        payoutText(finding.payout),
        placeOf(movement, say),
      ]);
    case 'ambiguous':
      return [
        [
          finding.payouts.map(({ payout }) => payout).join(', '),
          say.bankClasses[finding.class],
          finding.movements.map(movementText).join('; '),
          finding.payouts.map(payoutText).join('; '),
          finding.movements.map((movement) => placeOf(movement, say)).join('; '),
        ],
      ];
  }
};

const payoutText = ({ amount, on, status }: PayoutInShort): string =>
  `${amount.amount} ${amount.currency}, ${on}, ${status}`;

const movementText = ({ direction, amount, valued }: MovementInShort): string =>
  `${direction === 'debit' ? '−' : '+'}${amount.amount} ${amount.currency}, ${valued}`;

const placeOf = ({ statement, at }: MovementInShort, say: TieOutWords): string => say.movement(statement, at);
