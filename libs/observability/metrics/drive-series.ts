import { Counter } from 'prom-client';
import { registry } from './registry.js';

const bytes = new Counter({
  name: 'colorbook_drive_bytes_total',
  help: 'Bytes that Google Drive has acknowledged, and bytes of files that were fetched from there.',
  labelNames: ['direction'],
  registers: [registry],
});

export const countUploaded = (count: number): void => bytes.inc({ direction: 'up' }, count);
export const countDownloaded = (count: number): void => bytes.inc({ direction: 'down' }, count);
