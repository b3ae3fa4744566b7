import { type Command, Option } from 'commander';

/** How an answer is shown, and as of when it is asked for. */
export type AnswerOptions = Readonly<{
  format: (typeof formats)[number];
  depth?: keyof typeof depths;
  all?: boolean;
  ascii?: boolean;
  /** The number of the row to be shown on its own, such as `2.1`. */
  open?: string;
  /** What had happened by the end of that day, YYYY-MM-DD. */
  asOf?: string;
  /** What had been recorded by the end of that day, YYYY-MM-DD. */
  knownAt?: string;
}>;

/**
 * How an answer is written: for people (`tree`, `markdown`, `html`, `mermaid`), for programs (`json`), or to be calculated
 * again by bc, a spreadsheet or a database.
 */
export const formats = ['tree', 'markdown', 'html', 'mermaid', 'json', 'bc', 'csv', 'sql'] as const;

/** How deep an answer goes: as a number of levels, or in a word. */
export const depths = { '0': 0, '1': 1, '2': 2, '3': 3, sentence: 0, paragraph: 1, proof: 3 } as const;

/** Adds the options that every question has. */
export const withAnswerOptions = (command: Command): Command =>
  command
    .addOption(new Option('--format <format>', 'how to show the answer').choices(formats).default('tree'))
    .addOption(
      new Option(
        '--depth <levels>',
        '0 (sentence) the answer, 1 (paragraph) its lines, 2 how each was calculated, 3 (proof) the records behind it',
      ).choices(Object.keys(depths)),
    )
    .option('--open <number>', 'one line or step on its own, such as 2.1, with everything below it')
    .option('--all', 'every line, not only the largest')
    .option('--ascii', 'no box characters');

/** Adds the options of a question that can be asked about the past. */
export const withPastOptions = (command: Command): Command =>
  command
    .option('--as-of <date>', 'only what had happened by the end of that day, YYYY-MM-DD')
    .option('--known-at <date>', 'only what had been recorded by the end of that day, YYYY-MM-DD, or by a moment');
