/** A point of the plot; null is a day without a figure. */
export type PlotPoint = { x: number; y: number } | null;

/**
 * SVG path; a day without a figure lifts the pen. A day that stands alone is a line without length, which the round line
 * cap shows as a dot: otherwise a chart of one day would be empty.
 */
export function chartLine(points: PlotPoint[]): string {
  return points
    .map((point, index) => {
      if (!point) return '';
      const place = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      const begins = !points[index - 1];
      const alone = begins && !points[index + 1];
      return alone ? `M${place}h0` : `${begins ? 'M' : 'L'}${place}`;
    })
    .join('');
}
