import { type Canvas, sizeOf } from '../canvas/canvas.js';
import { type Creature, creatureOf, FACE_OF } from '../drawings/drawing-catalog.js';
import { drawingOf, hasDrawing } from '../drawings/drawings.js';
import type { Box, Point } from '../../line-art/geometry.js';
import type { ArtCharacter } from '../../illustrator.js';
import type { Outfit } from './body-pen.js';
import { outfitOf } from './outfits.js';
import { drawPuppet, type Pose } from './puppet.js';

/** Somebody on a page. The same character gets the same member on every page of its book. */
export interface Member {
  /** As the story calls it; "" for a companion without a name. */
  name: string;
  creature: Creature;
  outfit: Outfit;
}

export interface Standing {
  /** Where the feet stand, or the lower edge of who flies or swims. */
  at: Point;
  /** Height in points of somebody of size 1; others are taller or shorter. */
  height: number;
  maxWidth?: number;
  /** Which way to look. */
  look: 'left' | 'right';
  pose?: Pose;
  holds?: string | undefined;
}

export function memberOf(character: Pick<ArtCharacter, 'name' | 'description'>, drawing: string): Member {
  const creature = creatureOf(drawing) ?? {
    drawing,
    way: 'walks',
    size: 0.9,
    headOnly: false,
    looksRight: false,
    isPerson: false,
  };
  return {
    name: character.name,
    creature,
    outfit: outfitOf(drawing, character.name, character.description, creature.isPerson),
  };
}

/** Sizes are softened, so that a snail beside an elephant is still seen. */
export const heightOf = ({ creature }: Member, height: number): number => height * creature.size ** 0.75;

/** Draws a member: whole-body drawings as they are, heads on a body of ours. */
export function drawMember(canvas: Canvas, member: Member, standing: Standing): Box {
  const { creature } = member;
  const height = heightOf(member, standing.height);
  if (creature.headOnly) {
    const widest = standing.maxWidth ?? Infinity;
    return drawPuppet(
      canvas,
      { head: creature.drawing, outfit: member.outfit, isPerson: creature.isPerson },
      {
        at: standing.at,
        height: Math.min(height, widest / 0.66),
        pose: standing.pose ?? 'stand',
        flip: standing.look === 'left',
        holds: standing.holds,
      },
    );
  }
  const flip = (standing.look === 'right') !== creature.looksRight;
  return canvas.draw(drawingOf(creature.drawing), { at: standing.at, height, maxWidth: standing.maxWidth, flip });
}

/** How much room a member takes. */
export function roomOf(member: Member, height: number, maxWidth = Infinity): { width: number; height: number } {
  const tall = heightOf(member, height);
  if (member.creature.headOnly) {
    const used = Math.min(tall, maxWidth / 0.66);
    return { width: used * 0.66, height: used };
  }
  return sizeOf(drawingOf(member.creature.drawing), { height: tall, maxWidth });
}

/** A member seen from the chest up (behind a table, in a badge): the face drawing if there is one. */
export function faceOf(member: Member): string {
  const face = FACE_OF[member.creature.drawing.toLowerCase()];
  return face && hasDrawing(face) ? face : member.creature.drawing;
}
