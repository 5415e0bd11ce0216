/** Maps a source folder to the stack's processes that run it; other folders (tests, CLI, console) affect none. */
const RUN_BY: [folder: string, parts: RegExp][] = [
  ['apps/api/', /^api$/],
  ['apps/worker/', /^worker-/],
  ['activities/', /^worker-/],
  ['workflows/', /^worker-/],
  // the only one that the api imports
  ['workflows/messages.ts', /^api$/],
  ['apps/sandbox/', /^(sandbox|stripe|google)$/],
  ['libs/', /^(api|worker-\d+)$/],
];

/** Names of the running parts to restart for these sources (paths from the root with `/`). */
export function affectedParts(changed: readonly string[], parts: readonly string[]): string[] {
  return parts.filter((part) =>
    changed.some((path) => RUN_BY.some(([folder, run]) => path.startsWith(folder) && run.test(part))),
  );
}
