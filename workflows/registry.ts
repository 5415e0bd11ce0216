/** The one list of workflows that a worker bundles. */
export { applyStripeEvent } from './apply-stripe-event.js';
export { bulkAct } from './bulk-act.js';
export { eraseAccount } from './erase-account.js';
export { exportAccount } from './export-account.js';
export { exportBook } from './export-book.js';
export { generateBook } from './generate-book.js';
export { reconcileOnSchedule } from './reconcile-on-schedule.js';
export { reconcilePayments } from './reconcile-payments.js';
export { refundPayment } from './refund-payment.js';
export { repairPayment } from './repair-payment.js';
export { runBatch } from './run-batch.js';
export { sendMail } from './send-mail.js';
export { syncBook } from './sync-book.js';
export { syncDrive } from './sync-drive.js';
export { watchdog } from './watchdog.js';
