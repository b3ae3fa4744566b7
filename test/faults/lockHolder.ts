import { loadDriver } from '../../packages/event-store-sqlite/src/loadDriver.ts';

/** A process that takes the lock of a file, says so, and keeps it until it is ended. Argument: the file. */
const [file = ''] = process.argv.slice(2);
const connection = (await loadDriver()).open(file);
connection.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.once('end', () => connection.close()).resume();
