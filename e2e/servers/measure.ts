import { createDiagnosis, type CauseCode, type Certainty, type HttpExchange } from '../../src/traffic';
import { Cell } from './cell';
import { mint, startIssuer, audience, type Issuer } from './issuer';
import { bearerMistakes, bindingMistakes, sessionMistakes, type Mistake } from './mistakes';
import { providerMistakes, startProvider } from './provider';
import { servers, startSessions, type RunningServer } from './services/start.js';

/**
 * What the log has besides the mistake: requests that were accepted; the same, where the browser doesn't report the
 * bodies of responses, as for those without CORS headers; all mistakes at this server; nothing.
 */
export const modes = ['accepted requests', 'no response bodies', 'all mistakes', 'nothing'] as const;
export type Mode = (typeof modes)[number];

export interface Result {
  readonly server: string;
  readonly mistake: string;
  readonly mode: Mode;
  readonly expected: CauseCode;
  /** Undefined if the server accepted the request. */
  readonly found?: CauseCode;
  readonly certainty?: Certainty;
  readonly isCorrect: boolean;
  readonly exchange: HttpExchange;
  readonly causes?: unknown;
}

interface Plan {
  readonly name: string;
  readonly start: (issuer: Issuer) => Promise<RunningServer | undefined>;
  readonly mistakes: readonly Mistake[];
  readonly hasBaseline: boolean;
}

const plans: readonly Plan[] = [
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
        ? [...bearerMistakes, ...bindingMistakes]
        : bearerMistakes,
    hasBaseline: true,
  })),
  { name: 'oidc-provider', start: startProvider, mistakes: providerMistakes, hasBaseline: false },
  { name: 'sessions', start: () => startSessions({}), mistakes: sessionMistakes, hasBaseline: false },
];

/** Makes each mistake at each of the wanted servers, and diagnoses the rejection. */
export async function* measure(
  mode: Mode,
  isWanted: (server: string) => boolean = () => true,
): AsyncGenerator<Result | { readonly skipped: string }> {
  const issuer = await startIssuer();
  try {
    for (const { name, start, mistakes, hasBaseline } of plans) {
      if (!isWanted(name)) continue;
      const server = await start(issuer);
      if (server === undefined) {
        yield { skipped: name };
        continue;
      }
      let cell = createCell(server.origin, mode);
      for (const mistake of mistakes) {
        if (mode !== 'all mistakes') cell = createCell(server.origin, mode);
        if (mode !== 'nothing' && hasBaseline) await sendAccepted(cell, issuer);
        yield await diagnose(name, mode, mistake, cell, issuer);
      }
      await server.close();
    }
  } finally {
    issuer.close();
  }
}

function createCell(origin: string, mode: Mode): Cell {
  return new Cell(origin, mode !== 'no response bodies');
}

async function sendAccepted(cell: Cell, issuer: Issuer): Promise<void> {
  for (const [method, path] of [
    ['GET', '/orders'],
    ['POST', '/orders'],
    ['GET', '/transfer'],
  ] as const) {
    const more = path === '/transfer' ? { acr: 'mfa' } : {};
    const token = await mint(issuer, { claims: { ...more, exp: Math.floor(Date.now() / 1_000) + 7_200 } });
    const { status } = await cell.send({ method, path, headers: { authorization: `Bearer ${token}` } });
    if (status >= 400) throw new Error(`${cell.origin} rejected a request without a mistake: ${status}`);
  }
}

async function diagnose(
  server: string,
  mode: Mode,
  mistake: Mistake,
  cell: Cell,
  issuer: Issuer,
): Promise<Result> {
  const exchange = await mistake.make({ cell, issuer });
  const rejection = await createDiagnosis(cell.log)(exchange.id);
  const [first] = rejection?.causes ?? [];
  return {
    server,
    mistake: mistake.name,
    mode,
    expected: mistake.cause,
    ...(first && { found: first.code, certainty: first.certainty }),
    isCorrect: first !== undefined && [mistake.cause, ...(mistake.alsoCorrect ?? [])].includes(first.code),
    exchange,
    causes: rejection?.causes,
  };
}
