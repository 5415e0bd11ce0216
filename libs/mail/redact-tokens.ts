/** What stands in a mail instead of a secret. */
export const REMOVED = '[removed]';

const IN_A_LINK = /([?&#](?:token|code|key|state)=)[^\s&#"'<>]+/gi;
/** A UUID has at most 36 signs; every secret that is mailed has 43 (256 bits in base64url). */
const BY_ITSELF = /(?<![\w-])(?=[\w-]*\d)[\w-]{40,}(?![\w-])/g;

/** A mail's text without the secrets of its links, so that a reader cannot act as its recipient. */
export const redactTokens = (body: string): string =>
  body.replace(IN_A_LINK, `$1${REMOVED}`).replace(BY_ITSELF, REMOVED);
