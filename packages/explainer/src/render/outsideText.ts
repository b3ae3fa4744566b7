/**
 * Characters that move the cursor, hide text or turn its direction round: control characters, line and paragraph
 * separators, lone surrogates, bidirectional controls, zero-width and tag characters.
 */
const dangerous =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Text from outside, safe in a terminal and in a file: what could deceive is shown as `\u{202e}`. */
export const forTerminal = (text: string): string =>
  text.replaceAll(dangerous, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** {@link forTerminal}, and every character that Markdown or HTML would read as markup or as a link is escaped. */
export const forMarkdown = (text: string): string =>
  forTerminal(text)
    .replaceAll(/[\\`*_{}[\]<>#!|~&$@:^=+]/g, (mark) => `\\${mark}`)
    .replaceAll(/\bwww\./gi, (start) => `${start.slice(0, 3)}\\.`);
