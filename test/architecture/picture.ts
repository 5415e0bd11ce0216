import { dirname } from 'node:path';
import { MODULES } from './system-modules.js';

/** By module, the modules that it imports. */
export type SystemGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Tests may import anything, so they are no part of the picture. */
const TEST = /\.(spec|e2e-spec|workflow-spec|contract|fake)\.ts$/;

export const moduleOf = (file: string): string | undefined =>
  MODULES.find(({ files }) => new RegExp(files).test(file))?.name;

/** `nameOf` names the box of a file; undefined leaves the file out. */
export function systemGraph(
  imports: ReadonlyMap<string, readonly string[]>,
  nameOf: (file: string) => string | undefined = moduleOf,
): SystemGraph {
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

/** Modules that reach themselves, in groups. Empty when the graph has one direction. */
export function cyclesOf(graph: SystemGraph): string[][] {
  const cycles: string[][] = [];
  for (const module of graph.keys()) {
    if (cycles.some((cycle) => cycle.includes(module))) continue;
    const reached = reachOf(graph, module);
    const cycle = [...reached].filter((each) => reachOf(graph, each).has(module));
    if (cycle.length > 0) cycles.push([...new Set([module, ...cycle])].sort());
  }
  return cycles;
}

function reachOf(graph: SystemGraph, module: string): Set<string> {
  const reached = new Set<string>();
  const todo = [...(graph.get(module) ?? [])];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    todo.push(...(graph.get(next) ?? []));
  }
  return reached;
}

/** Without the arrows that others imply: what is left is the order of the modules. Only for a graph without cycles. */
export function withoutImplied(graph: SystemGraph): SystemGraph {
  return new Map(
    [...graph].map(([from, targets]) => {
      const implied = new Set([...targets].flatMap((to) => [...reachOf(graph, to)]));
      return [from, new Set([...targets].filter((to) => !implied.has(to)))];
    }),
  );
}

/** The modules of a picture and the arrows between them; other modules are left out. */
export function part(graph: SystemGraph, isIn: (module: string) => boolean): SystemGraph {
  return new Map(
    [...graph]
      .filter(([module]) => isIn(module))
      .map(([module, targets]) => [module, new Set([...targets].filter(isIn))]),
  );
}

/** Mermaid text, sorted, so that the same graph gives the same text. */
export function mermaid(graph: SystemGraph, direction: 'TD' | 'LR' = 'TD'): string {
  const modules = [...new Set([...graph].flatMap(([module, targets]) => [module, ...targets]))].sort();
  const id = (module: string): string => module.replaceAll(/[^a-z\d]/gi, '_');
  const arrows = [...graph]
    .flatMap(([from, targets]) => [...targets].map((to) => `  ${id(from)} --> ${id(to)}`))
    .sort();
  const lines = [`flowchart ${direction}`, ...modules.map((module) => `  ${id(module)}["${module}"]`), ...arrows];
  return ['```mermaid', ...lines, '```'].join('\n');
}

/** Of the folders that hold files: how many files the middle one holds. */
export function medianPerFolder(files: readonly string[]): number {
  const counts = [...Map.groupBy(files, dirname).values()].map(({ length }) => length).sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}
