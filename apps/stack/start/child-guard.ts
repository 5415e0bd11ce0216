/**
 * Loaded before each of the stack's own Node processes (`node --import`). When the stack is gone, however it ended, the
 * channel to it closes, and the process drains and leaves rather than going on without anybody who looks after it.
 */
const DRAIN_MS = 8_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening must not keep a process alive that has nothing else to do.
process.channel?.unref();
