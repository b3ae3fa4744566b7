import { expect, it } from 'vitest';
import { examplePlans, openPlan, playSteps, storiesOf } from '../../../explainer/test/planStories.ts';
import { asked, packOf, readModelsOf } from '../evidence/evidenceWorld.ts';
import { inFolder, verifierWithout } from './packFolder.ts';

const stories = examplePlans().flatMap(([file, document]) =>
  storiesOf(document).map((story, at) => [`${file} ${at + 1}`, document, story] as const),
);

it('finds packs of everything that the example plans pay sound, with the proofs', async () => {
  const check = await verifierWithout();
  const unsound: string[] = [];
  for (const [index, [name, document, story]] of stories.entries()) {
    const history = await openPlan(document, story.parameters, 'America/New_York');
    await playSteps(history, document, story.steps);
    const request = asked(history.store, await readModelsOf(history.store));
    const what = index % 2 === 0 ? ('accruals' as const) : ('payouts' as const);
    const samples = { what, method: 'smallest-hash' as const, seed: 's', size: 1000 };
    const { files } = await packOf({ ...request, samples });
    const { findings } = await inFolder(files, (folder) => check(folder, [], []));
    unsound.push(...findings.map(({ file, place, problem }) => `${name}: ${file}, ${place}: ${problem}`));
  }
  expect(unsound).toEqual([]);
});
