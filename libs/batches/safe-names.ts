/**
 * Names that Windows keeps for devices, with any extension and with spaces before it; superscript digits count as digits
 * (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
 */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?$/i;
/** In characters, so that a path stays within Windows' 260. */
const LONGEST = 80;
/** In bytes of UTF-8. File systems take 255 for a name; what is added to it, such as " (12)" or " - interior.pdf", needs room. */
const MAX_BYTES = 200;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name for a file or folder that every file system takes, close to what it was made from, and never a way out. */
export function safeName(name: string): string {
  const safe = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/(?![\u200C\u200D])\p{C}|[\\/:*?"<>|\p{Zl}\p{Zp}]/gu, ' ') // joiners hold emoji and some scripts together
    .replace(/\s+/g, ' ')
    .trim();
  const short = shortened(safe)
    .replace(/[. ]+$/, '')
    .replace(/^[. ]+/, '');
  if (!/[^\p{C}\s]/u.test(short)) return 'Coloring book';
  return RESERVED.test(short) ? `${short.slice(0, 3)}_${short.slice(3)}` : short;
}

/** As many whole characters, as a person counts them, as there is room for: a family of emoji is not cut in two. */
function shortened(name: string): string {
  let short = '';
  let count = 0;
  let bytes = 0;
  for (const { segment } of characters.segment(name)) {
    count += [...segment].length;
    bytes += Buffer.byteLength(segment);
    if (count > LONGEST || bytes > MAX_BYTES) break;
    short += segment;
  }
  return short;
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
