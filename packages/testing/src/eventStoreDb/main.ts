import { createInterface } from 'node:readline';

import { type DoubleReply, type DoubleRequest, requestHandler, type SpawnOptions } from './process/doubleRequest.ts';
import { startEventStoreDbDouble } from './startEventStoreDbDouble.ts';

// A double in a process of its own. Its options are JSON in the first argument. It prints its connection string, then
// one line for each request that comes as a line on its input, and ends with that input or on SIGTERM.

const options: SpawnOptions = JSON.parse(process.argv[2] ?? '{}');
const double = await startEventStoreDbDouble(options);
const handle = requestHandler(double);

const answer = async (line: string): Promise<DoubleReply<unknown>> => {
  try {
    const request: DoubleRequest = JSON.parse(line);
    return { result: (await handle(request)) ?? null };
  } catch (error) {
    return { error: String(error) };
  }
};

const lines = createInterface({ input: process.stdin });
let queue = Promise.resolve();
lines.on('line', (line) => {
  queue = queue.then(async () => void process.stdout.write(`${JSON.stringify(await answer(line))}\n`));
});

const stop = (): void => void double.stop().then(() => process.exit(0));
lines.on('close', stop);
process.on('SIGTERM', stop);

process.stdout.write(`${double.connectionString}\n`);
