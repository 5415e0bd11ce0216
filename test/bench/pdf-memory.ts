/** Prints the peak memory, in KiB, of a fresh process that writes so many pages: `pdf-memory WRITER PAGES`. */
import { WRITERS } from './pdf-writers.js';

const [, , name, pages] = process.argv;
await WRITERS.find((writer) => writer.name === name)!.write(Number(pages));
console.log(process.resourceUsage().maxRSS);
