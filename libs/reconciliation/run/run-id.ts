/** The id of a run's workflow: of one window by one version of the rules, one run is under way at a time. */
export const reconcileId = (run: { from: Date; to: Date; rules: number; trigger: string }): string =>
  `reconcile:${run.from.toISOString()}:${run.to.toISOString()}:v${run.rules}${run.trigger === 'rehearsal' ? ':rehearsal' : ''}`;
