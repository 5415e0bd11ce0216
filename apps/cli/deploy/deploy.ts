import process from 'node:process';
import { parseArgs } from 'node:util';
import { ConfigError } from '#config/config.js';
import { temporalOf } from '#config/temporal.js';
import { isOneOf } from '#contracts/known-values.js';
import { openTemporalClient } from '#temporal/connection.js';
import { openHome } from '../../stack/home/home.js';
import { loadDotEnv } from '../../stack/home/settings.js';
import { readStackState } from '../../stack/home/state-file.js';
import { DeployRefused, isDrained, promote, takeBack } from './deploy-actions.js';
import type { Deployment } from './deploy-actions.js';
import { asPlainText } from './deploy-errors.js';
import { describeDeployment } from './deploy-status.js';

const HELP = `npm run deploy -- status                        which builds there are, who works on them, what is still open on them
npm run deploy -- promote BUILD [--ramp 10]     new workflows begin on BUILD, or 10 % of them
npm run deploy -- rollback BUILD                takes BUILD back: its ramp ends, or the build before it is current again
npm run deploy -- drained BUILD                 whether nothing is open on BUILD any more, so that its workers may be ended

All are safe to repeat. --deployment NAME stands for WORKER_DEPLOYMENT, --json prints the status for programs. Which Temporal: by
TEMPORAL_ADDRESS and its like, as workers have them; without, that of the stack which runs here. See docs/deploy.md.
Exit codes: 0 done, or drained; 1 refused, or not drained yet; 2 the command was not understood; 3 Temporal gave no answer.
`;
const EXIT = { done: 0, refused: 1, misunderstood: 2, noAnswer: 3 };

/** `npm run deploy`; without npm: `node dist/apps/cli/deploy/deploy.js` */
export async function main(args: string[]): Promise<number> {
  const order = parse(args);
  if (!order) return EXIT.misunderstood;
  try {
    loadDotEnv();
    const temporal = temporalOf({ ...process.env, TEMPORAL_ADDRESS: process.env['TEMPORAL_ADDRESS'] || ownTemporal() });
    const name = order.deployment ?? temporal.deployment?.name;
    if (!name) throw new ConfigError(['WORKER_DEPLOYMENT: needed, or --deployment NAME']);
    const client = await openTemporalClient(temporal);
    try {
      return await execute(order, { client, name });
    } finally {
      await client.connection.close();
    }
  } catch (error) {
    console.error(`✘ ${asPlainText(error)}`);
    if (error instanceof ConfigError) return EXIT.misunderstood;
    return error instanceof DeployRefused ? EXIT.refused : EXIT.noAnswer;
  }
}

const COMMANDS = ['status', 'promote', 'rollback', 'drained'] as const;
interface Order {
  command: (typeof COMMANDS)[number];
  build: string;
  /** Percent. */
  ramp: number | undefined;
  deployment: string | undefined;
  json: boolean;
}

function parse(args: string[]): Order | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        ramp: { type: 'string' },
        deployment: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    const [command = '', build = '', ...more] = positionals;
    const ramp = values.ramp === undefined ? undefined : Number(values.ramp);
    const isFine =
      (command === 'status') === (build === '') &&
      more.length === 0 &&
      (ramp === undefined || (command === 'promote' && ramp > 0 && ramp < 100));
    if (isOneOf(COMMANDS, command) && isFine && !values.help)
      return { command, build, ramp, deployment: values.deployment, json: values.json };
    if (ramp !== undefined && !(ramp > 0 && ramp < 100)) console.error('--ramp takes more than 0 and less than 100 %.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
  process.stdout.write(HELP);
  return null;
}

async function execute({ command, build, ramp, json }: Order, deployment: Deployment): Promise<number> {
  if (command === 'status') console.log(await describeDeployment(deployment, json));
  if (command === 'promote') console.log(`✔ ${await promote(deployment, build, ramp)}`);
  if (command === 'rollback') console.log(`✔ ${await takeBack(deployment, build)}`);
  if (command !== 'drained') return EXIT.done;
  const { drained, words } = await isDrained(deployment, build);
  console.log(`${drained ? '✔' : '…'} ${words}`);
  return drained ? EXIT.done : EXIT.refused;
}

/** Address of the stack's own Temporal while it runs. */
function ownTemporal(): string | undefined {
  const { state } = openHome(process.env['COLORBOOK_HOME'] || '.data');
  const port = readStackState(state)?.processes.find(({ name }) => name === 'temporal')?.port;
  return port ? `127.0.0.1:${port}` : undefined;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
