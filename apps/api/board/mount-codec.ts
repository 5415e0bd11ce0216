import type { NestExpressApplication } from '@nestjs/platform-express';
import proto from '@temporalio/proto';
import { json } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import { EncryptionCodec, UnreadablePayload } from '#temporal/payload-codec.js';
import { CONFIG } from '../tokens.js';
import { BoardSession } from './board-session.js';

export const CODEC_PATH = '/admin/temporal-codec';
const MAX_BYTES = '8mb';
const MAX_PAYLOADS = 1_000;

const PayloadMessage = proto.temporal.api.common.v1.Payload;
const asked = z.object({ payloads: z.array(z.record(z.string(), z.unknown())).max(MAX_PAYLOADS) });

/**
 * Codec server: decrypts payloads for staff in Temporal's UI, authorized by the board's cookie.
 * Source: https://docs.temporal.io/codec-server
 */
export function mountCodec(app: NestExpressApplication): void {
  const { temporal: settings } = app.get<Config>(CONFIG);
  const codec = new EncryptionCodec(settings.keys);
  const ui = settings.uiUrl && new URL(settings.uiUrl).origin;
  const decode = async (request: Request, response: Response): Promise<void> => {
    const body = asked.safeParse(request.body);
    if (!body.success) return refuse(response, `Send {"payloads": […]}, ${MAX_PAYLOADS} at most.`);
    try {
      const payloads = body.data.payloads.map((each) => PayloadMessage.fromObject(each));
      const readable = await codec.decode(payloads);
      response.json({
        payloads: readable.map((each) => PayloadMessage.toObject(PayloadMessage.create(each), { bytes: String })),
      });
    } catch (error) {
      refuse(response, error instanceof UnreadablePayload ? error.message : 'These are no payloads of Temporal.');
    }
  };
  app.use(`${CODEC_PATH}/decode`, allow(ui), app.get(BoardSession).letIn, json({ limit: MAX_BYTES }), decode);
}

/** CORS for Temporal's UI only, which runs on another port. */
const allow =
  (ui: string | undefined) =>
  (request: Request, response: Response, next: NextFunction): void => {
    if (ui && request.headers.origin === ui)
      response.set({
        'Access-Control-Allow-Origin': ui,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Headers': 'content-type, x-namespace, authorization',
        'Access-Control-Allow-Methods': 'POST',
        Vary: 'Origin',
      });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };

const refuse = (response: Response, message: string): void => void response.status(400).json({ message });
