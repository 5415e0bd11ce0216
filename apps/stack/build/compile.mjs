/** Compiles changed TypeScript to `dist` with SWC and removes files without a source. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expected } from '../say.mjs';

const FOLDERS = ['apps', 'workflows', 'activities', 'libs', 'prisma', 'test'];
const SKIPPED_FOLDERS = new Set(['apps/console', 'apps/gallery', 'prisma/migrations', 'test/replay/histories']);
const isSkipped = (path) => SKIPPED_FOLDERS.has(path) || path.startsWith('test/fixtures/data-folder-');
const SPEC = /\.(spec|e2e-spec|workflow-spec)\.ts$/;
/** Read at run time by the file beside them. */
const ASSET = /\.(json|svg|txt|html|css|wasm|br)$/;

/** Returns the number of compiled or copied and of removed files; `onChanged` gets the sources. */
export async function compile(root, onChanged = () => undefined) {
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  const manifestPath = join(dist, '.manifest.json');
  const before = readManifest(manifestPath);
  const compiler = hash(
    readFileSync(join(root, '.swcrc')),
    readFileSync(join(root, 'node_modules/@swc/core/package.json')),
  );
  const sources = FOLDERS.flatMap((folder) => list(root, join(root, folder)));
  const now = Object.fromEntries(sources.map((path) => [path, hash(readFileSync(join(root, path)), compiler)]));
  const changed = sources.filter((path) => before[path] !== now[path] || !existsSync(join(dist, outputOf(path))));
  // Before the first write, so that an interrupted run is repeated.
  const unchanged = Object.entries(now).filter(([path]) => !changed.includes(path));
  if (changed.length > 0) writeAtomically(manifestPath, JSON.stringify(Object.fromEntries(unchanged)));
  const removed = removeStale(dist, new Set(sources.flatMap((path) => [outputOf(path), `${outputOf(path)}.map`])));
  await emit(root, changed);
  if (changed.length + removed > 0) writeAtomically(manifestPath, JSON.stringify(now));
  onChanged(changed);
  return { compiled: changed.length, removed };
}

async function emit(root, paths) {
  if (paths.length === 0) return;
  const { transformFile } = await import('@swc/core');
  const problems = [];
  await Promise.all(
    paths.map(async (path) => {
      const target = join(root, 'dist', outputOf(path));
      mkdirSync(dirname(target), { recursive: true });
      if (!path.endsWith('.ts')) return writeAtomically(target, readFileSync(join(root, path)));
      try {
        const { code, map } = await transformFile(join(root, path), {
          cwd: root,
          sourceFileName: relative(dirname(target), join(root, path)),
        });
        writeAtomically(`${target}.map`, map ?? '{}');
        writeAtomically(target, `${code}\n//# sourceMappingURL=${target.slice(target.lastIndexOf('/') + 1)}.map\n`);
      } catch (error) {
        // the rest are locations in the compiler itself
        problems.push(`${path}: ${error.message.split('\n\nCaused by:')[0].trimEnd()}`);
      }
    }),
  );
  if (problems.length > 0) throw expected(`These files could not be compiled:\n${problems.join('\n')}`);
}

/** Sources of a folder, as paths from the root with `/`. */
function list(root, folder) {
  const path = relative(root, folder).replaceAll('\\', '/');
  if (!existsSync(folder) || isSkipped(path)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return list(root, join(folder, entry.name));
    const source = entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') && !SPEC.test(entry.name);
    // plain JavaScript that TypeScript imports has its types beside it
    const typed = entry.name.endsWith('.mjs') && existsSync(join(folder, entry.name.replace(/\.mjs$/, '.d.mts')));
    return source || typed || ASSET.test(entry.name) ? [`${path}/${entry.name}`] : [];
  });
}

const outputOf = (path) => path.replace(/\.ts$/, '.js');

/** Walks `dist` instead of trusting the record, which may be lost. */
function removeStale(dist, wanted) {
  let removed = 0;
  const walk = (folder) => {
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = relative(dist, path).replaceAll('\\', '/');
      if (isSkipped(name)) continue;
      if (entry.isDirectory()) walk(path);
      else if (!wanted.has(name)) {
        rmSync(path);
        removed += 1;
      }
    }
    if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
  };
  for (const folder of FOLDERS) walk(join(dist, folder));
  return removed;
}

function readManifest(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function writeAtomically(path, content) {
  const temporary = `${path}.new`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

function hash(...parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}
