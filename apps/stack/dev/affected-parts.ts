/** Which processes of the stack run a source, by its folder; others (tests, the command line, the console) are no part of it. */
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

/** Names of the running parts that have to start anew for these sources, paths from the root with `/`. */
export function affectedParts(changed: readonly string[], parts: readonly string[]): string[] {
  return parts.filter((part) =>
    changed.some((path) => RUN_BY.some(([folder, run]) => path.startsWith(folder) && run.test(part))),
  );
}
