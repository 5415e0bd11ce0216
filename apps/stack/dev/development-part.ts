import { z } from 'zod';
import { inProject } from '../project.js';
import type { Part } from '../start/supervised-process.js';

/** A line of pino's. */
const logLine = z.object({
  level: z.number(),
  msg: z.string(),
  err: z.object({ stack: z.string() }).optional().catch(undefined),
});

/** Log line of Node's inspector. */
const NOISE = /^(Debugger (listening on|attached)|For help, see: https:\/\/nodejs|Waiting for the debugger)/;
/** Three of our four workers have activities only. */
const EXPECTED = /^No workflows registered/;
/** Of pino's levels: this and above are warnings and errors. */
const WARNING = 40;
/** Short, since a reload should be fast; Temporal retries an interrupted activity on the next worker. */
const GRACE_MS = 1_000;

/**
 * A Node process in development: with an inspector port, a short drain, no restart after a crash (the next save starts it
 * again), and its output shown, its log from warnings on.
 */
export function developmentPart(part: Part, inspectPort: number, say: (line: string) => void): Part {
  let partial = '';
  return {
    ...part,
    graceMs: GRACE_MS,
    attempts: 1,
    command: async () => {
      const { args, env, ...command } = await part.command();
      return {
        ...command,
        // Node's compile cache loads packages faster the next time
        env: { ...env, NODE_COMPILE_CACHE: inProject('dist', '.compile-cache') },
        args: [`--inspect=127.0.0.1:${inspectPort}`, ...args],
      };
    },
    hear: (chunk) => {
      const lines = (partial + chunk.toString()).split('\n');
      partial = lines.pop() ?? '';
      for (const line of lines.map(worded)) if (line) say(line);
    },
  };
}

/** Empty for lines below warning. */
function worded(line: string): string {
  if (NOISE.test(line)) return '';
  if (!line.startsWith('{')) return line.trimEnd();
  try {
    const { level, msg, err } = logLine.parse(JSON.parse(line));
    return level < WARNING || EXPECTED.test(msg) ? '' : [msg, err?.stack].filter(Boolean).join('\n');
  } catch {
    return line;
  }
}
