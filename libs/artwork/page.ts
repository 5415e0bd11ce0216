import type { ArtRequest } from './illustrator.js';
import { drawScene } from './layouts/scene.js';
import type { LineArt } from './line-art.js';
import { planPage } from './page-plan.js';
import { Stage } from './stage.js';

export interface Page {
  art: LineArt;
  notes: string[];
  /** The layout that was chosen, e.g. "scene". */
  layout: string;
}

/** Draws one page; pure. */
export function drawPage(request: ArtRequest): Page {
  const plan = planPage(request);
  const stage = new Stage({ ...request, random: plan.random });
  drawScene(stage, plan, `${request.prompt} ${request.text}`);
  return { art: stage.canvas.finish(), notes: plan.notes, layout: 'scene' };
}
