import type { Explanation } from '../document/explanation.ts';
import type { Reply } from '../document/reply.ts';
import { explanationPage } from './explanationPage.ts';
import { openedAt } from './openRow.ts';
import type { Page } from './page.ts';
import type { RenderSettings } from './renderer.ts';
import { replyPage } from './replyPage.ts';
import type { Speaker } from './say.ts';

/**
 * An answer as a page in one language, for whoever lays it out: everything that is shown is decided here. Every step is
 * done again first: what does not hold is not shown.
 *
 * @throws Unexplained when the document does not hold in itself
 * @throws RangeError when `open` is a number that is not there; see `noSuchRow`
 */
export const pageOf = (document: Explanation | Reply, settings: RenderSettings, speaker: Speaker): Page => {
  const page =
    document.schema === 'explain/1'
      ? explanationPage(document, settings, speaker)
      : replyPage(document, settings, speaker);
  return settings.open === undefined ? page : openedAt(page, settings.open);
};
