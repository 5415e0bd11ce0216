/** Names that Windows keeps for itself. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
const LONGEST = 80;

/** A name for a file or folder that every file system takes, close to what it was made from, and never a way out. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = [...safe]
    .slice(0, LONGEST)
    .join('')
    .replace(/[. ]+$/, '')
    .replace(/^[. ]+/, '');
  if (short === '') return 'Coloring book';
  return RESERVED.test(short) ? `${short.slice(0, 3)}_${short.slice(3)}` : short;
}

/** Gives each name once, also where capitals don't count: "Fox", "Fox (2)". */
export class UniqueNames {
  private readonly taken = new Set<string>();

  of(name: string): string {
    let unique = name;
    for (let count = 2; this.taken.has(keyOf(unique)); count += 1) unique = `${name} (${count})`;
    this.taken.add(keyOf(unique));
    return unique;
  }
}

const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase();
