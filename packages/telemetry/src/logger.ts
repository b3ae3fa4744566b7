/** What a log line says besides its message: numbers, switches and words from closed lists, never what was stored. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one line of a log. */
export type Log = (message: string, fields: LogFields) => void;

/** Where log lines go. `console` is one; so is a small wrapper around the logger that the application has. */
export type Logger = Readonly<{ debug: Log; info: Log; warn: Log; error: Log }>;
