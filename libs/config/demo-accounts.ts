/** Mail domain of the accounts that `npm start` creates; no real address is there (RFC 6762 reserves `.local`). */
export const DEMO_DOMAIN = 'colorbook.local';
