/**
 * `node apps/stack/setup/complete-lockfile.mjs` after `npm install --save`: a registry that does not carry the binary packages
 * of every platform makes npm leave them out of package-lock.json, and then `npm ci` refuses it everywhere. This puts
 * them back, by the exact version that their parent names and the platform that their name spells. Prints how many.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathOf } from './lockfile.mjs';

const SYSTEM = /(?:^|-)(android|darwin|freebsd|linux|openharmony|win32)-(.+)$/;
const CPUS = { x64: 'x64', arm64: 'arm64', arm: 'arm', ia32: 'ia32', ppc64: 'ppc64', riscv64: 'riscv64' };
Object.assign(CPUS, { s390x: 's390x', loong64: 'loong64' });

/** Optional packages that are referenced but missing in the lock file: `[path, entry]`. */
export function missingPackages(packages) {
  const missing = new Map();
  for (const [path, { optionalDependencies, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies ?? {}))
      if (!pathOf(packages, path, name)) missing.set(`node_modules/${name}`, entryOf(name, version, dev));
  return [...missing];
}

function entryOf(name, version, dev) {
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}: ${version} is no exact version; add it by hand.`);
  const [, system, rest] = SYSTEM.exec(name) ?? [];
  const cpu = CPUS[rest?.split('-')[0]];
  if (!system || !cpu) throw new Error(`${name}: its name does not spell a platform; add it by hand.`);
  const libc = rest.endsWith('-gnu') ? ['glibc'] : rest.endsWith('-musl') ? ['musl'] : undefined;
  return { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc }), optional: true, os: [system] };
}

if (process.argv[1]?.endsWith('complete-lockfile.mjs')) {
  const path = join(import.meta.dirname, '..', '..', '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingPackages(lock.packages);
  const all = [...Object.entries(lock.packages), ...missing].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(all) }, null, 2)}\n`);
  console.log(`Added ${missing.length} package(s).`);
}
