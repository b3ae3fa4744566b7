/** Characters that take no place of their own. */
const zero = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Characters that take two places in a terminal. */
const wide =
  /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6])$/u;

/** How many places the text takes in a terminal. */
export const displayWidth = (text: string): number => {
  if (/^[ -~\u00A0]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (!zero.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
};

/** The text in rows of at most `width` places, broken at spaces; a word that is longer is cut. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    if (row !== '' && displayWidth(row) + 1 + displayWidth(word) > width) {
      rows.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return [...rows, row];
};

const pieces = (word: string, width: number): readonly string[] => {
  if (displayWidth(word) <= width) return [word];
  const parts = [''];
  for (const character of word) {
    const last = parts.at(-1) ?? '';
    if (displayWidth(last + character) > width) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
};
