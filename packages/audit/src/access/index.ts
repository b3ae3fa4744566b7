export type { AccessLine } from './accessLine.ts';
export { AccessLogFailure } from './accessLogFailure.ts';
export { fileAccessLog } from './fileAccessLog.ts';
export { memoryAccessLog } from './memoryAccessLog.ts';
export {
  type AccessFinding,
  type AccessReport,
  readAccessLog,
  type ReadLine,
  verifyAccessLog,
} from './verifyAccessLog.ts';
