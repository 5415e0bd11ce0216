/** Patterns of secrets and personal data. */
const SECRETS: [RegExp, string][] = [
  [/\b(?:sk|rk|pk)[-_](?:live|test|proj)?[-_]?[\w-]{8,}/g, '[key]'],
  [/\bwhsec_[\w+/=-]+/g, '[key]'],
  [/\bya29\.[\w-]+|\b1\/\/[\w-]{20,}/g, '[token]'],
  [/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [token]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi, '$1[password]@'],
  [/((?:password|secret|token|api[-_]?key|authorization|cookie)["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi, '$1[removed]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[email]'],
];
const LONGEST = 8_000;

/** Text for logs, groups and Sentry: keys, tokens, passwords and addresses are taken out of it, and what no text can hold. */
export const scrub = (text: string): string =>
  SECRETS.reduce(
    (now, [pattern, instead]) => now.replace(pattern, instead),
    text.slice(0, LONGEST).toWellFormed().replaceAll('\u0000', ''),
  );
