import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether a program is on this machine. */
export const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

const said = (program: string, args: readonly string[], input: string): readonly string[] => {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0 || stderr !== '') throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout.trim().split('\n');
};

/** What `bc` prints for a program. */
export const bc = (program: string): readonly string[] => said('env', ['BC_LINE_LENGTH=0', 'bc', '-q'], program);

/** What SQLite answers to a script. */
export const sqlite = (script: string): readonly string[] => said('sqlite3', [':memory:'], script);

/** What PostgreSQL answers to a script. */
export const psql = (script: string, connectionString: string): readonly string[] =>
  said('psql', ['-q', '-X', '-t', '-A', '-v', 'ON_ERROR_STOP=1', connectionString], script);

/** The rows of a sheet after Gnumeric has opened and calculated it, as values. */
export const spreadsheet = (sheet: string): readonly (readonly string[])[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-'));
  try {
    const [from, to] = [path.join(folder, 'proof.csv'), path.join(folder, 'values.txt')];
    writeFileSync(from, sheet);
    const options = 'separator=\u001F quoting-mode=never format=raw';
    const { status, stderr } = spawnSync(
      'ssconvert',
      ['--export-type=Gnumeric_stf:stf_assistant', '-O', options, from, to],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`ssconvert ended with ${status}: ${stderr}`);
    return readFileSync(to, 'utf8')
      .trimEnd()
      .split('\n')
      .map((row) => row.split('\u001F'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
