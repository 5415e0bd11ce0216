import { createInterface } from 'node:readline/promises';
import { sameMoment } from '../../stack/home/same-moment.js';
import type { Terminal } from '../../stack/home/terminal.js';

export type Choice = 'leave' | 'cancel';

/**
 * Handling of Ctrl-C. On a terminal it prompts, and Enter or another Ctrl-C leaves the job running; elsewhere
 * it leaves the job running. `decided` stays pending without a signal.
 */
export class Interruption {
  readonly decided: Promise<Choice>;
  /** There is no job yet. */
  nothingToAsk = false;
  private readonly handlers: () => void;

  /** `what` is named in the question: "job" or "batch". */
  constructor(terminal: Terminal, canAsk: boolean, what: string) {
    const { promise, resolve: decide } = Promise.withResolvers<Choice>();
    this.decided = promise;
    let asking = false;
    const isRepeat = sameMoment();
    const onInterrupt = (): void => {
      if (isRepeat()) return;
      if (!canAsk || asking || this.nothingToAsk) return decide('leave');
      asking = true;
      void ask(terminal, what).then((choice) => decide(choice));
    };
    const onTerminate = (): void => decide('leave');
    process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate);
    this.handlers = () => void process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
  }

  dispose(): void {
    this.handlers();
  }
}

async function ask(terminal: Terminal, what: string): Promise<Choice> {
  terminal.hold();
  const readline = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) =>
    readline.once('close', () => resolve('')).once('SIGINT', () => resolve('')),
  );
  try {
    const question = readline.question(`\n  Cancel the ${what}, or leave it running? [c/L] `).catch(() => '');
    return /^c/i.test((await Promise.race([question, closed])).trim()) ? 'cancel' : 'leave';
  } finally {
    readline.close();
    terminal.resume();
  }
}
