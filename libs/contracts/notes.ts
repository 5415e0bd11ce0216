/**
 * Notes on how a book was made come from the storyteller, from each page's artist, and from the two files: several may say
 * the same of one word. What each kind of note names; a note is new when it names something new.
 */
const KINDS: [is: RegExp, names: (note: string) => string[]][] = [
  [/^No drawing (was found )?for[: ]/, (note) => quoted(note)],
  [/^Nothing in /, (note) => [...quoted(note), ...quoted(note).flatMap((theme) => theme.split(/[^\p{L}\p{N}-]+/u))]],
  [/^Left out, since no page for children/, (note) => (note.split(': ')[1] ?? '').replace(/\.$/, '').split(', ')],
  [/were printed as boxes/, (note) => note.match(/U\+[0-9A-F]+/g) ?? []],
];

const quoted = (note: string): string[] => [...note.matchAll(/[“"]([^”"]*)[”"]/g)].map(([, words]) => words ?? '');
/** One word for one thing: capitals and a plural's s do not count. */
const stem = (word: string): string => word.trim().toLowerCase().replace(/s$/, '');

/** The notes without those that only repeat what an earlier one says, in other words or not. */
export function distinctNotes(notes: readonly string[]): string[] {
  const seen = new Set<string>();
  return notes.filter((note) => {
    const names = KINDS.filter(([is]) => is.test(note)).flatMap(([, namesOf]) => namesOf(note).map(stem));
    const subjects = names.length > 0 ? names : [note];
    const isNew = subjects.some((each) => !seen.has(each));
    for (const each of subjects) seen.add(each);
    return isNew;
  });
}
