/** Ends work that goes on for long or for ever, in good order: Ctrl-C, or whoever stops the process, sets the signal; a second Ctrl-C kills. */
export const whenStopped = (): Readonly<{ controller: AbortController; end: () => void }> => {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  return {
    controller,
    end: () => void process.removeListener('SIGINT', abort).removeListener('SIGTERM', abort),
  };
};
