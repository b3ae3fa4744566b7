// The command line as a few files: it starts often, and looking up hundreds of modules takes longer than what it does.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

import { inRoot } from './workspace.mjs';

/** What is loaded only where it is needed, and belongs to the machine or to the host. */
const external = ['libsql', 'pg', '@eventstore/db-client', '@kurrent/kurrentdb-client', '@opentelemetry/api'];

/** Libraries of the older kind, once they are inside, still ask for `require`. */
const banner = {
  js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
};

/** Bundles what was compiled. */
export const bundle = async () => {
  const folder = inRoot('packages', 'cli', 'dist');
  rmSync(`${folder}/bundle`, { recursive: true, force: true });
  await build({
    entryPoints: [
      `${folder}/main.js`,
      `${folder}/rebuild/rebuildWorker.js`,
      `${folder}/audit/verifyWorker.js`,
      `${folder}/answering/checkWorker.js`,
    ],
    entryNames: '[name]',
    outdir: `${folder}/bundle`,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external,
    banner,
    legalComments: 'linked',
    logLevel: 'warning',
  });
};

if (process.argv[1] === import.meta.filename) await bundle();
