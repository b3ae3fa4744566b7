/** The cells of a CSV text as RFC 4180 has it, read by a reader that knows nothing of how it was written. */
export const csvRows = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('A quoted cell has no end.');
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else
      for (; at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at); at += 1) {
        if (text[at] === '"' || text[at] === '\r' || text[at] === '\n') throw new Error('A cell must be quoted.');
        cell += text[at];
      }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (!text.startsWith('\r\n', at)) throw new Error('A line has no end.');
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
};
