import { drawPage } from '#artwork/built-in/page.js';
import { renderPng } from '#artwork/line-art/raster.js';
import { lineArtToSvg } from '#artwork/line-art/svg.js';
import sharp from 'sharp';

/** Points of a page's art, of 8.5 × 11 inches less the margins; its shape is that of the pictures below. */
const SIZE = { width: 500, height: 750 };
const THEMES = ['forest animals', 'dinosaurs in space', 'under the sea', 'castle and dragons', 'birthday on a farm'];

/** Pages of the built-in artist as SVG: what a rasteriser of this platform is given. */
export const drawnPages = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => {
    const theme = THEMES[at % THEMES.length]!;
    const { art } = drawPage({
      ...SIZE,
      theme,
      purpose: 'page',
      prompt: theme,
      text: '',
      style: 'scene',
      age: '4-8',
      characters: [],
      seed: 7,
      number: at + 1,
      pageCount: count,
      variation: 0,
    });
    return lineArtToSvg(art);
  });

/** A page as an image model gives it: 1024 × 1536 pixels, no vectors, soft edges. */
export const asPicture = async (svg: string): Promise<Buffer> =>
  sharp(await renderPng(svg, 1024))
    .resize(1024, 1536, { fit: 'fill' })
    .removeAlpha()
    .blur(0.6)
    .png()
    .toBuffer();
