import { dirname } from 'node:path';
import { ROOMS } from './rooms.js';

/** By room, the rooms that it imports. */
export type RoomGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Tests may import anything, so they are no part of the picture. */
const TEST = /\.(spec|e2e-spec|workflow-spec|contract|fake)\.ts$/;

export const roomOf = (file: string): string | undefined =>
  ROOMS.find(({ files }) => new RegExp(files).test(file))?.name;

/** `nameOf` names the box of a file; undefined leaves the file out. */
export function roomGraph(
  imports: ReadonlyMap<string, readonly string[]>,
  nameOf: (file: string) => string | undefined = roomOf,
): RoomGraph {
  const graph = new Map<string, Set<string>>();
  const boxOf = (file: string): string | undefined => (TEST.test(file) ? undefined : nameOf(file));
  for (const [file, targets] of imports) {
    const from = boxOf(file);
    if (from === undefined) continue;
    const seen = graph.get(from) ?? graph.set(from, new Set()).get(from);
    for (const target of targets) {
      const to = boxOf(target);
      if (to !== undefined && to !== from) seen?.add(to);
    }
  }
  return graph;
}

/** Rooms that reach themselves, in groups. Empty when the graph has one direction. */
export function knotsOf(graph: RoomGraph): string[][] {
  const knots: string[][] = [];
  for (const room of graph.keys()) {
    if (knots.some((knot) => knot.includes(room))) continue;
    const reached = reachOf(graph, room);
    const knot = [...reached].filter((each) => reachOf(graph, each).has(room));
    if (knot.length > 0) knots.push([...new Set([room, ...knot])].sort());
  }
  return knots;
}

function reachOf(graph: RoomGraph, room: string): Set<string> {
  const reached = new Set<string>();
  const todo = [...(graph.get(room) ?? [])];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    todo.push(...(graph.get(next) ?? []));
  }
  return reached;
}

/** Without the arrows that others imply: what is left is the order of the rooms. Only for a graph without cycles. */
export function withoutImplied(graph: RoomGraph): RoomGraph {
  return new Map(
    [...graph].map(([from, targets]) => {
      const implied = new Set([...targets].flatMap((to) => [...reachOf(graph, to)]));
      return [from, new Set([...targets].filter((to) => !implied.has(to)))];
    }),
  );
}

/** The rooms of a picture and the arrows between them; other rooms are left out. */
export function part(graph: RoomGraph, isIn: (room: string) => boolean): RoomGraph {
  return new Map(
    [...graph].filter(([room]) => isIn(room)).map(([room, targets]) => [room, new Set([...targets].filter(isIn))]),
  );
}

/** Mermaid text, sorted, so that the same graph gives the same text. */
export function mermaid(graph: RoomGraph, direction: 'TD' | 'LR' = 'TD'): string {
  const rooms = [...new Set([...graph].flatMap(([room, targets]) => [room, ...targets]))].sort();
  const id = (room: string): string => room.replaceAll(/[^a-z]/gi, '_');
  const arrows = [...graph]
    .flatMap(([from, targets]) => [...targets].map((to) => `  ${id(from)} --> ${id(to)}`))
    .sort();
  const lines = [`flowchart ${direction}`, ...rooms.map((room) => `  ${id(room)}["${room}"]`), ...arrows];
  return ['```mermaid', ...lines, '```'].join('\n');
}

/** Of the folders that hold files: how many files the middle one holds. */
export function medianPerFolder(files: readonly string[]): number {
  const counts = [...Map.groupBy(files, dirname).values()].map(({ length }) => length).sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}
