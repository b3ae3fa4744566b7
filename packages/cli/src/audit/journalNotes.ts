import { accountMeanings } from '@commission-ledger/journal-files';
import { type JournalQuery, partnerOf, type ProgramDocument } from '@commission-ledger/projections';
import { newestSeal } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandContext } from '../commandContext.ts';
import type { JournalFileOptions } from './journalFileOptions.ts';
import { sealNamed } from './sealNamed.ts';

/** What a journal says of itself at its beginning, so that whoever is given the file alone knows what it is. */
export const journalNotes = async (
  context: CommandContext,
  how: JournalFileOptions,
  program: ProgramDocument,
  query: JournalQuery,
): Promise<readonly string[]> => {
  const { documents } = context.session;
  const { partner, from } = query;
  const name = partner === undefined ? undefined : (await partnerOf(documents, partner))?.name;
  return [
    partner === undefined ? 'Of all partners' : `Of the partner ${name ?? partner} (${partner}) only`,
    from === undefined ? 'From the beginning' : `From ${from} on`,
    `Days are those of the time zone ${program.timeZone}`,
    `From the ledger ${context.options.ledger}. ${await sealNote(context)}`,
    `Made with: commission-ledger ${argumentsOf(how, query).join(' ')}`,
    'Debits are above zero, credits below. What stands in the accounts:',
    ...accountMeanings.map(([account, meaning]) => `- ${account}: ${meaning}`),
  ];
};

const sealNote = async ({ session, options }: CommandContext): Promise<string> => {
  const seal = await newestSeal(session.events, options.ledger);
  if (E.isLeft(seal)) return 'Its newest seal cannot be read: verify the ledger';
  if (seal.right === undefined) return 'It has no seal yet';
  const { size, moment, root } = sealNamed(seal.right);
  return `Its newest seal is over ${size} events, made on ${moment}, fingerprint ${root}`;
};

const argumentsOf = (
  { format, assertions, beancount }: JournalFileOptions,
  { program, partner, from, until }: JournalQuery,
): readonly string[] => [
  'export',
  `--format ${format}`,
  `--program ${program}`,
  ...(partner === undefined ? [] : [`--partner ${partner}`]),
  ...(from === undefined ? [] : [`--from ${from}`]),
  `--until ${until}`,
  `--assertions ${assertions}`,
  ...(format === 'beancount' ? [`--beancount ${beancount}`] : []),
];
