import { hash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { replay } from '../src/index.ts';
import { simulatedHistory } from './simulatedHistory.ts';

const lines: string[] = [];
for await (const row of replay({ store: await simulatedHistory({ seed: 5, leads: 40 }) })) {
  if (E.isLeft(row)) throw new Error(row.left._tag);
  lines.push(JSON.stringify(row.right));
}
process.stdout.write(hash('sha256', lines.join('\n')));
