import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Config } from '#config/config.js';
import { newId } from '#database/ids.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { AppModule } from './app.module.js';
import { mountBoard } from './board/mount-board.js';
import { mountCodec } from './board/mount-codec.js';
import { serveConsole } from './console/console.js';
import { compressAnswers } from './http/compress-answers.js';
import { readBody, refuseLargeBodies } from './http/body-limits.js';
import { acceptFormerFields, acceptFormerPaths } from './http/deprecated-names.js';
import { measureRequests } from './http/measure-requests.js';
import { traceRequests } from './http/trace-requests.js';
import { validationPipe } from './http/validation.pipe.js';
import { log } from './log.js';
import { apiDocument } from './reference/api-document.js';
import { CONFIG, TRACING } from './tokens.js';

const REQUEST_ID = /^[\w.-]{1,100}$/;

/** Creates the API application, ready to listen; used by main and by tests. */
export async function createApp(): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bodyParser: false,
    logger: ['error', 'warn'],
  });
  const config = app.get<Config>(CONFIG);
  log.level = config.logLevel;
  if (config.http.trustProxy) app.set('trust proxy', 1);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(acceptFormerPaths);
  app.use(measureRequests);
  const tracing = app.get<OpenTracing | null>(TRACING);
  if (tracing) app.use(traceRequests(tracing, { trusted: config.http.trustProxy }));
  app.use(
    pinoHttp({
      logger: log,
      genReqId: (request, response) => {
        const given = request.headers['x-request-id'];
        const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
        response.setHeader('X-Request-Id', id);
        return id;
      },
      customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'debug'),
    }),
  );
  app.use(
    helmet({
      // blob: artwork is fetched with the bearer token, which an <img> URL cannot carry
      contentSecurityPolicy: { directives: { imgSrc: ["'self'", 'data:', 'blob:'], upgradeInsecureRequests: null } },
      // browsers ignore it over http; not in development, where it would apply to all of localhost for a year
      hsts: config.http.secure && config.environment === 'production',
      // browsers ignore both over http and log a warning
      crossOriginOpenerPolicy: config.http.secure && { policy: 'same-origin' },
      originAgentCluster: config.http.secure,
    }),
  );
  app.use(compressAnswers);
  serveConsole(app);
  app.use(cookieParser());
  app.use(refuseLargeBodies);
  mountBoard(app);
  mountCodec(app);
  app.use(readBody);
  app.use(acceptFormerFields);
  app.useGlobalPipes(validationPipe());
  // exits with 0 once drained, not by the signal
  app.enableShutdownHooks([], { useProcessExit: true });
  SwaggerModule.setup('docs', app, () => apiDocument(app), { jsonDocumentUrl: 'docs-json' });
  return app;
}
