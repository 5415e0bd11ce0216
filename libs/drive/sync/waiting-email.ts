/** The email about books that cannot be synced to Drive. `drive`: the account; `link`: the page in the console. */
export const driveWaitingEmail = (
  person: { email: string; name: string },
  state: 'reconnect' | 'full',
  drive: string,
  link: string,
): { recipient: string; subject: string; body: string } => ({
  recipient: person.email,
  subject: state === 'full' ? 'Your Google Drive is full' : 'Connect your Google Drive again',
  body: `Hello ${person.name},

${
  state === 'full'
    ? `there is no room left in ${drive}. Your books wait; make room there, and the sync goes on where it was.`
    : `Google lets us into ${drive} no more. Your books wait; connect it again, and the sync goes on where it was.`
}

${link}

ColorBook Engine
`,
});
