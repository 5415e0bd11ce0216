import { RETAINED } from '#contracts/account.js';
import type { Retained } from '#contracts/account.js';

interface Addressee {
  email: string;
  name: string;
}
interface EmailMessage {
  recipient: string;
  subject: string;
  body: string;
}

const day = (at: Date): string => at.toISOString().slice(0, 10);
const list = (kinds: readonly Retained[]): string => kinds.map((kind) => `- ${RETAINED[kind]}`).join('\n');

/** `link`: of the page where the archive is downloaded. */
export const exportEmail = (person: Addressee, expiresAt: Date, link: string): EmailMessage => ({
  recipient: person.email,
  subject: 'Your data is ready',
  body: `Hello ${person.name},

everything that we keep about you lies ready as one archive. You can download it until ${day(expiresAt)}, when you are signed in:

${link}

If you did not ask for it, somebody has your password: choose another one at once.

ColorBook Engine
`,
});

/** `link`: takes the erasure back. */
export const gracePeriodEmail = (person: Addressee, eraseAt: Date, link: string, hasPlan: boolean): EmailMessage => ({
  recipient: person.email,
  subject: 'Your account will be erased',
  body: `Hello ${person.name},

you asked us to erase your account and everything in it. That will be done on ${day(eraseAt)}. Until then, nothing is lost, and
you can take it back here:

${link}
${hasPlan ? '\nYour plan is not renewed meanwhile. What you paid for stays yours until the account is erased.\n' : ''}
If it was not you, take it back and choose another password at once.

ColorBook Engine
`,
});

export const erasureCanceledEmail = (person: Addressee): EmailMessage => ({
  recipient: person.email,
  subject: 'Your account stays',
  body: `Hello ${person.name},

the erasure of your account was taken back. Everything is as it was.

ColorBook Engine
`,
});

export const erasureCompletedEmail = (person: Addressee, kept: readonly Retained[]): EmailMessage => ({
  recipient: person.email,
  subject: 'Your account is erased',
  body: `Hello ${person.name},

your account is erased: your books, pictures and files, your plan, and the connection to your Google Drive, if there was
one. This mail is the last one; your address goes with it.

What stays, and why:

${list(kept)}

ColorBook Engine
`,
});
