/** The one list of workflows that a worker bundles; `applyStripeEvent` and the others join it with their rooms. */
export { bulkAct } from './bulk-act.js';
export { exportBook } from './export-book.js';
export { generateBook } from './generate-book.js';
export { sendMail } from './send-mail.js';
export { watchdog } from './watchdog.js';
