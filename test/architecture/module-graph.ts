import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inProject, projectRoot } from '../../apps/stack/project.js';

export const SOURCE_FOLDERS = ['apps', 'workflows', 'activities', 'libs', 'prisma', 'test'];

/** The part of dependency-cruiser's result that is read here. */
const cruised = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

export interface ModuleGraph {
  /** By file, the files that it imports, types included; paths from the root. */
  imports: ReadonlyMap<string, readonly string[]>;
  /** What breaks a rule of `.dependency-cruiser.mjs`. */
  violations: { rule: string; from: string; to: string }[];
}

/** Runs dependency-cruiser by the project's rules over a checkout; takes some ten seconds. */
export async function readModuleGraph(root = projectRoot(), folders = SOURCE_FOLDERS): Promise<ModuleGraph> {
  const bin = inProject('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [bin, '--config', inProject('.dependency-cruiser.mjs'), '--output-type', 'json', ...folders];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 2 ** 28 });
  const { modules, summary } = cruised.parse(JSON.parse(stdout));
  return {
    imports: new Map(
      modules.map(({ source, dependencies }) => [source, [...new Set(dependencies.map(({ resolved }) => resolved))]]),
    ),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** Sources of these folders, without what is generated; paths from the root. */
export async function sourceFiles(folders = SOURCE_FOLDERS): Promise<string[]> {
  const found = await Promise.all(
    folders.map((folder) => readdir(inProject(folder), { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile() && /\.(ts|mjs|vue|css)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(projectRoot(), join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(generated|dist|node_modules)\//.test(file));
}
