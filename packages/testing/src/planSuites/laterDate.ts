const day = 86_400_000;

/** The local date so many days later, `YYYY-MM-DD`. */
export const laterDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
