import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface SmtpServer {
  url: string;
  /** Whole messages, as they came over the line. */
  readonly messages: string[];
  /** Recipients of the messages, in the same order. */
  readonly recipients: string[];
  /** Asked at each `RCPT TO` and after each message: a line to answer with instead of 250. */
  answer: (what: 'recipient' | 'message') => string | undefined;
  stop(): Promise<void>;
}

/** A minimal mail server (RFC 5321) on a real socket; accepts mails, or refuses as configured. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const state: SmtpServer = {
    url: '',
    messages: [],
    recipients: [],
    answer: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, state);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

function converse(socket: Socket, state: SmtpServer): void {
  let pending = '';
  let recipient = '';
  let inData = false;
  const say = (line: string): boolean => socket.write(`${line}\r\n`);

  const command = (line: string): void => {
    const word = line.slice(0, 4).toUpperCase();
    if (word === 'RCPT') {
      recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
      say(state.answer('recipient') ?? '250 ok');
    } else if (word === 'DATA') {
      inData = true;
      say('354 go on');
    } else if (word === 'QUIT') socket.end('221 bye\r\n');
    else say('250 ok');
  };

  socket.on('data', (chunk: Buffer) => {
    pending += chunk.toString();
    for (;;) {
      const end = pending.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = pending.slice(0, end);
      pending = pending.slice(end + (inData ? 5 : 2));
      if (!inData) {
        command(part);
        continue;
      }
      inData = false;
      const refused = state.answer('message');
      if (!refused) {
        state.messages.push(part);
        state.recipients.push(recipient);
      }
      say(refused ?? '250 taken');
    }
  });
  say('220 test ready');
}
