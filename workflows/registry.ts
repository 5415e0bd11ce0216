/** The one list of workflows that a worker bundles. */
export { applyStripeEvent } from './payments/apply-stripe-event.js';
export { bulkAct } from './support/bulk-action.js';
export { eraseAccount } from './accounts/erase-account.js';
export { exportAccount } from './accounts/export-account.js';
export { exportBook } from './books/export-book.js';
export { generateBook } from './books/generate-book.js';
export { reconcileOnSchedule } from './payments/reconcile-on-schedule.js';
export { reconcilePayments } from './payments/reconcile-payments.js';
export { refundPayment } from './payments/refund-payment.js';
export { repairPayment } from './payments/repair-payment.js';
export { runBatch } from './batches/run-batch.js';
export { sendMail } from './mail/send-mail.js';
export { syncBook } from './drive/sync-book.js';
export { syncDrive } from './drive/sync-drive.js';
export { watchdog } from './upkeep/watchdog.js';
