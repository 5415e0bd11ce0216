import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import { apiDocument } from './api-document.js';

/** Creates the document without infrastructure: no environment, database or Temporal. */
export async function previewDocument(): Promise<OpenAPIObject> {
  const app = await NestFactory.create(AppModule, { preview: true, abortOnError: false, logger: ['error'] });
  return apiDocument(app);
}
