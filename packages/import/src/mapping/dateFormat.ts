/** A format as two: that of the date, and that of the time behind it, if there is one. */
export type DateFormat = Readonly<{ date: string; time: 'HH:mm' | 'HH:mm:ss' | undefined }>;

/** Parts a format such as `M/d/yyyy HH:mm` into that of the date and that of the time. */
export const dateFormatOf = (format: string): DateFormat => {
  const match = /^(.*) (HH:mm|HH:mm:ss)$/.exec(format);
  const [, date, time] = match ?? [];
  if (date === undefined) return { date: format, time: undefined };
  return { date, time: time === 'HH:mm' ? 'HH:mm' : 'HH:mm:ss' };
};
