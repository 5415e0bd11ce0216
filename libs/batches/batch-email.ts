import type { BatchKind } from '#contracts/batches.js';

interface Ended {
  kind: BatchKind;
  completed: number;
  total: number;
  hasArchive: boolean;
}

const DONE: Record<BatchKind, string> = {
  generate: 'drawn and printed',
  regenerate: 'drawn again and printed',
  export: 'printed',
  'sync-drive': 'in your Google Drive',
};

/** The email at the end of a long batch. `link`: the batch in the console. */
export function batchEmail(
  person: { email: string; name: string },
  { kind, completed, total, hasArchive }: Ended,
  link: string,
): { recipient: string; subject: string; body: string } {
  const failed = total - completed;
  const books = total === 1 ? 'book is' : 'books are';
  const rest = [
    ...(failed > 0
      ? [`${failed === 1 ? 'One is' : `${failed} are`} not; the batch says why, and tries only those again.`]
      : []),
    ...(hasArchive ? ['All files lie ready as one archive.'] : []),
  ];
  return {
    recipient: person.email,
    subject: failed > 0 ? `Your batch has ended; ${failed} of ${total} books are not done` : 'Your batch is done',
    body: `Hello ${person.name},

${completed} of ${total} ${books} ${DONE[kind]}.${rest.map((each) => ` ${each}`).join('')}

${link}

ColorBook Engine
`,
  };
}
