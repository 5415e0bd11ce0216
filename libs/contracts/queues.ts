/**
 * Task queues by what their work needs: bookkeeping answers at once; the studio writes and draws, much of it waiting for
 * a provider; the press writes PDFs, which take a whole core, so that a worker takes few and leaves the rest to others;
 * the courier carries files to Google Drive and back.
 */
export const ORCHESTRATION_QUEUE = 'orchestration';
export const ARTWORK_QUEUE = 'studio';
export const PDF_QUEUE = 'press';
export const DRIVE_QUEUE = 'courier';
