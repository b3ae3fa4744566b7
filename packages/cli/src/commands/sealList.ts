import { sealsOf } from '@commission-ledger/seals';
import { fingerprintOf, momentOf } from '../audit/sealNamed.ts';
import { sealedOr } from '../audit/sealedOr.ts';
import { sealRow } from '../audit/sealRow.ts';
import { sealWords } from '../audit/sealWords.ts';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { table } from '../table.ts';

/** All seals of the ledger, oldest first. */
export const sealList = async ({ session, terminal, options }: CommandContext): Promise<number> => {
  const seals = sealedOr(await sealsOf(session.events, options.ledger));
  const say = sealWords[options.locale];
  if (options.json === true) writeJson(terminal, { schema: 'seals/1', seals: seals.map(sealRow) });
  else if (seals.length === 0) terminal.out(`${say.none}\n`);
  else {
    const columns = [
      { heading: say.events, amounts: true },
      { heading: say.streams, amounts: true },
      { heading: say.sealed },
      { heading: say.fingerprint },
      { heading: say.key },
    ];
    const rows = seals.map(({ size, streams, sealedAt, root, key }) => [
      `${size}`,
      `${streams}`,
      momentOf(sealedAt),
      fingerprintOf(root),
      key.split('+', 2).join('+'),
    ]);
    terminal.out(table(columns, rows, terminal));
  }
  return exitCode.done;
};
