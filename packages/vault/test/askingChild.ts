// Asks a vault for keys, as one of several processes that do so at once, and tells them.
import { fileVault } from '../src/index.ts';

const [folder = '', ...subjects] = process.argv.slice(2);
const vault = fileVault(folder);
const answers = await Promise.all(subjects.map((subject) => vault.keyFor(subject)));
const told = answers.map((answer) =>
  answer._tag === 'Right' ? Buffer.from(answer.right).toString('hex') : answer.left._tag,
);
process.stdout.write(JSON.stringify(told));
