/**
 * Which leads of a program are open: neither ended nor won; a projection usually knows. One that lags behind leaves
 * leads open for longer.
 */
export type LeadDirectory = (program: string) => AsyncIterable<string>;
