import createBidi, { type Bidi } from 'bidi-js';

// oxlint-disable-next-line typescript/consistent-type-assertions -- its types describe an ES module; Node gives its CommonJS function
const bidi = (createBidi as unknown as () => Bidi)();

/** Directions of one paragraph, by UTF-16 index: odd levels run right to left (Unicode Standard Annex 9). */
export interface Directions {
  levels: Uint8Array;
  /** 1 where the paragraph as a whole runs right to left, else 0. */
  base: number;
  /** Brackets and the like that are drawn as their mirror image. */
  mirrored: Map<number, string>;
}

export function directions(paragraph: string): Directions {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(paragraph);
  return { levels, base: paragraphs[0]?.level ?? 0, mirrored: bidi.getMirroredCharactersMap(paragraph, levels) };
}

/** Pieces of one line from logical order to the order on paper, left to right (rule L2 of UAX 9). */
export function visualOrder<T extends { level: number }>(line: T[]): T[] {
  const ordered = [...line];
  const highest = Math.max(0, ...line.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      if ((ordered[start]?.level ?? 0) < level) continue;
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1;
      ordered.splice(start, end - start, ...ordered.slice(start, end).toReversed());
      start = end;
    }
  }
  return ordered;
}
