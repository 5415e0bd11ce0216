import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { coverBoxes, pageBoxes } from '../geometry.js';
import type { Box } from '../geometry.js';
import { pagePicture } from './page-picture.js';
import { cover, coverBook, interior, interiorBook, settingsOf } from '#fixtures/spec-books.js';

const settings = settingsOf({ trim: '6x9', bleed: true });

describe('a picture of a page', () => {
  const dark = async (png: Buffer) => {
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
    return {
      ...info,
      at: (x: number, y: number): boolean =>
        (data[(Math.round(y) * info.width + Math.round(x)) * info.channels] ?? 255) < 128,
    };
  };
  const reader = (name: string, pdf: Buffer) => (page: number, width: number, box?: Box) =>
    pagePicture({ sha256: name, page, box, width }, () => Promise.resolve(Uint8Array.from(pdf)));

  it('is the printed page, at one pixel a point: the frame of the artwork lies where it is printed', async () => {
    const { pdf, artSides, pageCount } = await interior(interiorBook({ settings }, 3));
    const read = reader('one', pdf);
    const side = artSides[0]!.side;
    const { media, trim, safe } = pageBoxes(settings, side, pageCount);
    const whole = await dark((await read(side, Math.round(media.width)))!);
    expect([whole.width, whole.height]).toEqual([Math.round(media.width), Math.round(media.height)]);
    // the drawing's border is a line of 2 points, 1 point inside the artwork, which lies 3 points inside the safe area
    const edge = safe.x + 4;
    const middle = safe.y + safe.height / 2 + 40;
    expect([edge - 8, edge, edge + 8].map((x) => whole.at(x, middle))).toEqual([false, true, false]);
    const cut = await dark((await read(side, Math.round(trim.width), trim))!);
    expect([cut.width, cut.height]).toEqual([Math.round(trim.width), Math.round(trim.height)]);
    expect(cut.at(edge - trim.x, middle - trim.y)).toBe(true);
  });

  it('is the front of a cover, in its colors', async () => {
    const { pdf } = await cover(coverBook({ settings, pageCount: 40 }));
    const { front } = coverBoxes(settings, 40);
    const png = (await reader('two', pdf)(1, 300, front))!;
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect(info.width / info.height).toBeCloseTo(6 / 9, 2);
    expect(new Set([data[0], data[1], data[2]]).size).toBeGreaterThan(1);
  });

  it('is all of the page where the part does not lie on it', async () => {
    const { pdf, pageCount } = await interior(interiorBook({ settings }, 1));
    const { media } = pageBoxes(settings, 1, pageCount);
    const png = (await reader('three', pdf)(1, 300, { x: 0, y: 0, width: 9_999, height: 9_999 }))!;
    const { width = 0, height = 1 } = await sharp(png).metadata();
    expect(width / height).toBeCloseTo(media.width / media.height, 2);
  });

  it('is none of a page that is not there, or of a file that is no PDF', async () => {
    const { pdf, pageCount } = await interior(interiorBook({ settings }, 1));
    expect(await reader('four', pdf)(pageCount + 1, 100)).toBeNull();
    expect(await reader('five', Buffer.from('%PDF-1.4 broken'))(1, 100)).toBeNull();
  });

  it('needs the file’s bytes once, and again only when other files were read meanwhile', async () => {
    const { pdf } = await interior(interiorBook({ settings }, 1));
    let asked = 0;
    const read = (sha256: string) =>
      pagePicture({ sha256, page: 1, box: undefined, width: 40 }, () => {
        asked += 1;
        return Promise.resolve(Uint8Array.from(pdf));
      });
    await read('a');
    await read('a');
    expect(asked).toBe(1);
    for (const other of ['b', 'c', 'd', 'a']) await read(other);
    expect(asked).toBe(5);
  });
});
