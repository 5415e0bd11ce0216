import { newId } from '#database/ids.js';
import type { Platform } from '../../support/platform.js';
import { eventually } from '../../support/stack.js';
import { REFUSED } from '../environment.js';
import type { Scenario } from '../environment.js';

/** The watchdog and its mails. */
export const upkeep: Record<string, Scenario> = {
  async 'watchdog-four-rounds'({ client }) {
    const workflowId = 'watchdog';
    const handle = await client.workflow.start('watchdog', { workflowId, taskQueue: 'orchestration' });
    const timers = async (): Promise<number> =>
      ((await handle.fetchHistory()).events ?? []).filter((event) => event.timerStartedEventAttributes).length;
    await eventually('four rounds are done', async () => (await timers()) >= 4, 90_000);
    return workflowId;
  },
  'send-mail-sent': (platform) => mailTo('anna@test.local', platform),
  'send-mail-given-up': (platform) => mailTo(REFUSED, platform),
};

async function mailTo(recipient: string, { db, client }: Platform): Promise<string> {
  const { id } = await db.outgoingMail.create({ data: { id: newId(), recipient, subject: 'Hello', body: 'Hello' } });
  await client.workflow.execute('sendMail', { workflowId: id, taskQueue: 'orchestration', args: [{ mailId: id }] });
  return id;
}
