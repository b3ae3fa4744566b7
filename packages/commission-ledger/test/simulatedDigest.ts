// Started by the test in a time zone of its own: what the machine thinks the time is must not show anywhere.
import { frames, played, said, sha256, stepsHash } from './simulatedHistory.ts';

const options = { seed: 7, partners: 5, leads: 60, from: '2025-01', months: 6 };
const history = await played(options);
const digest = {
  offset: new Date(2025, 0, 1).getTimezoneOffset(),
  steps: stepsHash(options),
  frames: sha256((await frames(history)).join('\n')),
  said: sha256(await said(history, '2025-07-01')),
};
process.stdout.write(JSON.stringify(digest));
