import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import * as E from 'fp-ts/lib/Either.js';
import { ledgerOn } from '../world.ts';

/*
 * A payout run in a process of its own, on one file: says `begins` and then how it ended. The path of the file and the
 * date are the arguments.
 */

const [file = '', date = ''] = process.argv.slice(2);
const { events, close } = await openSqliteStore(file);
process.stdout.write('begins\n');
const run = await ledgerOn(events).issuePayouts({ program: 'acme', date });
process.stdout.write(E.isLeft(run) ? `${run.left._tag}\n` : `issued ${run.right.issued.length}\n`);
await close();
