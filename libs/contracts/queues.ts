/** Task queues: bookkeeping answers at once, because heavy drawing and printing wait in a line of their own. */
export const ORCHESTRATION_QUEUE = 'orchestration';
export const STUDIO_QUEUE = 'studio';
