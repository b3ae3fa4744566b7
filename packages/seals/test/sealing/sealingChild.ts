import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createSealer, signerFrom } from '../../src/index.ts';
import { LEDGER, record, right } from './sealedLedger.ts';

// A process of its own: records and seals again and again. Arguments: file, name of the process, key, how often.
const [, , path = '', name = '', pem = '', times = ''] = process.argv;
const { events: store, close } = await openSqliteStore(path);
const signer = right(signerFrom(pem, 'ledger.example'));
const sealer = createSealer({ store, ledger: LEDGER, signer, actor: name, clock: Date.now });
process.stdout.write('ready\n');
for (let round = 0; round < Number(times); round += 1) {
  await record(store, `${name}-${round % 3}`);
  process.stdout.write(`${right(await sealer.seal()).seal.note.split('\n')[1]}\n`);
}
await close();
