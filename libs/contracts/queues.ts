/**
 * Task queues by what their work needs. The names are stored in workflow histories and must not change. orchestration:
 * short database work. studio: story and artwork, mostly waiting for a provider. press: PDFs, which take a whole core, so
 * a worker takes few at once. courier: transfers to and from Google Drive.
 */
export const ORCHESTRATION_QUEUE = 'orchestration';
export const ARTWORK_QUEUE = 'studio';
export const PDF_QUEUE = 'press';
export const DRIVE_QUEUE = 'courier';
