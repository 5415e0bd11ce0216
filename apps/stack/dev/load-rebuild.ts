import { pathToFileURL } from 'node:url';
import { inProject } from '../project.js';

/** Types of rebuild.mjs. */
export interface Rebuild {
  recompile(root: string): Promise<string[]>;
  rebundle(root: string): Promise<boolean>;
  warmUp(root: string): Promise<void>;
}

/** The build's scripts are not part of `dist`. */
export async function loadRebuild(): Promise<Rebuild> {
  const rebuild: Rebuild = await import(pathToFileURL(inProject('apps', 'stack', 'dev', 'rebuild.mjs')).href);
  return rebuild;
}
