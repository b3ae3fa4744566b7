import { spawn } from 'node:child_process';

/** Waits until its input closes, which it does however this process ends; then ends the server and removes its data. */
const script = `
cat >/dev/null
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" && sleep 1
rm -rf "$1"
`;

/** Sees to it that a server does not outlive this process, not even when it is killed. */
export const startGuard = (folder: string): Readonly<{ dismiss(): Promise<void> }> => {
  const guard = spawn('/bin/sh', ['-c', script, 'guard', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  const gone = new Promise<void>((resolve) => guard.once('close', () => resolve()));
  return {
    dismiss: async () => {
      guard.ref();
      guard.stdin.end();
      await gone;
    },
  };
};
