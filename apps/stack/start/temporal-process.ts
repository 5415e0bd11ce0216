import type { Home } from '../home/home.js';
import type { Part } from './supervised-process.js';
import { temporalAnswers, temporalArguments } from '../setup/temporal-server.js';

/** Temporal's dev server with its database file in the data folder. */
export function temporalPart(home: Home, binary: string, port: number, uiPort: number): Part {
  return {
    name: 'temporal',
    port,
    command: () => ({ command: binary, args: temporalArguments({ file: home.temporal, port, uiPort }) }),
    isReady: () => temporalAnswers(`127.0.0.1:${port}`),
    stopSignal: 'SIGTERM',
    // All acknowledged data is on disk; long polls of other clients would delay it.
    graceMs: 5_000,
  };
}
