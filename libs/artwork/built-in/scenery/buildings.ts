import { arc, type Point } from '../../line-art/geometry.js';
import { roundedBox, star } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';

/** A barn with a gambrel roof and a crossed door; `at` is the middle of its foot. */
export function barn(stage: Stage, [x, y]: Point, width: number): void {
  const { canvas } = stage;
  const w = width / 2;
  const wall = width * 0.5;
  const outline: Point[] = [
    [x - w, y],
    [x - w, y - wall],
    [x - w * 0.62, y - wall * 1.5],
    [x, y - wall * 1.78],
    [x + w * 0.62, y - wall * 1.5],
    [x + w, y - wall],
    [x + w, y],
  ];
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  const roof = (out: number, lift: number): Point[] => [
    [x - w * out, y - wall + lift],
    [x - w * 0.62 * out, y - wall * 1.5 - lift * 0.2],
    [x, y - wall * 1.78 - lift * 0.5],
    [x + w * 0.62 * out, y - wall * 1.5 - lift * 0.2],
    [x + w * out, y - wall + lift],
  ];
  canvas.shape([
    ...roof(1.14, wall * 0.1),
    ...roof(1, wall * 0.1)
      .reverse()
      .map(([px, py]): Point => [px, py + wall * 0.14]),
  ]);
  const planks = stage.many(3, 9);
  if (stage.density.detail > 0.3)
    for (let i = 1; i < planks; i++)
      canvas.stroke(
        [
          [x - w + (width * i) / planks, y],
          [x - w + (width * i) / planks, y - wall * 0.86],
        ],
        0.8,
      );
  const door = { x: x - w * 0.45, y: y - wall * 0.82, width: w * 0.9, height: wall * 0.82 };
  canvas.shape([
    [door.x, y],
    [door.x, door.y],
    [door.x + door.width, door.y],
    [door.x + door.width, y],
  ]);
  canvas.stroke([
    [x, y],
    [x, door.y],
  ]);
  for (const side of [-1, 1]) {
    const inner = x + side * w * 0.05;
    const outer = x + side * w * 0.4;
    canvas.shape([
      [inner, y - wall * 0.04],
      [inner, y - wall * 0.77],
      [outer, y - wall * 0.77],
      [outer, y - wall * 0.04],
    ]);
    canvas.stroke([
      [inner, y - wall * 0.04],
      [outer, y - wall * 0.77],
    ]);
    canvas.stroke([
      [outer, y - wall * 0.04],
      [inner, y - wall * 0.77],
    ]);
  }
  canvas.circle([x, y - wall * 1.32], w * 0.16);
  canvas.stroke([
    [x - w * 0.16, y - wall * 1.32],
    [x + w * 0.16, y - wall * 1.32],
  ]);
  canvas.stroke([
    [x, y - wall * 1.32 - w * 0.16],
    [x, y - wall * 1.32 + w * 0.16],
  ]);
}

/** A round silo to stand beside a barn. */
export function silo(stage: Stage, [x, y]: Point, height: number): void {
  const { canvas } = stage;
  const w = height * 0.17;
  canvas.shape([
    [x - w, y],
    [x - w, y - height * 0.8],
    ...arc([x, y - height * 0.8], w, height * 0.2, Math.PI, Math.PI * 2, 14),
    [x + w, y],
  ]);
  canvas.coverage.markArea([
    [x - w, y],
    [x - w, y - height],
    [x + w, y - height],
    [x + w, y],
  ]);
  for (const t of stage.density.detail > 0.3 ? [0.2, 0.4, 0.6, 0.8] : [0.4, 0.8])
    canvas.stroke(arc([x, y - height * t], w, w * 0.2, 0, Math.PI, 10));
}

/** A picket fence between two x's; its foot follows `curve`. */
export function fence(stage: Stage, from: number, to: number, curve: (x: number) => number, height: number): void {
  const { canvas } = stage;
  const step = height * (stage.density.detail < 0.3 ? 0.75 : 0.5);
  for (const lift of [0.32, 0.68]) {
    const rail = (dy: number): Point[] =>
      Array.from({ length: 13 }, (_, i) => {
        const x = from + ((to - from) * i) / 12;
        return [x, curve(x) - height * lift + dy] as const;
      });
    canvas.shape([...rail(-height * 0.06), ...rail(height * 0.06).reverse()]);
  }
  for (let x = from + step / 2; x < to; x += step) {
    const y = curve(x);
    const w = height * 0.12;
    const board: Point[] = [
      [x - w, y + height * 0.08],
      [x - w, y - height * 0.85],
      [x, y - height],
      [x + w, y - height * 0.85],
      [x + w, y + height * 0.08],
    ];
    canvas.shape(board);
    canvas.coverage.markArea(board);
  }
}

/** A town house of one of four roofs. */
export function townHouse(stage: Stage, [x, y]: Point, width: number, height: number): void {
  const { canvas, random } = stage;
  const w = width / 2;
  const wall = height * 0.74;
  const roof = random.whole(0, 3);
  const body: Point[] = [
    [x - w, y],
    [x - w, y - wall],
    [x + w, y - wall],
    [x + w, y],
  ];
  canvas.shape(body);
  canvas.coverage.markArea([
    [x - w, y],
    [x - w, y - height],
    [x + w, y - height],
    [x + w, y],
  ]);
  if (roof === 0)
    canvas.shape([
      [x - w * 1.1, y - wall],
      [x, y - height],
      [x + w * 1.1, y - wall],
    ]);
  else if (roof === 1)
    canvas.shape([
      [x - w * 1.08, y - wall],
      [x - w * 0.7, y - height],
      [x + w * 0.7, y - height],
      [x + w * 1.08, y - wall],
    ]);
  else if (roof === 2) canvas.shape(stepped(x, y - wall, w, height - wall));
  else canvas.shape(arc([x, y - wall], w * 1.04, height - wall, Math.PI, Math.PI * 2, 18));
  if (roof === 0 || roof === 3) canvas.circle([x, y - wall - (height - wall) * 0.36], width * 0.09);
  const floors = Math.max(1, stage.many(1, 3));
  const columns = width > stage.unit * 14 ? 3 : 2;
  const doorHeight = wall * (floors === 1 ? 0.48 : 0.26);
  for (let floor = 0; floor < floors; floor++)
    for (let column = 0; column < columns; column++) {
      const size = Math.min((width / columns) * 0.52, (wall / (floors + 0.9)) * 0.6);
      const cx = x - w + (width * (column + 0.5)) / columns;
      const cy = y - wall + ((wall - doorHeight) * (floor + 0.55)) / floors;
      canvas.shape(roundedBox({ x: cx - size / 2, y: cy - size / 2, width: size, height: size }, size * 0.1));
      if (stage.density.detail > 0.3) {
        canvas.stroke(
          [
            [cx, cy - size / 2],
            [cx, cy + size / 2],
          ],
          0.8,
        );
        canvas.stroke(
          [
            [cx - size / 2, cy],
            [cx + size / 2, cy],
          ],
          0.8,
        );
      }
    }
  const door = { x: x - width * 0.1, width: width * 0.2 };
  canvas.shape([
    [door.x, y],
    [door.x, y - doorHeight * 0.75],
    ...arc([x, y - doorHeight * 0.75], door.width / 2, doorHeight * 0.16, Math.PI, Math.PI * 2, 8),
    [door.x + door.width, y],
  ]);
}

function stepped(x: number, y: number, half: number, height: number): Point[] {
  const steps = 3;
  const left = Array.from({ length: steps }, (_, i): Point[] => {
    const at = x - half * (1 - i / steps);
    return [
      [at, y - (height * i) / steps],
      [at, y - (height * (i + 1)) / steps],
    ];
  }).flat();
  return [...left, ...[...left].reverse().map(([px, py]): Point => [2 * x - px, py])];
}

/** A big castle: keep, two or four towers with cones and pennants, wall, gate. `at` is the middle of its foot. */
export function castle(stage: Stage, [x, y]: Point, width: number, height: number): void {
  const { canvas, random } = stage;
  const tower = (cx: number, w: number, tall: number, cone: boolean): void => {
    const top = y - tall;
    const body: Point[] = [
      [cx - w / 2, y],
      [cx - w / 2, top],
      [cx + w / 2, top],
      [cx + w / 2, y],
    ];
    canvas.shape(body);
    canvas.coverage.markArea(body);
    battlements(stage, cx, top, w * 1.24, w * 0.34);
    const window = w * 0.16;
    const middle = y - tall * 0.68;
    canvas.shape([
      [cx - window, middle + window * 2],
      [cx - window, middle],
      ...arc([cx, middle], window, window * 1.2, Math.PI, Math.PI * 2, 14),
      [cx + window, middle + window * 2],
    ]);
    if (!cone) return;
    const tip = top - w * 1.55;
    const roof: Point[] = [
      [cx - w * 0.72, top - w * 0.1],
      [cx, tip],
      [cx + w * 0.72, top - w * 0.1],
    ];
    canvas.shape(roof);
    canvas.coverage.markArea(roof);
    canvas.stroke(
      [
        [cx - w * 0.4, top - w * 0.72],
        [cx + w * 0.4, top - w * 0.72],
      ],
      0.9,
    );
    canvas.stroke([
      [cx, tip],
      [cx, tip - w * 0.5],
    ]);
    canvas.shape([
      [cx, tip - w * 0.5],
      [cx + w * 0.46, tip - w * 0.36],
      [cx, tip - w * 0.2],
    ]);
  };
  const w = width;
  tower(x - w * 0.2, w * 0.15, height * 0.62, random.chance(0.7));
  tower(x + w * 0.2, w * 0.15, height * 0.68, random.chance(0.7));
  tower(x, w * 0.24, height * 0.74, true);
  const wallTop = y - height * 0.32;
  const wall: Point[] = [
    [x - w * 0.42, y],
    [x - w * 0.42, wallTop],
    [x + w * 0.42, wallTop],
    [x + w * 0.42, y],
  ];
  canvas.shape(wall);
  canvas.coverage.markArea(wall);
  battlements(stage, x, wallTop, w * 0.84, w * 0.055);
  bricks(stage, x, wallTop, w * 0.8, y);
  tower(x - w * 0.42, w * 0.17, height * 0.48, true);
  tower(x + w * 0.42, w * 0.17, height * 0.48, true);
  const gate = w * 0.13;
  const arch = (r: number): Point[] => [
    [x - r, y],
    [x - r, y - height * 0.12],
    ...arc([x, y - height * 0.12], r, r * 1.1, Math.PI, Math.PI * 2, 30),
    [x + r, y],
  ];
  canvas.shape(arch(gate * 1.25));
  canvas.shape(arch(gate));
  for (const t of [-0.5, 0, 0.5])
    canvas.stroke(
      [
        [x + gate * t, y],
        [x + gate * t, y - height * 0.12 - gate * Math.sqrt(1 - t * t)],
      ],
      0.8,
    );
  canvas.shape(star([x, wallTop + (y - wallTop) * 0.22], w * 0.035, 5));
}

function battlements({ canvas }: Stage, x: number, y: number, width: number, height: number): void {
  const teeth = Math.max(3, Math.round(width / (height * 1.7)) | 1);
  const step = width / (teeth * 2 - 1);
  const left = x - width / 2;
  const top: Point[] = Array.from({ length: teeth * 2 - 1 }, (_, i): Point[] => {
    const level = y - (i % 2 ? height * 0.45 : height);
    return [
      [left + i * step, level],
      [left + (i + 1) * step, level],
    ];
  }).flat();
  canvas.shape([[left, y + height * 0.25], ...top, [left + width, y + height * 0.25]]);
}

/** Some stones in a wall, in pairs. */
function bricks(stage: Stage, x: number, top: number, width: number, bottom: number): void {
  const { canvas, random } = stage;
  for (let i = 0; i < stage.many(2, 12); i++) {
    const size = width * 0.055;
    const cx = x + random.between(-0.36, 0.36) * width;
    const cy = top + (bottom - top) * random.between(0.25, 0.85);
    if (Math.abs(cx - x) > width * 0.2)
      canvas.shape(roundedBox({ x: cx, y: cy, width: size, height: size * 0.5 }, 1.5), { line: 0.8 });
  }
}
