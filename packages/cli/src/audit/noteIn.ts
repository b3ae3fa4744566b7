/** A seal as somebody may have kept it: the note itself, or a mail around it, quoted, or with the line ends of Windows. */
export const noteIn = (kept: string): string => {
  const lines = kept.replaceAll(/^\uFEFF|\r/g, '').replaceAll(/^(?:> ?)+|[ \t]+$/gm, '');
  const [found] = NOTE.exec(`${lines}\n`) ?? [];
  return found ?? kept;
};

/** The name of the log, how many events, the root, what else is sealed, an empty line, signatures. */
const NOTE = /^[!-~]+\n\d+\n[\w+/]{43}=\n(?:.+\n)+\n(?:\u2014 .+\n)+/mu;
