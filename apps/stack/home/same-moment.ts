const MOMENT_MS = 400;

/**
 * Creates a check for duplicate signals. One Ctrl-C arrives several times: from the terminal, and forwarded by npm and
 * the parent script. A second one by the user comes later.
 */
export function sameMoment(now: () => number = Date.now): () => boolean {
  let last = -Infinity;
  return () => {
    const repeat = now() - last < MOMENT_MS;
    if (!repeat) last = now();
    return repeat;
  };
}
