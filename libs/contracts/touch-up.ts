import { z } from 'zod';

export const MAX_STROKES = 2_000;
export const MAX_POINTS = 60_000;
/** Points of line width; nothing thinner can be printed (KDP: 0.75 pt). */
export const STROKE_SIZES = { least: 0.75, most: 96 } as const;

export const stroke = z.strictObject({
  tool: z.enum(['brush', 'eraser']),
  size: z.number().min(STROKE_SIZES.least).max(STROKE_SIZES.most).meta({ description: 'Width in points (1/72 in)' }),
  points: z
    .array(z.number().min(0).max(5_000))
    .min(2)
    .max(2 * MAX_POINTS)
    .refine((list) => list.length % 2 === 0, { message: 'must be pairs: x, y, x, y, …' })
    .meta({ description: 'x, y, x, y, … in the drawing’s own points, from its upper left corner' }),
});
export type Stroke = z.infer<typeof stroke>;

/** Strokes drawn over a drawing, in order: later ones lie on top. */
export const touchUp = z
  .strictObject({ strokes: z.array(stroke).min(1).max(MAX_STROKES) })
  .refine(({ strokes }) => strokes.reduce((sum, { points }) => sum + points.length / 2, 0) <= MAX_POINTS, {
    message: `have more than ${MAX_POINTS} points together; save more often`,
    path: ['strokes'],
  });
export type TouchUp = z.infer<typeof touchUp>;
