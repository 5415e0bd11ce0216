import type { EmailMessage } from '#mail/outbox.js';

interface Person {
  email: string;
  name: string;
}

export const verifyEmail = (person: Person, link: string): EmailMessage => ({
  recipient: person.email,
  subject: 'Confirm your e-mail address',
  body: `Hello ${person.name},

please confirm that this is your address. Then you can make coloring books:

${link}

The link works once, for 24 hours. If you did not create an account with us, do nothing: without the link, nobody can
use your address here.

ColorBook Engine
`,
});

export const resetPasswordEmail = (person: Person, link: string): EmailMessage => ({
  recipient: person.email,
  subject: 'Choose a new password',
  body: `Hello ${person.name},

somebody, we hope you, asked for a new password. Choose one here:

${link}

The link works once, for one hour. If it was not you, do nothing: your password stays as it is.

ColorBook Engine
`,
});

export const passwordChangedEmail = (person: Person, link: string): EmailMessage => ({
  recipient: person.email,
  subject: 'Your password was changed',
  body: `Hello ${person.name},

your password was just changed, and you were signed out everywhere. If it was not you, choose another one at once:

${link}

ColorBook Engine
`,
});
