/** Whether loading failed because that library is not installed, rather than for a fault in it. */
export const lacks = (error: unknown, library: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') &&
  error.message.includes(`'${library}'`);
