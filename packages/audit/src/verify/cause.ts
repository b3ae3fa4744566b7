/** What is wrong, as it was found: before anything is said about who did what. */
export type Cause =
  /** These rules of the store, by name, which keep events from being changed, are missing or are others. */
  | Readonly<{ _tag: 'Unprotected'; rules: readonly string[] }>
  /** The store itself could not give the events that come here. */
  | Readonly<{ _tag: 'StoreDamaged'; problem: string }>
  /** The store gives other events when it looks them up by stream than when it reads from first to last. */
  | Readonly<{ _tag: 'LookupsDiffer'; problem: string }>
  | Readonly<{ _tag: 'NotAFrame'; problem: string }>
  /** The text says the same in another way. */
  | Readonly<{ _tag: 'NotCanonical' }>
  /** The frame says that it stands elsewhere, or is another event. */
  | Readonly<{ _tag: 'Misplaced'; field: string; stored: string; framed: string }>
  /** The revisions from `from` until before `until` are not there; `since` is the index of the event before them, or -1. */
  | Readonly<{ _tag: 'Missing'; from: number; until: number; since: number }>
  /** It comes after a later event of its stream, or is there twice. */
  | Readonly<{ _tag: 'Behind'; last: number }>
  /** The next event was recorded after one with the hash `expected`; this one has the hash `found`. */
  | Readonly<{ _tag: 'BrokenLink'; expected: string | null; found: string }>
  /** An earlier event has its id. */
  | Readonly<{ _tag: 'SameId'; first: number }>
  /** Its hash is not the one that was kept outside. */
  | Readonly<{ _tag: 'LeafDiffers' }>
  /** Hashes of more events were kept outside. */
  | Readonly<{ _tag: 'LeavesGoOn'; kept: number; found: number }>
  /** The root over the first `size` events is not the sealed one, and that over the first `from` still is. */
  | Readonly<{ _tag: 'RootDiffers'; size: number; from: number }>
  /** The seal covers more events than stand before it. */
  | Readonly<{ _tag: 'FewerBefore'; size: number; found: number }>
  /** A seal that was kept outside covers more events than there are. */
  | Readonly<{ _tag: 'EndsEarly'; size: number; found: number }>
  /** A seal that was kept outside is not in the history. */
  | Readonly<{ _tag: 'SealGone'; size: number }>
  /** A key was given, and nothing is signed with it, nor with any other. */
  | Readonly<{ _tag: 'NothingSigned' }>
  /** The seal is good, under a key that is not trusted. */
  | Readonly<{ _tag: 'OtherKey'; key: string }>
  /** The seal is no note of this ledger that a key has signed. */
  | Readonly<{ _tag: 'BadNote'; problem: string }>
  /** The event says something else than the signed note in it. */
  | Readonly<{ _tag: 'NoteDiffers'; field: string }>
  /** An earlier seal covers as many events or more. */
  | Readonly<{ _tag: 'NotGrowing'; size: number; before: number }>
  /** A note that was kept outside is signed by no key that is trusted. */
  | Readonly<{ _tag: 'KeptNoteUntrusted'; size: number; problem: string }>;
