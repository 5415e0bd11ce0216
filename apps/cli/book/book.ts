import { ApiProblem } from '#client/api-problem.js';
import { loadDotEnv, readSettings } from '../../stack/home/settings.js';
import { Terminal } from '../../stack/home/terminal.js';
import { BatchDisplay } from './batch-display.js';
import { batchJsonReport, exitCodeOfBatch, printBatchReport } from './batch-report.js';
import { BadUsage, type BatchOptions, type BookOptions, HELP, parseBookOptions, wantsJson } from './book-options.js';
import { EXIT, exitCodeOf, jsonReport, printReport } from './book-report.js';
import { type FoundStack, findStack, Interrupted } from './find-stack.js';
import { Interruption } from './interruption.js';
import { type BatchList, makeBatch, readBatchList } from './make-batch.js';
import { makeBook } from './make-book.js';
import { ProgressDisplay } from './progress-display.js';
import { isPassing } from './retrying.js';

/** `npm run book -- …`; returns the exit code that `--help` documents. */
export async function main(args: string[]): Promise<number> {
  // Progress and prompts go to stderr, so that stdout holds the result only.
  const terminal = new Terminal(process.stderr);
  const json = wantsJson(args);
  let command: Command;
  try {
    command = await readCommand(args);
  } catch (error) {
    if (!(error instanceof BadUsage)) throw error;
    return refuse(EXIT.usage, 'bad-usage', error.problems, json, terminal);
  }
  if (command === 'help') {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  return work(command, terminal);
}

type Command = 'help' | BookOptions | (BatchOptions & { read: BatchList });

/** Throws `BadUsage` with all errors of the options or of the list. */
async function readCommand(args: string[]): Promise<Command> {
  const options = parseBookOptions(args);
  return options === 'help' || options.kind === 'book'
    ? options
    : { ...options, read: await readBatchList(options.list) };
}

async function work(command: Exclude<Command, 'help'>, terminal: Terminal): Promise<number> {
  const canAsk = !command.json && process.stdin.isTTY && terminal.isLive;
  const interruption = new Interruption(terminal, canAsk, command.kind === 'batch' ? 'batch' : 'job');
  try {
    return await connectAndRun(command, interruption, terminal);
  } finally {
    interruption.dispose();
  }
}

async function connectAndRun(
  command: Exclude<Command, 'help'>,
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  let stack: FoundStack;
  try {
    loadDotEnv();
    interruption.nothingToAsk = true;
    stack = await findStack(readSettings(), terminal, interruption.decided);
    interruption.nothingToAsk = false;
  } catch (error) {
    const [exitCode, code] =
      error instanceof Interrupted
        ? ([EXIT.interrupted, 'interrupted'] as const)
        : ([EXIT.unreachable, 'unreachable'] as const);
    return refuse(exitCode, code, [messageOf(error)], command.json, terminal);
  }
  try {
    if (command.kind === 'batch') return await runBatch(stack, command, interruption, terminal);
    return await run(stack, command, interruption, terminal);
  } catch (error) {
    return refuseProblem(error, command.json, terminal);
  } finally {
    terminal.now(stack.own ? 'Stopping the stack' : '');
    await stack.stop();
    terminal.now('');
  }
}

async function run(
  stack: FoundStack,
  options: BookOptions,
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const display = new ProgressDisplay(terminal);
  let interrupted = false;
  void interruption.decided.then(() => (interrupted = true));
  const book = await makeBook(stack.client, options, {
    changed: (job) => display.show(job),
    lost: () => display.lost(),
    decided: interruption.decided,
  });
  terminal.now('');
  if (options.json) process.stdout.write(`${JSON.stringify(jsonReport(book))}\n`);
  else printReport(book, stack.url, terminal);
  if (book.left && stack.own) terminal.line('  This run’s stack stops now; the job goes on with the next "npm start".');
  return exitCodeOf(book, interrupted);
}

async function runBatch(
  stack: FoundStack,
  options: BatchOptions & { read: BatchList },
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const display = new BatchDisplay(terminal);
  let interrupted = false;
  void interruption.decided.then(() => (interrupted = true));
  const made = await makeBatch(stack.client, options.read, options.out, {
    creating: (done, total) => terminal.now(`Creating the books ${done}/${total}`),
    changed: (batch) => display.show(batch),
    lost: () => display.lost(),
    decided: interruption.decided,
  });
  terminal.now('');
  if (made === 'nothing-started')
    return refuse(EXIT.interrupted, 'interrupted', ['Interrupted; nothing is drawn yet.'], options.json, terminal);
  if (options.json) process.stdout.write(`${JSON.stringify(batchJsonReport(made))}\n`);
  else printBatchReport(made, options.list, stack.url, terminal);
  if (made.left && stack.own)
    terminal.line('  This run’s stack stops now; the batch goes on with the next "npm start".');
  return exitCodeOfBatch(made, interrupted);
}

/** 4xx responses are usage errors; everything else is a failure of the API. */
function refuseProblem(error: unknown, json: boolean, terminal: Terminal): number {
  if (error instanceof BadUsage) return refuse(EXIT.usage, 'bad-usage', error.problems, json, terminal);
  if (!(error instanceof ApiProblem))
    return refuse(EXIT.unreachable, 'unreachable', [messageOf(error)], json, terminal);
  const exitCode = isPassing(error) ? EXIT.unreachable : EXIT.usage;
  const problems = error.fields.length > 0 ? error.fields : [error.message];
  return refuse(exitCode, error.problem.code ?? 'problem', problems, json, terminal);
}

function refuse(exitCode: number, code: string, problems: string[], json: boolean, terminal: Terminal): number {
  terminal.now('');
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, problems } })}\n`);
  else for (const problem of problems) terminal.fail(problem);
  if (!json && exitCode === EXIT.usage) terminal.line('  Nothing was started. See: npm run book -- --help');
  return exitCode;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
