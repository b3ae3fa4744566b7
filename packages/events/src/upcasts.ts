/** A JSON object as it was parsed from a frame. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Turns the data of one schema version into that of the next. Pure; the stored bytes stay as they are. */
export type Upcast = (data: JsonObject) => JsonObject;

/** The steps of one event type, oldest first: the first turns version 1 into version 2. */
export type Upcasts = Readonly<Record<string, readonly Upcast[]>>;

/** No event of the catalogue has had a second version yet. */
export const upcasts: Upcasts = {};
