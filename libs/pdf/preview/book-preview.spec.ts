import { describe, expect, it } from '@jest/globals';
import { printSettings } from '#contracts/book.js';
import { previewBook } from './book-preview.js';
import { pageBoxes } from '../geometry.js';
import { writeInterior } from '../interior/interior-pdf.js';
import { Writable } from 'node:stream';

const settings = printSettings.parse({});
const pages = [1, 2, 3].map((number) => ({ number, text: `A fox counts ${number} apples under the old tree.` }));

describe('the preview of a book', () => {
  it.each([
    ['a short story', pages],
    [
      'a text of several sides',
      pages.map((page) => ({ ...page, text: 'A very long tale. '.repeat(page.number * 300) })),
    ],
  ])('has the sides that are printed, with %s', async (_name, each) => {
    const plan = { settings, age: '4-8' as const, hasStory: true, pages: each };
    const preview = previewBook(plan);
    const written = await writeInterior(
      {
        ...plan,
        title: 'T',
        subtitle: '',
        author: '',
        year: 2026,
        credits: [],
        loadArt: () => Promise.resolve({ width: 100, height: 100, paths: [] }),
      },
      new Writable({ write: (_part, _code, done) => done() }),
    );
    expect(preview.sides).toHaveLength(written.pageCount);
    const art = preview.sides.flatMap((side, at) => (side.kind === 'art' ? [{ art: side.art, side: at + 1 }] : []));
    expect(art).toEqual(written.artSides);
  });

  it('tells the story in the lines of the print, across from its drawing', () => {
    const { sides } = previewBook({ settings, age: '4-8', hasStory: true, pages });
    const at = sides.findIndex(({ kind }) => kind === 'art');
    expect(sides[at - 1]).toMatchObject({ kind: 'story', art: 1 });
    expect(sides[at - 1]!.text.replace(/\s+/g, ' ')).toBe(pages[0]!.text);
    expect(sides[at - 1]!.text).toContain('\n');
    expect((at + 1) % 2).toBe(1);
  });

  it('measures left and right pages as the print file does', () => {
    const { left, right, sides } = previewBook({ settings, age: '4-8', hasStory: false, pages });
    expect(left.safe).toEqual(pageBoxes(settings, 2, sides.length).safe);
    expect(right.safe).toEqual(pageBoxes(settings, 1, sides.length).safe);
    expect(left.safe.x).toBeLessThan(right.safe.x);
  });
});
