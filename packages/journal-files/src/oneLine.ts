/**
 * Free text, such as a name, as one line that no journal program takes for anything else: control and other invisible
 * characters, line ends, tabs, `;`, `|`, `"` and the backslash become a space, and spaces never come in twos.
 */
export const oneLine = (text: string): string => text.replaceAll(UNSAFE, ' ').trim();

const UNSAFE = /[\p{C}\p{Z};|"\\]+/gu;
