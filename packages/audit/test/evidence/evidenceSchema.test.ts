import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { violations } from '../../../explainer/test/schemaChecker.ts';
import { asked, manifestIn, packOf, readModelsOf, recorded, sealAt, simulated } from './evidenceWorld.ts';

const schema: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL('../../../../docs/reference/evidence-1.schema.json', import.meta.url), 'utf8'),
);

describe('the published schema', () => {
  it('fits the manifest of every kind of pack, and no manifest with a field more or less', async () => {
    const store = await simulated({ partners: 3, leads: 20, months: 2 });
    const unsealed = asked(store, await readModelsOf(store));
    const bare = await packOf(unsealed);
    await sealAt(store, '2025-04-20T00:00:00Z');
    const request = asked(store, await readModelsOf(store));
    const period = { from: recorded('2025-01-01T00:00:00.000000Z'), until: recorded('2025-02-01T00:00:00.000000Z') };
    const scope = { kind: 'partners' as const, program: 'simulated', partners: ['partner-000001'] };
    const known = recorded('2025-03-01T00:00:00.000000Z');
    const packs = [bare, await packOf(request), await packOf({ ...request, period, scope, known })];
    for (const { files } of packs) {
      const manifest = manifestIn(files);
      expect(violations(schema, manifest)).toEqual([]);
      expect(violations(schema, { ...manifest, more: 1 })).not.toEqual([]);
      for (const name of Object.keys(manifest)) {
        const less = Object.fromEntries(Object.entries(manifest).filter(([field]) => field !== name));
        expect(violations(schema, less)).not.toEqual([]);
      }
    }
  });
});
