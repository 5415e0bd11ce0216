import { firstOf } from '#contracts/items.js';
import { drawMember, faceOf, type Member, memberOf } from '../characters/cast.js';
import { creatureOf } from '../drawings/drawing-catalog.js';
import { drawingOf } from '../drawings/drawings.js';
import type { Point } from '../../line-art/geometry.js';
import type { PagePlan } from '../page-plan.js';
import type { Stage } from '../stage.js';

/** Pictures that stand for the page's theme, for badges, rings, patterns and borders: the hero, what the page names, then all else. */
export function motifsOf(plan: PagePlan): string[] {
  const pictures = [...plan.cast, ...plan.extras.slice(0, 4)].map(standAlone);
  const named = plan.props.slice(0, plan.namedProps);
  return [...new Set([firstOf(pictures), ...named, ...interleave(pictures.slice(1), plan.props)])];
}

/** Small things only: what a border repeats. */
export const trinketsOf = (plan: PagePlan): string[] => {
  const things = plan.props.filter((name) => !creatureOf(name) && drawingOf(name).shapes.length < 26);
  return things.length > 0 ? things : ['star', 'red heart', 'blossom'];
};

/** A drawing of a member that needs no body of ours. */
export const standAlone = (member: Member): string =>
  member.creature.headOnly ? faceOf(member) : member.creature.drawing;

function interleave(one: readonly string[], other: readonly string[]): string[] {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, i) =>
    [one[i], other[i]].filter((name): name is string => name !== undefined),
  ).flat();
}

/** Draws a drawing centred in a circle. */
export function inCircle(stage: Stage, name: string, [x, y]: Point, radius: number, angle = 0, flip = false): void {
  if (name === 'dragon') {
    const dragon = memberOf({ name: '', description: '' }, name);
    drawMember(stage.canvas, dragon, {
      at: [x, y + radius * 0.86],
      height: (radius * 1.72) / dragon.creature.size ** 0.75,
      look: 'right',
      pose: 'wave',
    });
    return;
  }
  const drawing = drawingOf(name);
  const { width, height } = drawing.box;
  const scale = (radius * 2) / (Math.max(width, height) * 0.72 + Math.hypot(width, height) * 0.28);
  const tall = height * scale;
  stage.canvas.draw(drawing, { at: [x, y + tall / 2], height: tall, angle, flip });
}
