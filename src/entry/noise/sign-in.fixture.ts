import {
  api,
  apiCors,
  app,
  bearer,
  clientId,
  hashText,
  makeJwks,
  opaque,
  signToken,
  type Header,
  type PublicAlgorithm,
  type Recording,
} from './recording.fixture';

type Values = Readonly<Record<string, string>>;
type Claims = Readonly<Record<string, unknown>>;

/** The tokens of one token response. */
export interface Tokens {
  readonly access: string;
  readonly id: string | undefined;
  readonly refresh: string | undefined;
}

/** A sign-in with the authorization code flow and PKCE, as a single-page app does it. */
export interface SignIn {
  readonly issuer: string;
  /** The endpoints, as paths of the issuer or as URLs. */
  readonly authorize: string;
  readonly token: string;
  readonly jwks: string;
  readonly userinfo?: string;
  readonly discovery?: string;
  readonly scope: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly alg?: PublicAlgorithm;
  /** Members of the key in the key set, other than the usual ones. */
  readonly jwk?: object;
  readonly accessHeader?: object;
  readonly idHeader?: object;
  /** Claims other than `iss`, `iat` and `exp`; undefined if the access token is opaque. */
  readonly access?: (now: number) => Claims;
  readonly id?: (now: number) => Claims;
  readonly hasAtHash?: boolean;
  /** A refresh token; undefined if there is none. */
  readonly refresh?: (now: number, count: number) => string;
  readonly tokenHeaders: Values;
  readonly setCookies?: readonly string[];
  /** Members of the token response, other than the usual ones. */
  readonly response?: object;
  /** What the app calls with the access token, and what it responds. */
  readonly calls?: string;
  readonly apiHeaders?: Values;
  readonly page?: string;
  readonly store?: (recording: Recording, tokens: Tokens) => void;
}

const kid = 'key-1';
export const profile = { name: 'User 1', email: 'user-1@shop.com', email_verified: true };

/** Signs in, calls the API until the access token has expired, refreshes, and calls the API again. */
export function recordSignIn(recording: Recording, options: SignIn): void {
  const { issuer, alg = 'RS256', page = `${app}/`, calls = `${api}/orders` } = options;
  const at = (path: string) => (path.startsWith('https:') ? path : `${issuer.replace(/\/$/, '')}${path}`);
  const cors = { 'Access-Control-Allow-Origin': '*' };
  recording.call({
    url: at(options.discovery ?? '/.well-known/openid-configuration'),
    page,
    responseHeaders: { ...cors, 'Cache-Control': 'public, max-age=3600' },
    responseJson: {
      issuer,
      authorization_endpoint: at(options.authorize),
      token_endpoint: at(options.token),
      jwks_uri: at(options.jwks),
      id_token_signing_alg_values_supported: [alg],
    },
  });
  recording.call({
    url: at(options.jwks),
    page,
    responseHeaders: cors,
    responseJson: makeJwks(alg, kid, options.jwk),
  });
  const nonce = opaque('nonce', 16);
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${new URL(page).origin}/callback`,
    response_type: 'code',
    scope: options.scope,
    state: opaque('state', 16),
    nonce,
    code_challenge: opaque('challenge'),
    code_challenge_method: 'S256',
  });
  const code = opaque('code');
  recording.call({
    url: `${at(options.authorize)}?${parameters}`,
    page: `${at(options.authorize)}?${parameters}`,
    status: 302,
    responseHeaders: {
      Location: `${new URL(page).origin}/callback?code=${code}&state=${parameters.get('state')}`,
    },
  });
  const issue = (count: number): Tokens => {
    const now = recording.now();
    const times = { iss: issuer, iat: now, exp: now + options.lifetime };
    const header: Header = { typ: 'JWT', alg, kid };
    const access = options.access
      ? signToken({ ...header, ...options.accessHeader }, { ...times, ...options.access(now) })
      : opaque(`access ${count}`, 48);
    const atHash = options.hasAtHash === true ? { at_hash: hashText(access) } : {};
    return {
      access,
      id:
        options.id &&
        signToken({ ...header, ...options.idHeader }, { ...times, nonce, ...atHash, ...options.id(now) }),
      refresh: options.refresh?.(now, count),
    };
  };
  const request = (tokens: Tokens, form: Values) => {
    recording.call({
      url: at(options.token),
      page,
      form: { client_id: clientId, ...form },
      responseHeaders: options.tokenHeaders,
      ...(options.setCookies && { setCookies: options.setCookies }),
      responseJson: {
        access_token: tokens.access,
        ...(tokens.id !== undefined && { id_token: tokens.id }),
        ...(tokens.refresh !== undefined && { refresh_token: tokens.refresh }),
        token_type: 'Bearer',
        expires_in: options.lifetime,
        scope: options.scope,
        ...options.response,
      },
    });
    options.store?.(recording, tokens);
  };
  const use = ({ access }: Tokens, status: number, path = '') =>
    recording.call({
      url: `${calls}${path}`,
      page,
      headers: bearer(access),
      status,
      responseHeaders: {
        ...(options.apiHeaders ?? apiCors),
        ...(status === 401 && {
          'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token expired"',
        }),
      },
      responseJson: status === 401 ? { error: 'invalid_token' } : { items: [] },
    });
  const first = issue(1);
  request(first, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${new URL(page).origin}/callback`,
    code_verifier: opaque('verifier'),
  });
  if (options.userinfo !== undefined) {
    recording.call({
      url: at(options.userinfo),
      page,
      headers: bearer(first.access),
      responseHeaders: options.tokenHeaders,
      responseJson: { sub: 'user-1' },
    });
  }
  use(first, 200);
  use(first, 200, '/1');
  recording.look();
  if (first.refresh === undefined) return;
  recording.wait(options.lifetime + 60);
  use(first, 401);
  const second = issue(2);
  request(second, { grant_type: 'refresh_token', refresh_token: first.refresh });
  use(second, 200);
  recording.look();
}

export const signInWith =
  (options: SignIn) =>
  (recording: Recording): void =>
    recordSignIn(recording, options);
