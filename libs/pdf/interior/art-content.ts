import type { ArtPath, LineArt } from '#artwork/line-art/line-art.js';
import type { Box } from '../geometry.js';
import { LEAST_STROKE_POINTS } from '../preflight/print-rules.js';
import { pathOperators } from '../svg-path.js';

/**
 * Coordinates are whole twentieths of a point: finer than a dot of a 2400-DPI plate, shorter than decimals, and within
 * the ±32,767 that old raster processors hold (PDF 1.3, appendix C).
 */
const UNITS = 20;

/** How shapes are filled, as PDF colour operators; left out, white and black. Null leaves a shape unfilled. */
export type Paint = (path: ArtPath, index: number) => string | null;

const PLAIN: Paint = ({ fill }) => (fill === 'none' ? null : fill === 'white' ? '1 g' : '0 g');

/**
 * Content operators that draw the art as large as the box allows, centred, its shape kept. Lines never get thinner
 * than a printer can hold (0.75 pt), however small the box. The page's own axes must be y down, in points.
 */
export function artContent(art: LineArt, box: Box, paint: Paint = PLAIN): string {
  const scale = Math.min(box.width / art.width, box.height / art.height);
  const x = box.x + (box.width - art.width * scale) / 2;
  const y = box.y + (box.height - art.height * scale) / 2;
  const thinnest = LEAST_STROKE_POINTS / scale;
  // What an illustrator draws outside its own page is cut off, so that it cannot reach into a margin.
  const clip = `${[x - 1, y - 1, art.width * scale + 2, art.height * scale + 2].map(figure).join(' ')} re W n`;
  let out = `q ${clip} ${figure(scale / UNITS)} 0 0 ${figure(scale / UNITS)} ${figure(x)} ${figure(y)} cm 1 J 1 j 0 G\n`;
  let fill = '';
  let width = -1;
  for (const [index, path] of art.paths.entries()) {
    const operators = pathOperators(path.d, UNITS);
    const colour = paint(path, index);
    if (operators === '' || (colour === null && path.stroke <= 0)) continue;
    if (colour !== null && colour !== fill) out += `${(fill = colour)}\n`;
    const stroke = path.stroke > 0 ? Math.ceil(Math.max(path.stroke, thinnest) * UNITS) : 0;
    if (stroke > 0 && stroke !== width) out += `${(width = stroke)} w\n`;
    out += operators + painting(path, colour !== null, stroke > 0);
  }
  return `${out}Q\n`;
}

function painting({ rule }: ArtPath, filled: boolean, stroked: boolean): string {
  const star = rule === 'evenodd' ? '*' : '';
  if (filled) return stroked ? `B${star}\n` : `f${star}\n`;
  return 'S\n';
}

/** A number as PDF writes it: no exponent, six decimals at most. */
function figure(value: number): string {
  return String(Number(value.toFixed(6)));
}
