import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import { drawMember, roomOf } from '../characters/cast.js';
import { creatureOf } from '../drawings/drawing-catalog.js';
import { type Box, inset, type Point, rectangle } from '../../line-art/geometry.js';
import { border, BORDERS } from './ornaments.js';
import type { PagePlan } from '../page-plan.js';
import type { Random } from '../random.js';
import type { Stage } from '../stage.js';
import { inCircle, motifsOf, trinketsOf } from './motifs.js';

/** Which sides of a cell are open: right and down are enough. */
interface Cell {
  right: boolean;
  down: boolean;
}

/** A maze with one way through, from the hero to what the hero looks for; pictures stand in its dead ends. */
export function drawMaze(stage: Stage, plan: PagePlan): void {
  const { canvas, unit, random } = stage;
  const inner = border(stage, stage.box, unit * 7, random.pick(BORDERS), trinketsOf(plan));
  const area = inset(inner, unit * 2.5);
  const head = unit * 24;
  const maze: Box = { x: area.x, y: area.y + head, width: area.width, height: area.height - head * 2 };
  const across = stage.many(5, 13);
  const size = maze.width / across;
  const down = Math.max(3, Math.floor(maze.height / size));
  const top = maze.y + (maze.height - down * size) / 2;
  const cells = carve(across, down, random);
  const corner = (column: number, row: number): Point => [maze.x + column * size, top + row * size];
  const wall = (from: Point, to: Point): void => canvas.stroke([from, to], 1.1);
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const cell = itemAt(itemAt(cells, row), column);
      if (!cell.right && column < across - 1) wall(corner(column + 1, row), corner(column + 1, row + 1));
      if (!cell.down && row < down - 1) wall(corner(column, row + 1), corner(column + 1, row + 1));
    }
  const [left, right] = [corner(0, 0)[0], corner(across, 0)[0]];
  wall(corner(1, 0), [right, top]);
  wall([right, top], corner(across, down));
  wall(corner(0, down), corner(across - 1, down));
  wall([left, top], corner(0, down));
  const goal = plan.props.find((name) => !creatureOf(name)) ?? 'star';
  const hero = firstOf(plan.cast);
  const room = roomOf(hero, 100);
  const tall = Math.min((head * 0.94 * 100) / room.height, (unit * 34 * 100) / room.width);
  drawMember(canvas, hero, {
    at: [left + Math.max((room.width * tall) / 200, size / 2), top - unit * 1.2],
    height: tall,
    look: 'right',
    pose: 'wave',
  });
  inCircle(stage, goal, [right - head * 0.5, top + down * size + head * 0.52], head * 0.5);
  const motifs = motifsOf(plan)
    .filter((name) => name !== goal)
    .slice(1);
  const places: Point[] = [
    [right - head * 0.45, top - head * 0.52],
    [right - head * 1.55, top - head * 0.5],
    [left + head * 0.5, top + down * size + head * 0.52],
    [left + head * 1.6, top + down * size + head * 0.5],
  ];
  places.forEach((at, i) => inCircle(stage, motifs[i % Math.max(1, motifs.length)] ?? 'star', at, head * 0.4));
  for (const [column, row] of deadEnds(cells).slice(0, stage.many(3, 12)))
    inCircle(
      stage,
      motifs[(column + row) % Math.max(1, motifs.length)] ?? 'star',
      [corner(column, row)[0] + size / 2, corner(column, row)[1] + size / 2],
      size * 0.36,
    );
  canvas.shape(rectangle(inner), { fill: 'none' });
}

/** A spanning tree by depth-first search: every cell is reached, by one way only. */
export function carve(across: number, down: number, random: Random): Cell[][] {
  const cells = Array.from({ length: down }, () =>
    Array.from({ length: across }, (): Cell => ({ right: false, down: false })),
  );
  const seen = new Set<number>([0]);
  const stack: [number, number][] = [[0, 0]];
  while (stack.length > 0) {
    const [column, row] = lastOf(stack);
    const next = random
      .shuffled([
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const)
      .map(([dx, dy]) => [column + dx, row + dy] as const)
      .find(([x, y]) => x >= 0 && y >= 0 && x < across && y < down && !seen.has(y * across + x));
    if (!next) {
      stack.pop();
      continue;
    }
    const [x, y] = next;
    if (x !== column) itemAt(itemAt(cells, row), Math.min(x, column)).right = true;
    else itemAt(itemAt(cells, Math.min(y, row)), column).down = true;
    seen.add(y * across + x);
    stack.push([x, y]);
  }
  return cells;
}

/** Cells with one opening, neither start nor end. */
function deadEnds(cells: Cell[][]): [number, number][] {
  const ends: [number, number][] = [];
  cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      const openings = [cell.right, cell.down, line[column - 1]?.right, cells[row - 1]?.[column]?.down].filter(
        Boolean,
      ).length;
      const isDoor = (row === 0 && column === 0) || (row === cells.length - 1 && column === line.length - 1);
      if (openings === 1 && !isDoor) ends.push([column, row]);
    }),
  );
  return ends;
}
