import { itemAt } from '#contracts/items.js';
import type { Stroke } from '#contracts/touch-up.js';

/** Draws a stroke on the canvas as the server will put it into the drawing. `scale` is pixels for one point. */
export function paintStroke(context: CanvasRenderingContext2D, { tool, size, points }: Stroke, scale: number): void {
  context.strokeStyle = tool === 'brush' ? '#000' : '#fff';
  context.fillStyle = context.strokeStyle;
  context.lineWidth = size * scale;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  const at = (index: number): [number, number] => [
    itemAt(points, 2 * index) * scale,
    itemAt(points, 2 * index + 1) * scale,
  ];
  const last = points.length / 2 - 1;
  if (last === 0) {
    context.arc(...at(0), (size * scale) / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(...at(0));
  for (let index = 1; index < last; index += 1) {
    const [x, y] = at(index);
    const [nextX, nextY] = at(index + 1);
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.lineTo(...at(last));
  context.stroke();
}
