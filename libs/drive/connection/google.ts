import { drive } from '@googleapis/drive';
import type { drive_v3 } from '@googleapis/drive';
import { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';
import { z } from 'zod';
import type { Config } from '#config/config.js';

/** The least that a sync needs: files that this app has made, and no others. Not a restricted scope. */
export const SCOPE = 'https://www.googleapis.com/auth/drive.file';

const TIMEOUT_MS = 20_000;
const GOOGLE = 'https://www.googleapis.com';

export type GoogleSettings = NonNullable<Config['google']>;

const storedTokens = z.object({ access: z.string(), refresh: z.string(), expiresAt: z.number() });
/** `expiresAt`: milliseconds since 1970. */
export type Tokens = z.infer<typeof storedTokens>;
/** Of their JSON, as a connection's row holds it. */
export const tokensIn = (json: string): Tokens => storedTokens.parse(JSON.parse(json));

/** Google's OAuth and Drive, or the sandbox at `baseUrl`. Never retries by itself: Temporal does, visibly. */
export class Google {
  constructor(private readonly settings: GoogleSettings) {}

  /** Address of the consent page. `offline` and `consent` make Google give a refresh token each time. */
  consentUrl(redirectUri: string, state: string, challenge: string): string {
    return this.oauth(redirectUri).generateAuthUrl({
      access_type: 'offline',
      prompt: 'consent',
      scope: SCOPE,
      include_granted_scopes: false,
      state,
      code_challenge: challenge,
      code_challenge_method: CodeChallengeMethod.S256,
    });
  }

  /** Null: the person left out the scope that we need, or Google gave no refresh token. */
  async redeem(redirectUri: string, code: string, verifier: string): Promise<Tokens | null> {
    const { tokens } = await this.oauth(redirectUri).getToken({ code, codeVerifier: verifier });
    const scopes = tokens.scope?.split(' ') ?? [];
    if (!tokens.access_token || !tokens.refresh_token || !scopes.includes(SCOPE)) {
      const any = tokens.refresh_token ?? tokens.access_token;
      if (any) await this.revoke(any).catch(() => undefined);
      return null;
    }
    return {
      access: tokens.access_token,
      refresh: tokens.refresh_token,
      expiresAt: tokens.expiry_date ?? Date.now() + 3_000_000,
    };
  }

  /** Throws `GaxiosError`; see `isGrantGone`. */
  async refresh({ refresh }: Tokens): Promise<Tokens> {
    const client = this.oauth();
    client.setCredentials({ refresh_token: refresh });
    const { credentials } = await client.refreshAccessToken();
    return {
      access: credentials.access_token ?? '',
      // Google may give a new one; the old one is worth nothing then
      refresh: credentials.refresh_token ?? refresh,
      expiresAt: credentials.expiry_date ?? Date.now() + 3_000_000,
    };
  }

  async revoke(token: string): Promise<void> {
    await this.oauth().revokeToken(token);
  }

  drive(accessToken: string): drive_v3.Drive {
    const auth = this.oauth();
    auth.setCredentials({ access_token: accessToken });
    return drive({
      version: 'v3',
      auth,
      timeout: TIMEOUT_MS,
      retry: false,
      ...(this.settings.baseUrl ? { rootUrl: `${this.settings.baseUrl}/` } : {}),
    });
  }

  /** Start address of uploads. */
  get uploadUrl(): string {
    return `${this.settings.baseUrl ?? GOOGLE}/upload/drive/v3/files`;
  }

  /** A page of Drive that a person can open. */
  webUrl(id: string, isFolder: boolean): string {
    const base = this.settings.baseUrl ?? 'https://drive.google.com';
    return isFolder ? `${base}/drive/folders/${id}` : `${base}/file/d/${id}/view`;
  }

  private oauth(redirectUri?: string): OAuth2Client {
    const { clientId, clientSecret, baseUrl } = this.settings;
    return new OAuth2Client({
      clientId,
      clientSecret,
      ...(redirectUri ? { redirectUri } : {}),
      transporterOptions: { timeout: TIMEOUT_MS, retry: false },
      ...(baseUrl
        ? {
            endpoints: {
              oauth2AuthBaseUrl: `${baseUrl}/o/oauth2/v2/auth`,
              oauth2TokenUrl: `${baseUrl}/token`,
              oauth2RevokeUrl: `${baseUrl}/revoke`,
            },
          }
        : {}),
    });
  }
}
