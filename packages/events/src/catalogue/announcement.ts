import * as t from 'io-ts';
import { Id } from '../id.ts';
import { LongText, PlainText, happened } from './vocabulary.ts';

/** A text in English and, where there is one, in Russian. */
const localised = <Text extends t.Mixed>(text: Text) =>
  t.readonly(t.exact(t.intersection([t.type({ en: text }), t.partial({ ru: text })])));

/** Whom an announcement is for: every partner of the program, some of them, or those in some plans on its day. */
export const Audience = t.union([
  t.readonly(t.strict({ partners: t.readonlyArray(Id) })),
  t.readonly(t.strict({ plans: t.readonlyArray(Id) })),
  t.literal('everyone'),
]);

/** A change of the program that partners are told about. */
export const AnnouncementPublished = t.readonly(
  t.type({
    program: Id,
    announcement: Id,
    title: localised(PlainText),
    body: localised(LongText),
    audience: Audience,
    /** `asked`: each partner of the audience is to say that it was read. */
    acknowledgement: t.union([t.literal('asked'), t.literal('none')]),
    author: PlainText,
    ...happened,
  }),
);

/** A partner says that an announcement was read. */
export const AnnouncementAcknowledged = t.readonly(t.type({ partner: Id, program: Id, announcement: Id, ...happened }));
