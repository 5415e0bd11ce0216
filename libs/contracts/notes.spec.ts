import { describe, expect, it } from '@jest/globals';
import { distinctNotes } from './notes.js';

describe('notes on how a book was made', () => {
  const PRICE = 'The price of the model x is unknown; its cost counts as 0.';
  const CASES: [what: string, notes: string[], shown: number[]][] = [
    ['the same words', [PRICE, PRICE], [0]],
    [
      'a word that story, cover and pages miss',
      [
        'No drawing was found for: “submarine”, “kraken”.',
        'No drawing for "submarine".',
        'No drawing for "Krakens".',
        'No drawing for "kraken" and "submarine".',
      ],
      [0],
    ],
    [
      'a word that only a page misses',
      [
        'No drawing was found for: “submarine”.',
        'No drawing for "submarine" and "anchor".',
        'No drawing for "anchor".',
      ],
      [0, 1],
    ],
    [
      'a theme of which nothing could be drawn',
      [
        'Nothing in “quantum chromodynamics” could be drawn, so this book plays in the forest with Mia and Ben.',
        'No drawing for "quantum" and "chromodynamics"; drew a fox and friends instead.',
      ],
      [0],
    ],
    [
      'what is not for children',
      [
        'Left out, since no page for children shows it: sword, gun.',
        'No drawing for "sword": not on a page for children. Drew something kinder.',
        'No drawing for "axe": not on a page for children. Drew something kinder.',
      ],
      [0, 2],
    ],
    [
      'characters without a font, inside and on the cover',
      [
        "These characters have no drawing in the book's fonts and were printed as boxes: U+732B, U+72AC.",
        "These characters have no drawing in the book's fonts and were printed as boxes: U+732B.",
      ],
      [0],
    ],
    [
      'different things',
      [
        'Mia is drawn as a fox; write for example “Mia the owl” to choose.',
        'Ben is drawn as an owl; write for example “Ben the owl” to choose.',
        'The text of page 3 is too long for its pages and was cut; shorten it.',
        'The text of page 4 is too long for its pages and was cut; shorten it.',
      ],
      [0, 1, 2, 3],
    ],
    ['none', [], []],
  ];
  it.each(CASES)('appear once: %s', (_, notes, shown) => {
    expect(distinctNotes(notes)).toEqual(shown.map((at) => notes[at]));
  });
});
