import { checkProof, describeProofProblem, type Proved } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { verifierKeysIn } from '../audit/keyFiles.ts';
import { provedText } from '../audit/provedText.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import type { GlobalOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { jsonFile } from './init.ts';

/** Whose signature counts, and which ledger it has to be about. */
export type SealCheckOptions = Readonly<{ key?: string; origin?: string }>;

/** Checks a proof with nothing but a verifier key. */
export const sealCheck = async (
  terminal: Terminal,
  file: string,
  { json, locale, key, origin }: GlobalOptions & SealCheckOptions,
): Promise<number> => {
  if (key === undefined)
    throw new CommandFailed('Give --key with a verifier key that you trust, or a file with some.', exitCode.usage);
  const proved = checkProof(await jsonFile(file), await verifierKeysIn(key), origin);
  if (E.isLeft(proved)) throw new CommandFailed(describeProofProblem(proved.left));
  if (json === true) writeJson(terminal, asJson(proved.right));
  else terminal.out(`${provedText(proved.right, locale)}\n`);
  return exitCode.done;
};

const KINDS = { EventIncluded: 'event', StreamIncluded: 'stream', Consistent: 'consistency' } as const;

const asJson = ({ _tag, ...proved }: Proved): unknown => ({
  schema: 'proved/1',
  proved: KINDS[_tag],
  ...JSON.parse(JSON.stringify(proved, (name, value: unknown) => (name === 'publicKey' ? undefined : value))),
});
