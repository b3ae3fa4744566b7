export { localDay } from './localDay.ts';
export { localMonth } from './localMonth.ts';
export { localNumber, withPercentSign } from './localNumber.ts';
export { localRate } from './localRate.ts';
export { locales, type Locale } from './locale.ts';
export { plural, type Forms } from './plural.ts';
