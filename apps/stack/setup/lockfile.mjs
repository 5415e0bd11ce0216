/** Reads package-lock.json without npm. */

/** Path of the package that `name` means inside `parent`, as Node looks it up: beside its own modules, then one level up. */
export function pathOf(packages, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

/** Paths of all packages that the root package needs by itself, without those of the workspaces. */
export function pathsOfRoot(packages) {
  const found = new Set();
  const visit = (path) => {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packages[path];
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
    const own = path === '' ? Object.keys(packages[''].devDependencies ?? {}) : [];
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers, ...own]) {
      const target = pathOf(packages, path, name);
      if (target === undefined || found.has(target)) continue;
      found.add(target);
      visit(target);
    }
  };
  visit('');
  return found;
}

/** Paths of the packages that the root package itself names. */
export function namedPaths(packages) {
  const { dependencies, devDependencies } = packages[''];
  return new Set(Object.keys({ ...dependencies, ...devDependencies }).map((name) => pathOf(packages, '', name)));
}
