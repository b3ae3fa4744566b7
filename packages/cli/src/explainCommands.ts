import { type Command, Option } from 'commander';
import { withAnswerOptions, withPastOptions } from './answering/answerOptions.ts';
import type { InSession } from './inSession.ts';

/** Questions about amounts, and about what is not there. */
export const addExplanations = (program: Command, inSession: InSession): void => {
  withPastOptions(withAnswerOptions(program.command('explain')))
    .description('prove an amount, or say why an account, a statement, a lead or a deal is what it is')
    .argument(
      '<id>',
      'a payout, an entry such as an accrual, a lead, a deal, an account (resale.orion.EUR), its month (…/2026-07)',
    )
    .option('--data', 'instead of the reasons, which data was used: records, terms of the plan, steps')
    .option('--plan', 'of a partner or an account, how commission is calculated there in general')
    .action(async (id: string, shown, command: Command) => {
      const { explain } = await import('./commands/explain.ts');
      await inSession(command, (context) => explain(context, id, shown));
    });
  withPastOptions(withAnswerOptions(program.command('when')))
    .description('when something is paid: the date, how it follows, and what may still change it')
    .argument('<id>', 'a payout, an accrual, a deal, a lead, a partner or an account (resale.orion.EUR)')
    .option('--partner <partner>', "of a deal, only this partner's part")
    .action(async (id: string, asked, command: Command) => {
      const { when } = await import('./commands/when.ts');
      await inSession(command, (context) => when(context, id, asked));
    });
  withPastOptions(withAnswerOptions(program.command('why-not')))
    .description('why something earned nothing, is not paid, or is not where it is looked for')
    .argument('<id>', 'a deal, a payment, a lead or an accrual, by its id or by the key of your own system')
    .option('--of <deal>', 'the deal of the payment: the same id may stand on several')
    .option('--partner <partner>', 'who misses it')
    .option('--in <place>', 'where it is missed: a payout (PO-…), or the month of a statement (2026-07)')
    .option('--changes', 'looks for what would have to be otherwise, however much was recorded')
    .option('--no-changes', 'without looking for what would have to be otherwise')
    .action(async (id: string, asked, command: Command) => {
      const { whyNot } = await import('./commands/whyNot.ts');
      await inSession(command, (context) => whyNot(context, id, asked));
    });
  withPastOptions(withAnswerOptions(program.command('who')))
    .description('who changed something, when and why, from what to what, and who approved it')
    .argument('<id>', 'a deal, a payment, a lead, an entry, a payout, a partner, or a plan (reseller, reseller@4)')
    .action(async (id: string, asked, command: Command) => {
      const { who } = await import('./commands/who.ts');
      await inSession(command, (context) => who(context, id, asked));
    });
  withPastOptions(withAnswerOptions(program.command('foil')))
    .description('why your own figure is another: the usual misreadings that give it exactly, or what comes nearest')
    .argument('<id>', 'the id of the payout, accrual or reversal; of lines also a month (resale.orion.EUR/2026-07)')
    .option('--expected <amount>', 'the figure that you have, such as 5573.05')
    .option('--lines <file>', 'instead, your own lines: CSV with the columns key and amount')
    .option('--currency <code>', 'of the figure, where the payout arrives in another currency')
    .action(async (id: string, asked, command: Command) => {
      const { foil } = await import('./commands/foil.ts');
      await inSession(command, (context) => foil(context, id, asked));
    });
  withAnswerOptions(program.command('diff'))
    .description('why two amounts differ: payouts, accruals, deals, months of a partner, or one of them on two days')
    .argument('<a>', 'a payout, an accrual, a deal, a month (orion@2026-06), or a version of a plan (reseller/3)')
    .argument('[b]', 'what it is compared with; the answer is b less a')
    .option('--known-at <date>', 'instead of b: a, or a partner, as known at the end of that day, YYYY-MM-DD …')
    .option('--against <date>', '… and at the end of this other day')
    .option('--average', 'causes that act together: the average over all orders, instead of one order')
    .option('--partner <partner>', "of deals, this partner's part")
    .option('--asker <partner>', 'who asks: of another partner only the terms are told')
    .option('--program <program>', 'the program, if there are several')
    .option('--currency <code>', 'the currency of the account, if there are several')
    .action(async (a: string, b: string | undefined, asked, command: Command) => {
      const { diff } = await import('./commands/diff.ts');
      await inSession(command, (context) => diff(context, a, b, asked));
    });
  withPastOptions(withAnswerOptions(program.command('lines')))
    .description('the lines of a payout, however many there are: page by page, or by clause of the plan')
    .argument('<payout>', 'the id of the payout')
    .option('--by-clause', 'instead of single lines, what each clause comes to, with its largest lines')
    .addOption(
      new Option('--order <order>', 'in the order of the payout, or the largest first').choices(['booked', 'size']),
    )
    .addOption(
      new Option('--kind <kind>', 'only lines of this kind').choices(['accrual', 'reversal', 'true-up', 'adjustment']),
    )
    .option('--negative', 'only lines below zero')
    .option('--percent <number>', 'only the largest lines that make up so many percent')
    .option('--after <entry>', 'go on after this line')
    .option('--limit <number>', 'so many lines at once (default: 50)')
    .option('--proof-of <entry>', 'instead, a short proof that this line is in the payout and in its sum, in JSON')
    .option('--check', 'instead, calculate every line again')
    .action(async (payout: string, asked, command: Command) => {
      const { payoutLines } = await import('./commands/payoutLines.ts');
      await inSession(command, (context) => payoutLines(context, payout, asked));
    });
};
