import { InvalidArgumentError, type Command } from 'commander';
import { withAnswerOptions, withPastOptions } from './answering/answerOptions.ts';
import type { SupposedOptions } from './commands/whatIf.ts';
import type { OtherwiseOptions } from './commands/whatIfOtherwise.ts';
import type { NextOptions } from './commands/whatNext.ts';
import type { InSession } from './inSession.ts';

type Named = Readonly<Record<string, string>>;

const named = (what: string) => (value: string, before: Named) => {
  const [, name, told] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (name === undefined || told === undefined) throw new InvalidArgumentError(`Write ${what} as name=value.`);
  return { ...before, [name]: told };
};

const namedOrAlone = (value: string, before: Named) =>
  value.includes('=') ? named('an amount')(value, before) : { ...before, '': value };

/** What would follow from a deal that nobody has brought yet, or if one that is recorded had been otherwise. */
export const addWhatIf = (program: Command, inSession: InSession): void => {
  withPastOptions(withAnswerOptions(program.command('what-if')))
    .description(
      'what a deal would earn, the tier it reaches, and what the next tier is worth; or, of a recorded deal, what would be if it had been otherwise; writes nothing',
    )
    .argument('[deal]', 'a recorded deal; without it, one that nobody has brought yet')
    .option('--program <id>', 'the program (default: the only one)')
    .option('--partner <id>', 'who would bring it; of a recorded deal, whose account (default: who is credited first)')
    .option('--payment <amount>', 'what the customer would pay')
    .option('--deal <amount>', 'the amount of the deal (default: that of the payment)')
    .option('--currency <code>', 'of the amounts (default: the only one of the program)')
    .option(
      '--attribute <name=value>',
      'of the deal, such as product=Basic; may be repeated',
      named('an attribute'),
      {},
    )
    .option(
      '--amount <amount>',
      'of a recorded deal, its price; or name=value, told beside the main one, such as tax=19.00; may be repeated',
      namedOrAlone,
      {},
    )
    .option('--quantity <name=value>', 'such as seats=5; may be repeated', named('a quantity'), {})
    .option('--date <date>', 'the day of it, YYYY-MM-DD (default: today)')
    .option('--next <amount>', 'how far the next tier is, and what the next so much would earn')
    .option('--won-on <date>', 'of a recorded deal: won on that day, and paid if it was paid on the day of its win')
    .option('--paid-on <date>', 'of a recorded deal: paid on that day')
    .option(
      '--credit <partner=share>',
      'of a recorded deal: credited so, such as orion=0.6; may be repeated',
      named('who is credited'),
      {},
    )
    .option('--refund <amount>', 'of a recorded deal: the customer gets so much back')
    .option('--of <payment>', 'which payment is meant (default: the only one)')
    .option('--without-refund <id>', 'of a recorded deal: as if this refund had not been')
    .action(
      async (deal: string | undefined, asked: SupposedOptions & OtherwiseOptions & NextOptions, command: Command) => {
        const { next } = asked;
        if (next !== undefined && deal === undefined) {
          const { whatNext } = await import('./commands/whatNext.ts');
          await inSession(command, (context) => whatNext(context, next, asked));
        } else if (deal === undefined) {
          const { whatIfBrought } = await import('./commands/whatIf.ts');
          await inSession(command, (context) => whatIfBrought(context, asked));
        } else {
          const { whatIfOtherwise } = await import('./commands/whatIfOtherwise.ts');
          await inSession(command, (context) => whatIfOtherwise(context, deal, asked));
        }
      },
    );
};
