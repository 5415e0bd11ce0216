import type { ArtPath, LineArt } from './line-art.js';

/** Our own SVG: a white page and nothing but paths. Standalone, valid XML, safe to open in a browser. */
export function lineArtToSvg({ width, height, paths }: LineArt): string {
  const lines = paths.map(pathToSvg).join('\n');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `stroke="#000" stroke-linecap="round" stroke-linejoin="round">\n` +
    `<path d="M0 0H${width}V${height}H0Z" fill="#fff" stroke="none"/>\n${lines}\n</svg>\n`
  );
}

const FILLS = { white: '#fff', black: '#000', none: 'none' } as const;

function pathToSvg({ d, fill, stroke, rule }: ArtPath): string {
  if (!PATH_DATA.test(d)) throw new Error(`Not SVG path data: ${d.slice(0, 60)}`);
  const ink = stroke > 0 ? `stroke-width="${stroke}"` : 'stroke="none"';
  return `<path d="${d}" fill="${FILLS[fill]}" ${ink}${rule ? ` fill-rule="${rule}"` : ''}/>`;
}

const PATH_DATA = /^[MmLlHhVvCcSsQqTtAaZz0-9eE+\-., ]*$/;
const HEAD =
  /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+" [^<>]*>$/;
const PATH =
  /^<path d="([^"<>]*)" fill="(#fff|#000|none)" (?:stroke="none"|stroke-width="([\d.]+)")( fill-rule="evenodd")?\/>$/;
const FILL_OF: Readonly<Record<string, ArtPath['fill']>> = { '#fff': 'white', '#000': 'black', none: 'none' };

/** Reads back exactly what `lineArtToSvg` wrote; throws for anything else. */
export function svgToLineArt(svg: string): LineArt {
  const [head = '', _page, ...rest] = svg.split('\n');
  const size = HEAD.exec(head);
  if (!size || rest.at(-2) !== '</svg>' || rest.at(-1) !== '') throw new Error('Not an SVG of ours');
  return { width: Number(size[1]), height: Number(size[2]), paths: rest.slice(0, -2).filter(Boolean).map(parsePath) };
}

function parsePath(line: string): ArtPath {
  const [, d = '', color = '', stroke = 0, rule] = PATH.exec(line) ?? [];
  const fill = FILL_OF[color];
  if (!fill || !PATH_DATA.test(d)) throw new Error(`Not a path of ours: ${line.slice(0, 60)}`);
  return {
    d,
    fill,
    stroke: Number(stroke),
    ...(rule ? { rule: 'evenodd' as const } : {}),
  };
}
