/** The clock of the machine, milliseconds since 1970: the default where a host gives none. */
export const systemClock = (): number => Date.now();
