/** Of the accounts that `npm start` makes; nobody has a mail address there (RFC 6762 keeps `.local` for home networks). */
export const DEMO_DOMAIN = 'colorbook.local';
