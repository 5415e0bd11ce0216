import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';

/** Longer than the idle timeout of proxies and clients: if the server closes first, a request in flight is lost. */
const KEEP_ALIVE_MS = 75_000;
/** Unused connections are closed this long after the drain starts. */
const UNASKED_MS = 500;

/**
 * Connections are persistent, except while the process drains: then they close after their response, and
 * preconnected, unused connections close soon (Node counts them as busy for a minute).
 */
@Injectable()
export class KeepAlive implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets = new Set<Socket>();

  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost<AbstractHttpAdapter<Server>>) {}

  onApplicationBootstrap(): void {
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  beforeApplicationShutdown(): void {
    this.server.keepAliveTimeout = 1;
    for (const socket of this.sockets) endUnlessAsked(socket);
    this.server.on('connection', endUnlessAsked);
  }

  private get server(): Server {
    return this.host.httpAdapter.getHttpServer();
  }
}

function endUnlessAsked(socket: Socket): void {
  setTimeout(() => {
    if (socket.bytesRead === 0) socket.destroy();
  }, UNASKED_MS);
}
