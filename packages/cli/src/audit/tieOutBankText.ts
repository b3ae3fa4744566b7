import type {
  BankFinding,
  BankTieOut,
  MovementInShort,
  PayoutInShort,
  PossibleDebit,
} from '@commission-ledger/tie-outs';
import { shownSafely, table } from '../table.ts';
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
    ...inFlight.flatMap(({ payout, possible }) =>
      possible === null
        ? []
        : [`  ${payout}: ${shownSafely(possibleText(possible, say))} (${placeOf(possible.movement, say)})\n`],
    ),
    counts.possible > 0 ? `${say.possibleCount(counts.possible)}\n` : '',
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
      const { payout, reason, first, possible } = finding;
      const what = reason === 'overdue' ? say.overdue : say.bankClasses[finding.class];
      const hint = possible === null ? (first ? say.mayBeBefore : '') : possibleText(possible, say);
      const places = possible === null ? '' : `${placeOf(possible.movement, say)}, `;
      return [[payout.payout, what, hint, payoutText(payout), `${places}${say.event(payout.event)}`]];
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

const movementText = ({ direction, amount, valued, returned }: MovementInShort): string =>
  `${direction === 'debit' ? '−' : '+'}${amount.amount} ${amount.currency}, ${valued}${returned === null ? '' : ` (${returned})`}`;

const possibleText = ({ movement, days, reason }: PossibleDebit, say: TieOutWords): string => {
  const debit = `${movementText(movement)}${movement.party === null ? '' : `, ${movement.party}`}`;
  return say.possible(debit, days, reason === 'same-amount-and-charges');
};

const placeOf = ({ statement, at }: MovementInShort, say: TieOutWords): string => say.movement(statement, at);
