import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import * as fontkit from 'fontkit';
import { sfntOf } from './woff.js';

const require = createRequire(import.meta.url);
const FILES = ['andika/files/andika-latin-400', 'fredoka/files/fredoka-latin-600', 'noto-emoji/files/noto-emoji-0-400'];

describe('a WOFF font, unpacked', () => {
  it.each(FILES)('draws and measures as before: %s', (file) => {
    const woff = readFileSync(require.resolve(`@fontsource/${file}-normal.woff`));
    const [before, after] = [fontkit.create(woff) as fontkit.Font, fontkit.create(sfntOf(woff)) as fontkit.Font];
    expect(after.postscriptName).toBe(before.postscriptName);
    expect(after.characterSet).toEqual(before.characterSet);
    for (const codePoint of before.characterSet) {
      const [one, other] = [before.glyphForCodePoint(codePoint), after.glyphForCodePoint(codePoint)];
      expect([other.id, other.advanceWidth, other.path.toSVG()]).toEqual([one.id, one.advanceWidth, one.path.toSVG()]);
    }
  });

  it('refuses what is none, or lies about a length', () => {
    expect(() => sfntOf(Buffer.from('%PDF-1.7'))).toThrow('Not a WOFF 1 font');
    const woff = readFileSync(require.resolve(`@fontsource/${FILES[0]}-normal.woff`));
    const wrong = Buffer.from(woff);
    wrong.writeUInt32BE(woff.readUInt32BE(44 + 12) + 1, 44 + 12);
    expect(() => sfntOf(wrong)).toThrow('another length');
  });
});
