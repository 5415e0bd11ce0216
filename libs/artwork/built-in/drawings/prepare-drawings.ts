/**
 * Makes `drawings.json.br` from the Noto Emoji font and CLDR's names:
 *
 *     npm run build && node_modules/.bin/node dist/libs/artwork/built-in/drawings/prepare-drawings.js   (from the checkout; see NOTICE.md)
 *
 * Run again when `@fontsource/noto-emoji` or `emojibase-data` change. The result is committed, so that no page ever
 * waits for a font.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import { type Command, EmojiFont, flatten, LIGHT, type Outline, VANISHING } from './font-outlines.js';
import { boxOf, isInside, type Point, type Polygon, signedArea } from '../../line-art/geometry.js';
import { closeOutline } from './outline-gaps.js';
import { isSafeName } from './unsafe-drawings.js';

interface Emoji {
  label: string;
  hexcode: string;
  emoji: string;
  tags?: string[];
  group?: number;
}

/** Faces and people that are used; all of the other groups but the unsafe are. */
const FACES = /^(ghost|alien|alien monster|robot|red heart|clown face|love letter|sparkling heart|two hearts|snowman)$/;
const PEOPLE =
  /^(boy|girl|child|person|man|woman|old man|old woman|man: beard|woman: curly hair|person: curly hair|man: curly hair|student|farmer|cook|mechanic|artist|pilot|astronaut|firefighter|police officer|detective|construction worker|prince|princess|person with crown|Santa Claus|Mrs. Claus|mage|fairy|mermaid|elf|genie|superhero|skier|snowboarder|ballet dancer|footprints|bone|hairy creature|person surfing)$/;
/** White spots on black that are eyes. */
const WHITE_EYES =
  /^(bear|gorilla|black cat|monkey face|bison|sloth|lion|cat face|pig face|koala|raccoon|frog|tiger face|cow face|dog face|mouse face|rabbit face|clown face)$/;
/** Heads with jewels: only the dots below the crown are eyes. */
const CROWNED = /^(prince|princess|person with crown)$/;

const font = new EmojiFont();
const all: Emoji[] = createRequire(import.meta.url)('emojibase-data/en/data.json');
const drawings = all.filter(isUsed).flatMap(prepared);
const packed = brotliCompressSync(JSON.stringify(drawings), {
  params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 11 },
});
writeFileSync(join(process.cwd(), 'libs/artwork/built-in/drawings/drawings.json.br'), packed);
process.stdout.write(`${drawings.length} drawings, ${Math.round(packed.length / 1024)} KiB\n`);

function isUsed({ label, group }: Emoji): boolean {
  if (group === 0) return FACES.test(label);
  if (group === 1) return PEOPLE.test(label);
  return group !== undefined && group >= 3 && group <= 7 && isSafeName(label);
}

function prepared(emoji: Emoji): unknown[] {
  const thin = font.outlines(emoji.emoji, VANISHING);
  const light = font.outlines(emoji.emoji, LIGHT);
  if (!thin || !light) return [];
  const box = boxOf(thin.flatMap((outline) => flatten(outline)));
  const origin: Point = [box.x + box.width / 2, box.y + box.height];
  const shapes = roles(emoji, thin, light, Math.max(box.width, box.height));
  const outlines = shapes.map(([role, outline]) => `${role}${pathOf(outline, origin)}`);
  const closure = closeOutline(
    shapes.map(([, outline]) => flatten(outline)),
    shapes.filter(([role]) => role === 'o').map(([, outline]) => flatten(outline)),
  );
  return [
    {
      name: emoji.label,
      emoji: emoji.emoji,
      code: emoji.hexcode,
      group: emoji.group,
      tags: emoji.tags ?? [],
      outlines: [
        ...closure.backing.map((polygon) => `b${polygonPath(polygon, origin)}`),
        ...outlines,
        ...closure.gaps.map((line) => `g${polygonPath(line, origin)}`),
      ],
    },
  ];
}

/** What each outline is: `o`uter border, `l`ine within, `e`ye, `s`mall dark spot, `w`hite within a dark spot. */
function roles(
  { label: name, group = 9 }: Emoji,
  thin: Outline[],
  light: Outline[],
  size: number,
): [string, Outline][] {
  const isAlive = group < 4;
  const polygons = light.map((outline) => flatten(outline));
  const around = polygons.map((polygon, index) =>
    polygons.flatMap((other, at) => (at !== index && surrounds(other, polygon) ? [at] : [])),
  );
  const isDot = polygons.map((polygon) => {
    const { width, height } = boxOf(polygon);
    const round = Math.abs(signedArea(polygon)) / (width * height) > 0.55 && Math.max(width, height) < size * 0.145;
    const dark = windings(middleOf(polygon), polygons) !== 0 || WHITE_EYES.test(name);
    return (
      round && dark && Math.min(width, height) > size * 0.012 && Math.max(width, height) / Math.min(width, height) < 2.6
    );
  });
  const dots = isDot.filter(Boolean).length;
  const hasEyes = isAlive && (dots <= 5 || /face|panda|owl|hamster|raccoon/.test(name));
  const highest = isAlive && group === 3 ? highestDot(polygons, isDot) : -1;
  return thin.flatMap((outline, index): [string, Outline][] => {
    const outside = itemAt(around, index);
    const dot = outside.find((at) => isDot[at]);
    if (dot !== undefined) {
      const isRing = Math.abs(signedArea(itemAt(polygons, index)) / signedArea(itemAt(polygons, dot))) > 0.3;
      return isRing ? [] : [['w', outline]];
    }
    const isEye = hasEyes || index === highest || (CROWNED.test(name) && isLow(polygons, index));
    if (isDot[index]) return [[isEye ? 'e' : 's', outline]];
    return [[outside.length === 0 ? 'o' : 'l', outline]];
  });
}

/** Of an animal with spots: the eye sits highest. */
function highestDot(polygons: readonly Polygon[], isDot: readonly boolean[]): number {
  let highest = -1;
  polygons.forEach((polygon, index) => {
    if (isDot[index] && (highest < 0 || middleOf(polygon)[1] < middleOf(itemAt(polygons, highest))[1])) highest = index;
  });
  return highest;
}

/** In the lower half of the whole drawing. */
function isLow(polygons: readonly Polygon[], index: number): boolean {
  const whole = boxOf(polygons.flat());
  return middleOf(itemAt(polygons, index))[1] > whole.y + whole.height * 0.45;
}

/** How often the outlines run round a point; not 0 where the font is black. */
function windings([x, y]: Point, polygons: readonly Polygon[]): number {
  return polygons
    .filter((polygon) => isInside([x, y], polygon))
    .reduce((sum, polygon) => sum + Math.sign(signedArea(polygon)), 0);
}

function middleOf(polygon: Polygon): Point {
  const box = boxOf(polygon);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function surrounds(outer: Polygon, inner: Polygon): boolean {
  return Math.abs(signedArea(outer)) > Math.abs(signedArea(inner)) && isInside(firstOf(inner), outer);
}

/** Steps of two font units from point to point: small numbers pack well. `[letter, dx, dy, …]` without spaces. */
function pathOf(outline: Outline, origin: Point): string {
  let last: Point = [0, 0];
  return outline
    .map(([letter, ...numbers]) => {
      const grid = numbers.map((value, at) => Math.round((value - (at % 2 ? origin[1] : origin[0])) / 2));
      const steps = grid.map((value, at) => value - last[at % 2 ? 1 : 0]);
      last = [itemAt(grid, grid.length - 2), lastOf(grid)];
      return letter + steps.join(' ').replaceAll(' -', '-');
    })
    .join('');
}

function polygonPath(points: Polygon, origin: Point): string {
  return pathOf(
    points.map(([x, y], at): Command => [at ? 'L' : 'M', x, y]),
    origin,
  );
}
