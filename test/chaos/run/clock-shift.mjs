/**
 * Preloaded into the platform's processes (NODE_OPTIONS): moves what JavaScript takes for the time of day by as many
 * milliseconds as a file says, for the api or the workers. Timers and Temporal's own clock stay right, as on a machine
 * whose clock was set wrong.
 */
import { readFileSync } from 'node:fs';

const file = process.env.FAULT_CLOCK_FILE;
const part = /[/\\]apps[/\\](api|worker)[/\\]main\.js$/.exec(process.argv[1] ?? '')?.[1];

if (file && part) {
  const RealDate = Date;
  let shift = 0;
  const look = () => {
    try {
      shift = JSON.parse(readFileSync(file, 'utf8'))[part] ?? 0;
    } catch {
      // being written in this moment
    }
  };
  look();
  setInterval(look, 250).unref();
  globalThis.Date = class Date extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + shift);
      else super(...args);
    }
    static now() {
      return RealDate.now() + shift;
    }
  };
}
