import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { map, type Observable } from 'rxjs';

interface Field {
  name: string;
  former: string;
  paths: RegExp;
  /** Bodies have the field, too; the names of the others are in answers only. */
  inBodies: boolean;
}

/**
 * Names of release 0.1, where a book was a project and an action an act. Accepted, and returned beside the current names,
 * for one release. The audit log is not among the paths: its `act` is no former name.
 */
const FIELDS: Field[] = [
  { name: 'bookId', former: 'projectId', paths: /^\/api\//, inBodies: true },
  { name: 'bookIds', former: 'projectIds', paths: /^\/api\//, inBodies: true },
  {
    name: 'action',
    former: 'act',
    paths: /^\/api\/(?:support\/(?:bulk|jobs\/[^/]+\/acts)|finance\/items\/bulk)(?:\/|$)/,
    inBodies: true,
  },
  { name: 'books', former: 'projects', paths: /^\/api\/(?:billing|plans)(?:\/|$)/, inBodies: false },
  { name: 'book', former: 'project', paths: /^\/api\/support\/jobs\//, inBodies: false },
];
const IN_BODIES = FIELDS.filter(({ inBodies }) => inBodies);
const FORMER_PATH = /^\/api\/projects(?=[/?]|$)/;
const FORMER_QUERY = /([?&])projectId=/g;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

/** Rewrites former paths and query parameters and sets `Deprecation`: https://www.rfc-editor.org/rfc/rfc9745 */
export function acceptFormerPaths(request: Request, response: Response, next: NextFunction): void {
  if (FORMER_PATH.test(request.url)) {
    request.url = request.url.replace(FORMER_PATH, '/api/books');
    response.setHeader('Deprecation', '@1796083200');
    response.setHeader('Link', '</api/books>; rel="successor-version"');
  }
  if (request.url.startsWith('/api/')) request.url = request.url.replace(FORMER_QUERY, '$1bookId=');
  next();
}

/** Renames former fields of a body and of objects in its lists; a body with both names is refused as unknown fields. */
export function acceptFormerFields(request: Request, _response: Response, next: NextFunction): void {
  const body: unknown = request.body;
  if (isFields(body)) {
    const fields = IN_BODIES.filter(({ paths }) => paths.test(request.path));
    renameFields(body, fields);
    for (const list of Object.values(body))
      if (Array.isArray(list)) for (const each of list.filter(isFields)) renameFields(each, fields);
  }
  next();
}

function renameFields(body: Fields, fields: Field[]): void {
  for (const { name, former } of fields)
    if (Object.hasOwn(body, former) && !Object.hasOwn(body, name)) {
      body[name] = body[former];
      delete body[former];
    }
}

/**
 * A body with the field names of release 0.1, so that idempotency digests match across the upgrade. The path does not matter:
 * a body of another path has none of these fields.
 */
export const withFormerNames = (body: unknown): unknown =>
  isFields(body)
    ? Object.fromEntries(
        Object.entries(body).map(([key, value]) => [IN_BODIES.find(({ name }) => name === key)?.former ?? key, value]),
      )
    : body;

/** Adds the former names to a response. */
@Injectable()
export class FormerNamesInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { path } = context.switchToHttp().getRequest<Request>();
    const fields = FIELDS.filter(({ paths }) => paths.test(path));
    return next.handle().pipe(map((answer: unknown) => addFormerNames(answer, fields)));
  }
}

function addFormerNames(value: unknown, fields: Field[]): unknown {
  if (Array.isArray(value)) return value.map((each) => addFormerNames(each, fields));
  if (!isFields(value)) return value;
  const answer: Fields = {};
  for (const [key, each] of Object.entries(value)) {
    answer[key] = addFormerNames(each, fields);
    const former = fields.find(({ name }) => name === key)?.former;
    if (former !== undefined && !Object.hasOwn(value, former)) answer[former] = answer[key];
  }
  return answer;
}
