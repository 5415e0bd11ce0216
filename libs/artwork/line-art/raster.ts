import { renderAsync } from '@resvg/resvg-js';
import type { LineArt } from './line-art.js';
import { lineArtToSvg } from './svg.js';

/** A PNG of `width` pixels, in proportion; drawn outside the event loop. */
export async function renderPng(art: LineArt | string, width: number): Promise<Buffer> {
  const svg = typeof art === 'string' ? art : lineArtToSvg(art);
  const image = await renderAsync(svg, { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } });
  return image.asPng();
}
