import { cyclicAt } from '#contracts/items.js';
import type { ArtRequest } from '../illustrator.js';
import { drawCloseUp } from './layouts/close-up.js';
import { drawCover } from './layouts/cover.js';
import { drawMandala } from './layouts/mandala.js';
import { drawMaze } from './layouts/maze.js';
import { drawParade } from './layouts/parade.js';
import { drawPortrait } from './layouts/portrait.js';
import { drawQuilt } from './layouts/quilt.js';
import { drawRing } from './layouts/ring.js';
import { drawScene } from './layouts/scene.js';
import { drawWallpaper, WALLPAPERS } from './layouts/wallpaper.js';
import type { LineArt } from '../line-art/line-art.js';
import { type PagePlan, planPage } from './page-plan.js';
import { hash } from './random.js';
import { Stage } from './stage.js';

export interface Page {
  art: LineArt;
  notes: string[];
  /** The layout that was chosen, e.g. "scene". */
  layout: string;
}

type Layout = (stage: Stage, plan: PagePlan, words: string) => void;

const LAYOUTS: Readonly<Record<string, Layout>> = {
  scene: drawScene,
  'close-up': drawCloseUp,
  portrait: drawPortrait,
  parade: drawParade,
  ring: drawRing,
  quilt: drawQuilt,
  maze: drawMaze,
  cover: drawCover,
  mandala: drawMandala,
  ...Object.fromEntries(
    WALLPAPERS.map((way) => [way, (stage: Stage, plan: PagePlan) => drawWallpaper(stage, plan, way)]),
  ),
};

/**
 * The order of layouts through a book. Scenes are every other page, since they carry the story; between them come
 * pages of other kinds, none of which returns before all the others had their turn.
 */
const STORY = [
  'scene',
  'close-up',
  'scene',
  'portrait',
  'scene',
  'parade',
  'scene',
  'ring',
  'scene',
  'quilt',
  'scene',
  'close-up',
  'scene',
  'maze',
  'scene',
  'framed',
  'scene',
  'parade',
  'scene',
  'portrait',
  'scene',
  'tossed',
  'scene',
  'ring',
] as const;
/** With words to show, nearly all pages are pictures of what they say. */
const BACKGROUND_SENTENCES = [
  'scene',
  'scene',
  'close-up',
  'scene',
  'parade',
  'scene',
  'portrait',
  'scene',
  'close-up',
  'scene',
  'scene',
  'ring',
] as const;

/** Ornament fills a page with many small parts: finer lines keep it as light as a picture. */
const FINENESS: Readonly<Record<string, number>> = {
  quilt: 0.77,
  framed: 0.7,
  mandala: 0.7,
  maze: 0.82,
  portrait: 0.78,
  ring: 0.88,
  rows: 0.78,
  garlands: 0.85,
  diamonds: 0.86,
  ogee: 0.86,
  tossed: 0.86,
};

/** Draws one page; pure. */
export function drawPage(request: ArtRequest): Page {
  const plan = planPage(request);
  const layout = layoutOf(request);
  const stage = new Stage({ ...request, random: plan.random, fineness: FINENESS[layout] ?? 1 });
  const draw = LAYOUTS[layout];
  if (!draw) throw new RangeError(`No layout is called "${layout}"`);
  draw(stage, plan, `${request.prompt} ${request.text}`);
  return { art: stage.canvas.finish(), notes: plan.notes, layout };
}

/** Neighbouring pages, and a page and its redoing, get different layouts or at least different pictures. */
export function layoutOf({ purpose, style, number, seed, theme, text, variation }: ArtRequest): string {
  if (purpose === 'cover') return 'cover';
  const turn = Math.max(0, number - 1) + variation;
  const start = hash(`layout ${seed} ${theme}`);
  if (style === 'mandala') return 'mandala';
  if (style === 'pattern') {
    const ways = [...WALLPAPERS, 'quilt'];
    return cyclicAt(ways, start + turn);
  }
  const order: readonly string[] = text.trim() === '' ? STORY : BACKGROUND_SENTENCES;
  return cyclicAt(order, turn);
}
