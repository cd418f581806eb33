import { browserMistakes, type BrowserMistake } from './browser-mistakes';
import { headerMistakes } from './header-mistakes';
import { audience, type Issuer } from './issuer';
import { bearerMistakes } from './bearer-mistakes';
import { bindingMistakes } from './binding-mistakes';
import type { Mistake } from './mistake';
import { sessionMistakes } from './session-mistakes';
import { providerMistakes, startProvider } from './provider';
import { reasonMistakes } from './reason-mistakes';
import { servers, startEdge, startReasons, startSessions, type RunningServer } from './services/start.js';

/** A server, and the mistakes that are made at it. */
export interface Plan<M extends Pick<Mistake, 'name'> = Mistake> {
  readonly name: string;
  /** Undefined if the server's packages aren't installed. */
  readonly start: (issuer: Issuer) => Promise<RunningServer | undefined>;
  readonly mistakes: readonly M[];
  /** Requests without a mistake are sent before each mistake. */
  readonly hasBaseline: boolean;
}

export const plans: readonly Plan[] = [
  ...Object.entries(servers).map(([name, start]) => ({
    name,
    start: (issuer: Issuer) =>
      start({
        issuer: issuer.url,
        audience,
        jwksUri: issuer.jwksUri,
        publicKeyPem: issuer.publicKeyPem,
        isRevoked: (jti: unknown) => issuer.revoked.has(jti),
      }),
    mistakes:
      name.startsWith('jose') && !/ahead|behind/.test(name)
        ? [...bearerMistakes, ...headerMistakes, ...bindingMistakes]
        : [...bearerMistakes, ...headerMistakes],
    hasBaseline: true,
  })),
  { name: 'oidc-provider', start: startProvider, mistakes: providerMistakes, hasBaseline: false },
  { name: 'other reasons', start: () => startReasons(), mistakes: reasonMistakes, hasBaseline: false },
  { name: 'sessions', start: () => startSessions({}), mistakes: sessionMistakes, hasBaseline: false },
];

/** Only for Chromium. */
export const browserPlan: Plan<BrowserMistake> = {
  name: 'the browser itself',
  start: ({ url, jwksUri }) => startEdge({ issuer: url, audience, jwksUri }),
  mistakes: browserMistakes,
  hasBaseline: false,
};
