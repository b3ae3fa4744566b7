import { execFileSync } from 'node:child_process';

/** The user and group that a process runs as; empty: those of this process. */
export type ServerAccount = Readonly<{ uid?: number; gid?: number }>;

/** Whom the server runs as: PostgreSQL refuses root, who therefore lends it an account without rights. */
export const serverAccount = (): ServerAccount => {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', user), idOf('-g', user)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.');
};

const idOf = (flag: '-u' | '-g', user: string): number | undefined => {
  try {
    return Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
};
