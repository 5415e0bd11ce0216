import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#contracts/search-attributes.js';

export interface TemporalOptions {
  /** SQLite file of the server; in memory without it. */
  file?: string;
  port: number;
  /** Absent: no UI. */
  uiPort?: number;
}

/** Fairness between authors, and a higher visibility rate limit for the queue board. */
const SETTINGS = [
  'matching.useNewMatcher=true',
  'matching.enableFairness=true',
  'frontend.namespaceRPS.visibility=100',
  // a deleted execution is gone after this, not after half a minute
  'history.transferProcessorUpdateAckInterval="3s"',
  'history.visibilityProcessorUpdateAckInterval="3s"',
  // how soon a drained build of a worker deployment is reported; the default takes minutes
  'matching.wv.VersionDrainageStatusVisibilityGracePeriod="5s"',
  'matching.wv.VersionDrainageStatusRefreshInterval="5s"',
];

/** Arguments of the CLI's dev server. The pragmas more than double its speed and keep all that was committed. */
export function temporalArguments(options: TemporalOptions): string[] {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port), '--log-level', 'warn'];
  if (options.file) args.push('--db-filename', options.file);
  args.push('--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal');
  if (options.uiPort === undefined) args.push('--headless');
  else args.push('--ui-port', String(options.uiPort));
  for (const setting of SETTINGS) args.push('--dynamic-config-value', setting);
  for (const name of SEARCH_ATTRIBUTES) args.push('--search-attribute', `${name}=Keyword`);
  return args;
}

/** True when the frontend answers and the namespace with its search attributes is there. */
export async function temporalAnswers(address: string, namespace = 'default'): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    await connection.withDeadline(Date.now() + 2_000, async () => {
      await connection?.workflowService.describeNamespace({ namespace });
      const { customAttributes } = (await connection?.operatorService.listSearchAttributes({ namespace })) ?? {};
      if (!SEARCH_ATTRIBUTES.every((name) => customAttributes && name in customAttributes)) throw new Error('not yet');
    });
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close().catch(() => undefined);
  }
}
