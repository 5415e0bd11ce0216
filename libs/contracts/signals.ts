/** Signals of workflows, by their names on the wire: what sends them and what handles them read this list. */
export const SIGNALS = {
  pauseJob: 'pause',
  resumeJob: 'resume',
  cancelJob: 'cancel',
  retryPages: 'retryPages',
  skipPages: 'skipPages',
  tryAgain: 'tryAgain',
  takeBack: 'takeBack',
  jobSettled: 'jobSettled',
} as const;

/** A signal that the platform sends to a workflow from outside. */
export type JobSignal =
  | { name: (typeof SIGNALS)['pauseJob' | 'resumeJob' | 'cancelJob' | 'tryAgain' | 'takeBack'] }
  | { name: (typeof SIGNALS)['retryPages' | 'skipPages']; pages: number[] };
