import { pino } from 'pino';
import { traceFacts } from '#observability/tracing/trace-id.js';

/** The process's log; its level is set from the configuration at start. It contains no secrets. */
export const log = pino({
  name: 'api',
  mixin: traceFacts,
  redact: {
    paths: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]', '*.password', '*.token'],
    censor: '[redacted]',
  },
});
