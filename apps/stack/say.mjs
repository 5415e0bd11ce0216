/**
 * What the scripts say before the program proper is built. All of it goes to the error stream: `npm run book -- --json`
 * keeps its output for the one JSON object.
 */
import process from 'node:process';

const colours = process.stderr.isTTY && !process.env.NO_COLOR;
const dim = (text) => (colours ? `\u001b[2m${text}\u001b[0m` : text);
const red = (text) => (colours ? `\u001b[31m${text}\u001b[0m` : text);

export const say = (line) => process.stderr.write(`${dim(line)}\n`);
export const sayError = (line) => process.stderr.write(`${red(line)}\n`);

/** An error whose message is all that a person needs: printed without a stack. */
export function expected(message) {
  return Object.assign(new Error(message), { expected: true });
}
