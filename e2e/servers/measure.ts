import { createDiagnosis, type CauseCode, type Certainty } from '../../src/traffic';
import type { Answer, Caller } from './caller';
import { Cell } from './cell';
import { mint, nowSeconds, startIssuer, type Issuer } from './issuer';
import type { Mistake } from './mistake';
import { plans, type Plan } from './plans';

/**
 * What the log has besides the mistake: requests that were accepted; the same, where the browser doesn't report the
 * bodies of responses, as for those without CORS headers; all mistakes at this server; nothing.
 */
export const modes = ['accepted requests', 'no response bodies', 'all mistakes', 'nothing'] as const;
export type Mode = (typeof modes)[number];

export interface Result {
  readonly server: string;
  readonly mistake: string;
  readonly expected: CauseCode | 'none';
  /** Undefined if the server accepted the request; `none` if it didn't and no cause was found. */
  readonly found?: CauseCode | 'none';
  readonly certainty?: Certainty;
  readonly isCorrect: boolean;
}

export interface FoundCause {
  readonly code: CauseCode;
  readonly certainty: Certainty;
}

/** Makes each mistake at each of the wanted servers, and diagnoses the rejection. */
export async function* measure(
  mode: Mode,
  isWanted: (server: string) => boolean = () => true,
): AsyncGenerator<Result | { readonly skipped: string }> {
  const issuer = await startIssuer();
  try {
    for (const plan of plans) {
      if (!isWanted(plan.name)) continue;
      const server = await plan.start(issuer);
      if (server === undefined) {
        yield { skipped: plan.name };
        continue;
      }
      let cell = createCell(server.origin, mode);
      for (const mistake of plan.mistakes) {
        if (mode !== 'all mistakes') cell = createCell(server.origin, mode);
        if (mode !== 'nothing' && plan.hasBaseline) await sendAccepted(cell, issuer);
        const answer = await mistake.make({ cell, issuer });
        const rejection = await createDiagnosis(cell.log)(answer.id);
        // Without its body, a response with the status 200 is like any other.
        const isHidden = mode === 'no response bodies' && answer.status === 200;
        yield createResult(plan, mistake, isHidden || isAccepted(answer), rejection?.causes[0]);
      }
      await server.close();
    }
  } finally {
    issuer.close();
  }
}

export function createResult(
  { name: server }: Pick<Plan, 'name'>,
  { name: mistake, cause: expected, alsoCorrect = [], isNeverCertain = false }: Omit<Mistake, 'make'>,
  isAccepted: boolean,
  first: FoundCause | undefined,
): Result {
  const found = first?.code ?? (isAccepted ? undefined : 'none');
  return {
    server,
    mistake,
    expected,
    ...(found !== undefined && { found }),
    ...(first && { certainty: first.certainty }),
    isCorrect:
      found !== undefined &&
      [expected, ...alsoCorrect].includes(found) &&
      !(isNeverCertain && first?.certainty === 'certain'),
  };
}

/** GraphQL has errors with the status 200. */
export function isAccepted({ status, text }: Answer): boolean {
  return status >= 200 && status < 300 && !text.includes('"errors"');
}

function createCell(origin: string, mode: Mode): Cell {
  return new Cell(origin, mode !== 'no response bodies');
}

export async function sendAccepted(cell: Caller, issuer: Issuer): Promise<void> {
  for (const [method, path] of [
    ['GET', '/orders'],
    ['POST', '/orders'],
    ['GET', '/transfer'],
  ] as const) {
    const more = path === '/transfer' ? { acr: 'mfa', auth_time: nowSeconds() } : {};
    const token = await mint(issuer, { claims: { ...more, exp: nowSeconds() + 7_200 } });
    const answer = await cell.send({ method, path, headers: { authorization: `Bearer ${token}` } });
    if (!isAccepted(answer)) throw new Error(`${cell.origin} rejected a request without a mistake`);
  }
}
