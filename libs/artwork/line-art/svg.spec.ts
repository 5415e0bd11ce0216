import { describe, expect, it } from '@jest/globals';
import type { LineArt } from './line-art.js';
import { lineArtToSvg, svgToLineArt } from './svg.js';

const ART: LineArt = {
  width: 612,
  height: 792.5,
  paths: [
    { d: 'M10 10L20 20C1 2 3 4 5 6Z', fill: 'white', stroke: 1.25 },
    { d: 'M0 0H5V5Z', fill: 'black', stroke: 0, rule: 'evenodd' },
    { d: 'M-1.5 2e-3L4 4', fill: 'none', stroke: 0.75 },
  ],
};

describe('SVG of a page', () => {
  it('comes back exactly as it went', () => {
    expect(svgToLineArt(lineArtToSvg(ART))).toEqual(ART);
    expect(svgToLineArt(lineArtToSvg({ width: 1, height: 2, paths: [] }))).toEqual({ width: 1, height: 2, paths: [] });
  });

  it('has a white page, its size, and nothing but paths', () => {
    const svg = lineArtToSvg(ART);
    expect(svg).toContain('width="612" height="792.5" viewBox="0 0 612 792.5"');
    expect(new Set(svg.match(/<\w+/g))).toEqual(new Set(['<svg', '<path']));
  });

  it.each([
    ['a script', lineArtToSvg(ART).replace('</svg>', '<script>alert(1)</script>\n</svg>')],
    ['another element', lineArtToSvg(ART).replace(/<path d="M10.*\/>/, '<image href="x"/>')],
    ['an event handler', lineArtToSvg(ART).replace('fill="none" stroke-width', 'onload="x()" stroke-width')],
    ['a cut file', lineArtToSvg(ART).slice(0, -8)],
    ['nothing', ''],
  ])('refuses %s', (_what, svg) => {
    expect(() => svgToLineArt(svg)).toThrow();
  });

  it('refuses to write what is no path data', () => {
    const path = { d: 'M0 0"/><script>', fill: 'none', stroke: 1 } as const;
    expect(() => lineArtToSvg({ width: 1, height: 1, paths: [path] })).toThrow('Not SVG path data');
  });
});
