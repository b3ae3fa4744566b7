import { newestSeal } from '@commission-ledger/seals';
import { eventHashes } from '../audit/sealLeaves.ts';
import { sealNamed } from '../audit/sealNamed.ts';
import { sealedOr } from '../audit/sealedOr.ts';
import { sealRow } from '../audit/sealRow.ts';
import { sealWords } from '../audit/sealWords.ts';
import { writeOut } from '../audit/writeOut.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { shownSafely } from '../table.ts';

/** Where to, whether for a mail, and where the hashes of the events go. */
export type SealExportOptions = Readonly<{ out?: string; force?: boolean; mail?: boolean; leaves?: string }>;

/** The newest seal, to be kept where nobody who can change the ledger can reach it. */
export const sealExport = async (context: CommandContext, asked: SealExportOptions): Promise<number> => {
  const { session, terminal, options } = context;
  const say = sealWords[options.locale];
  const seal = sealedOr(await newestSeal(session.events, options.ledger));
  if (seal === undefined) throw new CommandFailed('The ledger has no seal yet. Run commission-ledger seal first.');
  const text = asked.mail === true ? `${say.mail(sealNamed(seal), options.ledger)}\n${seal.note}` : seal.note;
  if (asked.out !== undefined) await writeOut(asked.out, [text], asked);
  if (asked.leaves !== undefined) await writeOut(asked.leaves, eventHashes(session.events, seal.size), asked);
  const files = { out: asked.out ?? null, leaves: asked.leaves ?? null };
  if (options.json === true) writeJson(terminal, { ...sealRow(seal), ...files });
  else if (asked.out === undefined) terminal.out(text);
  else terminal.out(`${shownSafely(say.exported(asked.out, seal.size))}\n`);
  if (options.json !== true && asked.leaves !== undefined) {
    // Beside a seal that is printed, so that this can be sent on as it is.
    const tell = asked.out === undefined ? terminal.err : terminal.out;
    tell(`${shownSafely(say.leaves(asked.leaves, seal.size))}\n`);
  }
  return exitCode.done;
};
