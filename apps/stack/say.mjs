/**
 * Messages of the scripts before the build. They go to stderr: `npm run book -- --json`
 * writes one JSON object to stdout.
 */
import process from 'node:process';

const colours = process.stderr.isTTY && !process.env.NO_COLOR;
const dim = (text) => (colours ? `\u001b[2m${text}\u001b[0m` : text);
const red = (text) => (colours ? `\u001b[31m${text}\u001b[0m` : text);

export const say = (line) => process.stderr.write(`${dim(line)}\n`);
export const sayError = (line) => process.stderr.write(`${red(line)}\n`);

/** An error that is printed without a stack trace. */
export function expected(message) {
  return Object.assign(new Error(message), { expected: true });
}
