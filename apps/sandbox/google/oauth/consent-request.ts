import { SCOPES } from './scopes.js';

/** What an app asks for, as https://developers.google.com/identity/protocols/oauth2/web-server names the parameters. */
export interface ConsentRequest {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state: string | null;
  challenge: { value: string; method: 'S256' | 'plain' } | null;
  offline: boolean;
  prompt: string[];
  includeGranted: boolean;
  loginHint: string | null;
}

/** The request, or its error, which is shown to the user and not sent to the app. */
export function readRequest(query: URLSearchParams): ConsentRequest | string {
  const text = (name: string): string => query.get(name)?.trim() ?? '';
  const redirectUri = text('redirect_uri');
  const scopes = text('scope').split(/[ +]+/).filter(Boolean);
  if (text('client_id') === '') return 'Error 400: invalid_request. Required parameter is missing: client_id';
  if (!URL.canParse(redirectUri)) return 'Error 400: redirect_uri_mismatch';
  if (text('response_type') !== 'code') return 'Error 400: unsupported_response_type. The sandbox gives codes only.';
  const unknown = scopes.find((scope) => !(scope in SCOPES));
  if (scopes.length === 0 || unknown !== undefined) return `Error 400: invalid_scope. ${unknown ?? 'There is none.'}`;
  const method = text('code_challenge_method') || 'plain';
  if (method !== 'S256' && method !== 'plain') return 'Error 400: invalid_request. code_challenge_method';
  return {
    clientId: text('client_id'),
    redirectUri,
    scopes,
    state: query.get('state'),
    challenge: query.get('code_challenge') ? { value: text('code_challenge'), method } : null,
    offline: query.get('access_type') === 'offline',
    prompt: text('prompt').split(' '),
    includeGranted: query.get('include_granted_scopes') === 'true',
    loginHint: query.get('login_hint'),
  };
}
