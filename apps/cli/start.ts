import { runStack } from '../stack/start/start.js';
import { makeSampleBook } from './book/sample-book.js';

/** `npm start`: the stack and, in a new data folder, a sample book made through the public API. */
export const main = (): Promise<number> => runStack(makeSampleBook);
