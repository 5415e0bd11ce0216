/**
 * Preloaded into each of the stack's Node processes (`node --import`). When the stack ends, the
 * IPC channel closes, and the process drains and exits instead of running without a supervisor.
 */
const DRAIN_MS = 8_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The listener must not keep an idle process alive.
process.channel?.unref();
