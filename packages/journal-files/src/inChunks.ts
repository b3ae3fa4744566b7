/** The same text in pieces of some 64 KiB, so that whoever writes them writes seldom. */
export async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < CHUNK) continue;
    yield gathered;
    gathered = '';
  }
  if (gathered !== '') yield gathered;
}

const CHUNK = 65_536;
