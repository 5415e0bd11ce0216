import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Client } from '@temporalio/client';
import type { Request, Response } from 'express';
import helmet from 'helmet';
import type { Config } from '#config/config.js';
import { DRIVE_QUEUE, ORCHESTRATION_QUEUE, PDF_QUEUE, ARTWORK_QUEUE } from '#contracts/queues.js';
import { CONFIG, TEMPORAL } from '../tokens.js';
import { BOARD_PATH, BoardSession } from './board-session.js';
import { WorkflowQueue } from './workflow-queue.js';

const ALL = `${ORCHESTRATION_QUEUE} · ${ARTWORK_QUEUE} · ${PDF_QUEUE}`;
const TYPES = [
  { type: 'generateBook', description: `Books. Task queues: ${ALL}`, isJob: true },
  {
    type: 'exportBook',
    description: `Files printed again. Task queues: ${ORCHESTRATION_QUEUE} · ${PDF_QUEUE}`,
    isJob: true,
  },
  {
    type: 'syncBook',
    description: `Books on their way to Google Drive. Task queues: ${ORCHESTRATION_QUEUE} · ${DRIVE_QUEUE}`,
    isJob: true,
  },
  { type: 'bulkAct', description: `Bulk actions of support. Task queue: ${ORCHESTRATION_QUEUE}`, isJob: false },
  { type: 'watchdog', description: `Keeps rows and Temporal agreed. Task queue: ${ORCHESTRATION_QUEUE}`, isJob: false },
];

/** bull-board at /admin/queues, over Temporal, for support staff. */
export function mountBoard(app: NestExpressApplication): void {
  const client = app.get<Client>(TEMPORAL);
  const { temporal } = app.get<Config>(CONFIG);
  const serverAdapter = new OfflineAdapter();
  serverAdapter.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: TYPES.map((each) => new WorkflowQueue(client, { ...each, uiUrl: temporal.uiUrl })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'ColorBook queues', hideRedisDetails: true } },
  });
  // its page has an inline style; scripts only from this origin
  const csp = helmet.contentSecurityPolicy({
    directives: { styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null },
  });
  app.use(BOARD_PATH, csp, app.get(BoardSession).guard, serverAdapter.getRouter());
}

/** bull-board loads a web font from the internet; this replaces it with system fonts. */
class OfflineAdapter extends ExpressAdapter {
  override setEntryRoute(route: Parameters<ExpressAdapter['setEntryRoute']>[0]): this {
    const show = (_request: Request, response: Response): void => {
      const { name, params } = route.handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      response.render(name, params, (error: Error | null, html: string) => {
        if (error) throw error;
        response.send(html.replace(/<link href="https:\/\/fonts\.[^>]*>/g, ''));
      });
    };
    this.app.get([route.route].flat(), show);
    return this;
  }
}
