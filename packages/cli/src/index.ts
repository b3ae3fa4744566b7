export { exitCode } from './exitCode.ts';
export { run } from './run.ts';
export { processTerminal, type Terminal } from './terminal.ts';
