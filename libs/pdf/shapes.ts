/** SVG path data of simple shapes, y down. Coordinates are rounded to a hundredth of a point. */
export type Point = readonly [x: number, y: number];

const n = (value: number): string => String(Math.round(value * 100) / 100);

/** The point at `radius` from the centre, 0° up, turning clockwise. */
export function polar([cx, cy]: Point, radius: number, degrees: number): Point {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
}

export function polygon(points: Point[]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`;
}

export function line([x1, y1]: Point, [x2, y2]: Point): string {
  return `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`;
}

export function circle([cx, cy]: Point, radius: number): string {
  return ellipse([cx, cy], radius, radius);
}

export function ellipse([cx, cy]: Point, rx: number, ry: number): string {
  const arc = `A${n(rx)} ${n(ry)} 0 0 1`;
  return `M${n(cx - rx)} ${n(cy)}${arc} ${n(cx + rx)} ${n(cy)}${arc} ${n(cx - rx)} ${n(cy)}Z`;
}

export function roundRect(x: number, y: number, width: number, height: number, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  const corner = (toX: number, toY: number) => `A${n(r)} ${n(r)} 0 0 1 ${n(toX)} ${n(toY)}`;
  return (
    `M${n(x + r)} ${n(y)}H${n(x + width - r)}${corner(x + width, y + r)}V${n(y + height - r)}` +
    `${corner(x + width - r, y + height)}H${n(x + r)}${corner(x, y + height - r)}V${n(y + r)}${corner(x + r, y)}Z`
  );
}

export function star(centre: Point, radius: number, points = 5, depth = 0.5, turn = 0): string {
  return polygon(
    Array.from({ length: points * 2 }, (_, index) =>
      polar(centre, index % 2 === 0 ? radius : radius * depth, turn + (index * 180) / points),
    ),
  );
}

export function heart([cx, cy]: Point, size: number): string {
  const s = size / 2;
  const p = (x: number, y: number) => `${n(cx + x * s)} ${n(cy + y * s)}`;
  return (
    `M${p(0, 0.95)}C${p(-0.35, 0.6)} ${p(-1, 0.2)} ${p(-1, -0.35)}C${p(-1, -0.75)} ${p(-0.7, -0.95)} ${p(-0.45, -0.95)}` +
    `C${p(-0.2, -0.95)} ${p(-0.05, -0.8)} ${p(0, -0.6)}C${p(0.05, -0.8)} ${p(0.2, -0.95)} ${p(0.45, -0.95)}` +
    `C${p(0.7, -0.95)} ${p(1, -0.75)} ${p(1, -0.35)}C${p(1, 0.2)} ${p(0.35, 0.6)} ${p(0, 0.95)}Z`
  );
}

/** A leaf or petal from `foot` outward, pointed at both ends; `degrees` as in `polar`. */
export function petal(foot: Point, length: number, width: number, degrees: number, roundness = 0.55): string {
  const tip = polar(foot, length, degrees);
  const side = (sign: number, along: number): Point => {
    const [x, y] = polar(foot, length * along, degrees);
    const [dx, dy] = polar([0, 0], width, degrees + 90 * sign);
    return [x + dx, y + dy];
  };
  const at = ([x, y]: Point) => `${n(x)} ${n(y)}`;
  return (
    `M${at(foot)}C${at(side(-1, 0.2))} ${at(side(-1, roundness + 0.3))} ${at(tip)}` +
    `C${at(side(1, roundness + 0.3))} ${at(side(1, 0.2))} ${at(foot)}Z`
  );
}

/** Points turned about a centre by `degrees`, clockwise. */
export function turned(points: Point[], [cx, cy]: Point, degrees: number): Point[] {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return points.map(([x, y]) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos]);
}
