import { plural } from '@commission-ledger/locale';

const entriesInRussian = (count: number): string =>
  `${count} ${plural(count, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' }, 'ru')}`;

/** What the commands about the access log say. */
export const accessLogWords = {
  en: {
    when: 'When',
    who: 'Who',
    role: 'As',
    asked: 'Asked for',
    about: 'About',
    outcome: 'Outcome',
    given: 'Handed over',
    line: 'Line',
    problem: 'Problem',
    none: 'No entries.',
    sound: (lines: number) =>
      `The log is whole: ${lines} ${lines === 1 ? 'entry' : 'entries'}, each linked to the one before.`,
    notSound: (findings: number) =>
      `The log is not as it was written: ${findings} ${findings === 1 ? 'problem' : 'problems'}.`,
    head: (hash: string) => `Hash of the last entry: ${hash}`,
    keep: 'Keep that hash elsewhere: with --kept it shows later whether entries were cut off at the end.',
    classes: {
      'broken-link': 'does not follow the line before: one of the two was changed, or lines were taken away or put in',
      unreadable: 'is no entry: it was damaged, or cut off by a crash while it was written',
      'kept-hash-missing': 'the kept hash is that of no line: the end was cut off, or the log was written anew',
    },
  },
  ru: {
    when: 'Когда',
    who: 'Кто',
    role: 'Роль',
    asked: 'Что запрошено',
    about: 'О чём',
    outcome: 'Исход',
    given: 'Выдано',
    line: 'Строка',
    problem: 'Что не так',
    none: 'Записей нет.',
    sound: (lines: number) => `Журнал цел: ${entriesInRussian(lines)}, каждая связана с предыдущей.`,
    notSound: (findings: number) => `Журнал не такой, каким был записан. Нарушений: ${findings}.`,
    head: (hash: string) => `Отпечаток последней записи: ${hash}`,
    keep: 'Храните этот отпечаток отдельно: с --kept он покажет, не отрезаны ли записи в конце.',
    classes: {
      'broken-link': 'не продолжает предыдущую строку: одну из них изменили, или строки убрали либо вставили',
      unreadable: 'не запись: строка повреждена или оборвана сбоем при записи',
      'kept-hash-missing': 'сохранённого отпечатка нет ни у одной строки: конец отрезан или журнал написан заново',
    },
  },
} as const;
