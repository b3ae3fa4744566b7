import { createHash } from 'node:crypto';
import {
  addDays,
  addMonths,
  adjust,
  atTime,
  dateOf,
  instantAt,
  instantsOf,
  nextRecordedAt,
  parseLocalDate,
  periodOf,
} from '../src/index.ts';
import { day, right, zones } from './generators.ts';

/** Prints one hash over a bit of everything, for comparing processes that run in other zones and languages. */
const hash = createHash('sha256');
for (let index = 0; index < 400; index += 1) {
  const date = addDays(day('1995-01-29'), index * 29);
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  const inWords = `${new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(new Date(date))} ${dayOfMonth}, ${year}`;
  hash.update(right(parseLocalDate(`${Number(month)}/${Number(dayOfMonth)}/${year}`, 'M/d/yyyy')));
  hash.update(right(parseLocalDate(inWords, 'MMMM d, yyyy')));
  hash.update(addMonths(date, index) + adjust(date, 'modified-following', { weekend: [6, 7], holidays: [] }));
  hash.update(nextRecordedAt(index * 1e9, undefined));
  for (const zone of zones) {
    const moment = instantAt(index * 3_333_333_333);
    hash.update(dateOf(moment, zone) + JSON.stringify(atTime(date, '00:30', zone, 'later')));
    for (const unit of ['day', 'week', 'month', 'quarter', 'year'] as const) {
      hash.update(JSON.stringify(instantsOf(periodOf(dateOf(moment, zone), unit), zone)));
    }
  }
}
process.stdout.write(hash.digest('hex'));
