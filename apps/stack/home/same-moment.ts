const MOMENT_MS = 400;

/**
 * Makes a test for signals that come in one moment. One Ctrl-C arrives more than once: from the terminal, and from npm and
 * the script that started us, which pass theirs on. A person needs longer for a second one.
 */
export function sameMoment(now: () => number = Date.now): () => boolean {
  let last = -Infinity;
  return () => {
    const repeat = now() - last < MOMENT_MS;
    if (!repeat) last = now();
    return repeat;
  };
}
