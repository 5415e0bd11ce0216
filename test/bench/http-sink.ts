/** A server that keeps what is put to it in a file and answers with its MD5, and does nothing else: `http-sink FOLDER`; prints its address. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const [, , folder = ''] = process.argv;

const server = createServer((request, response) => {
  const digest = createHash('md5');
  request.on('data', (chunk: Buffer) => digest.update(chunk));
  pipeline(request, createWriteStream(join(folder, 'put'))).then(
    () => response.end(digest.digest('hex')),
    () => response.destroy(),
  );
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => process.exit(0));
