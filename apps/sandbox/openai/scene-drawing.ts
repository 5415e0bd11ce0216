import { renderAsync } from '@resvg/resvg-js';
import sharp from 'sharp';

/** A small repeatable source of chance (Park–Miller). */
export function chanceFrom(text: string): () => number {
  let state = 7;
  for (const sign of text) state = (state * 31 + (sign.codePointAt(0) ?? 0)) % 2_147_483_647;
  state = Math.max(1, state);
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const circle = (x: number, y: number, r: number, fill = 'white'): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;

/** Somebody with a round head, ears, a body and feet, standing at (x, y). */
function critter(x: number, y: number, s: number, long: boolean): string {
  const ear = (side: number): string =>
    long
      ? `<ellipse cx="${x + side * s * 0.22}" cy="${y - s * 1.75}" rx="${s * 0.13}" ry="${s * 0.42}" fill="white"/>`
      : `<path d="M${x + side * s * 0.1} ${y - s * 1.5}L${x + side * s * 0.4} ${y - s * 1.9}L${x + side * s * 0.46} ${y - s * 1.3}Z" fill="white"/>`;
  return [
    `<ellipse cx="${x}" cy="${y - s * 0.45}" rx="${s * 0.5}" ry="${s * 0.55}" fill="white"/>`,
    `<ellipse cx="${x - s * 0.25}" cy="${y}" rx="${s * 0.22}" ry="${s * 0.12}" fill="white"/><ellipse cx="${x + s * 0.25}" cy="${y}" rx="${s * 0.22}" ry="${s * 0.12}" fill="white"/>`,
    ear(-1),
    ear(1),
    circle(x, y - s * 1.2, s * 0.48),
    circle(x - s * 0.16, y - s * 1.26, s * 0.05, 'black'),
    circle(x + s * 0.16, y - s * 1.26, s * 0.05, 'black'),
    `<path d="M${x - s * 0.16} ${y - s * 1.02}q${s * 0.16} ${s * 0.16} ${s * 0.32} 0" fill="none"/>`,
  ].join('');
}

function tree(x: number, y: number, s: number): string {
  return `<path d="M${x - s * 0.12} ${y}V${y - s}H${x + s * 0.12}V${y}Z" fill="white"/>${circle(x - s * 0.35, y - s * 1.1, s * 0.42)}${circle(x + s * 0.35, y - s * 1.1, s * 0.42)}${circle(x, y - s * 1.5, s * 0.5)}`;
}

function flower(x: number, y: number, s: number): string {
  const petals = [0, 1, 2, 3, 4].map((turn) =>
    circle(x + Math.cos(turn * 1.2566) * s * 0.3, y - s + Math.sin(turn * 1.2566) * s * 0.3, s * 0.22),
  );
  return `<path d="M${x} ${y}V${y - s}" fill="none"/>${petals.join('')}${circle(x, y - s, s * 0.18)}`;
}

/** A scene of hills, sun, trees, flowers and friends, other for each prompt. */
export function sceneSvg(prompt: string, width: number, height: number): string {
  const chance = chanceFrom(prompt);
  const horizon = height * (0.5 + chance() * 0.12);
  const unit = Math.min(width, height);
  const spread = (count: number, draw: (x: number, at: number) => string): string =>
    Array.from({ length: count }, (_, at) => draw(width * ((at + 0.5) / count + (chance() - 0.5) * 0.08), at)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" stroke="#000" stroke-width="${unit * 0.008}" stroke-linejoin="round" stroke-linecap="round">
<rect width="${width}" height="${height}" fill="#fff" stroke="none"/>
${circle(width * (0.15 + chance() * 0.7), height * 0.14, unit * 0.09)}
${spread(2, (x) => `<path d="M${x - unit * 0.12} ${height * 0.25}a${unit * 0.05} ${unit * 0.05} 0 0 1 ${unit * 0.08} ${-unit * 0.04}a${unit * 0.06} ${unit * 0.06} 0 0 1 ${unit * 0.11} 0a${unit * 0.04} ${unit * 0.04} 0 0 1 ${unit * 0.04} ${unit * 0.04}Z" fill="white"/>`)}
<path d="M${-unit * 0.1} ${horizon}Q${width * 0.25} ${horizon - unit * 0.2} ${width * 0.55} ${horizon}T${width * 1.1} ${horizon - unit * 0.05}V${height * 1.1}H${-unit * 0.1}Z" fill="white"/>
${spread(3, (x) => tree(x, horizon + unit * 0.08 * chance(), unit * (0.13 + chance() * 0.06)))}
<path d="M${-unit * 0.1} ${horizon + unit * 0.22}Q${width * 0.5} ${horizon + unit * 0.1} ${width * 1.1} ${horizon + unit * 0.22}V${height * 1.1}H${-unit * 0.1}Z" fill="white"/>
${spread(2, (x, at) => critter(x, horizon + unit * 0.42, unit * 0.2, (at + Math.floor(chance() * 2)) % 2 === 0))}
${spread(5, (x) => flower(x, Math.min(height - unit * 0.03, horizon + unit * (0.5 + chance() * 0.2)), unit * 0.09))}
</svg>`;
}

/** The scene as an image model would send it: a PNG with grey noise and soft edges. */
export async function drawScene(prompt: string, width: number, height: number): Promise<Buffer> {
  const picture = (await renderAsync(sceneSvg(prompt, width, height), { font: { loadSystemFonts: false } })).asPng();
  const { data, info } = await sharp(picture)
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const chance = chanceFrom(`${prompt} noise`);
  // A table of noise, read with a stride, is as uneven to the eye as fresh chance and far quicker.
  const noise = Int8Array.from({ length: 4099 }, () => (chance() - 0.5) * 24 - 6);
  for (let at = 0; at < data.length; at++)
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + (noise[(at * 7) % 4099] ?? 0)));
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** A PNG of one colour; all black at 8,000 × 8,000 is a bomb of some kilobytes. */
export const plainPng = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#000' }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();
