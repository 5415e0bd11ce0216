import { watch } from 'chokidar';
import { relative } from 'node:path';
import { inProject, projectRoot } from '../project.js';

const SOURCE = /\.(ts|mjs|prisma|sql|json|svg|txt|html|css|wasm)$/;
/** Made by the build, and so large that nobody edits it. */
const SKIPPED = /(^|\/)(node_modules|generated|histories)(\/|$)/;

/** Calls `onSaved` for each source in these folders that is saved, added or removed. Gives what ends the watching. */
export function watchSources(folders: readonly string[], onSaved: (path: string) => void): () => Promise<void> {
  const nameOf = (path: string): string => relative(projectRoot(), path).replaceAll('\\', '/');
  const watcher = watch(
    folders.map((folder) => inProject(folder)),
    { ignoreInitial: true, ignored: (path) => SKIPPED.test(nameOf(path)) },
  );
  watcher.on('all', (_event, path) => SOURCE.test(path) && onSaved(nameOf(path)));
  return () => watcher.close();
}
