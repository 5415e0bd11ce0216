const WORDS: Record<string, string> = {
  email: 'Write your e-mail address, like anna@example.com.',
  name: 'Say what we may call you.',
};

export const accountText =
  (isNew: boolean) =>
  (field: string): string =>
    field === 'password'
      ? isNew
        ? 'Use at least 10 characters. A few words in a row are fine.'
        : 'Write your password.'
      : (WORDS[field] ?? 'This is not right yet.');

/** Only addresses inside the console: a link must not lead a person who signs in to somewhere else. */
export const nextOf = (query: unknown): string | null =>
  typeof query === 'string' && /^\/(?![/\\])/.test(query) ? query : null;
