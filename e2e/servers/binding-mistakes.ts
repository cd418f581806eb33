import type { CauseCode } from '../../src/traffic';
import { createKey, mint, mintProof, nowSeconds, thumbprint, type KeyPair } from './issuer';
import type { Mistake } from './mistake';

interface ProofPlan {
  readonly path?: string;
  readonly key?: KeyPair;
  readonly claims?: (origin: string) => Readonly<Record<string, unknown>>;
  readonly method?: string;
  readonly scheme?: string;
  readonly isProofLess?: boolean;
  readonly isRepeated?: boolean;
}

const clientKey = createKey('client', 'ES256');
const strangerKey = createKey('client', 'ES256');

function proof(name: string, cause: CauseCode, plan: ProofPlan, alsoCorrect?: readonly CauseCode[]): Mistake {
  const {
    path = '/orders',
    key = clientKey,
    method = 'GET',
    scheme = 'DPoP',
    isProofLess = false,
    isRepeated = false,
  } = plan;
  return {
    name,
    cause,
    ...(alsoCorrect && { alsoCorrect }),
    make: async ({ cell, issuer }) => {
      const token = await mint(issuer, { claims: { cnf: { jkt: await thumbprint(clientKey) } } });
      const url = `${cell.origin}${path}`;
      const dpop = await mintProof(key, { method, url, token }, plan.claims?.(cell.origin));
      const headers = { authorization: `${scheme} ${token}`, ...(!isProofLess && { dpop }) };
      if (isRepeated) await cell.send({ method, path, headers });
      return cell.send({ method, path, headers });
    },
  };
}

/** Mistakes with DPoP proofs (RFC 9449) and certificates (RFC 8705), for servers that support them. */
export const bindingMistakes: readonly Mistake[] = [
  proof('no proof', 'dpop-missing', { isProofLess: true }),
  proof('no proof, Bearer', 'dpop-missing', { isProofLess: true, scheme: 'Bearer' }, ['scheme']),
  proof('proof for POST', 'dpop-method', { claims: () => ({ htm: 'POST' }) }),
  proof('proof for another URL', 'dpop-uri', { claims: (origin) => ({ htu: `${origin}/other` }) }),
  proof('proof for another token', 'dpop-token-hash', {
    claims: () => ({ ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }),
  }),
  proof('proof without ath', 'dpop-token-hash', { claims: () => ({ ath: undefined }) }),
  proof('proof of another key', 'dpop-binding', { key: strangerKey }),
  proof('proof 1 h old', 'dpop-age', { claims: () => ({ iat: nowSeconds() - 3_600 }) }),
  proof('proof from the future', 'dpop-age', { claims: () => ({ iat: nowSeconds() + 3_600 }) }),
  proof('proof used twice', 'dpop-replay', { isRepeated: true }),
  proof('no nonce', 'dpop-nonce', { path: '/nonce' }),
  proof('old nonce', 'dpop-nonce', { path: '/nonce', claims: () => ({ nonce: 'nonce-1' }) }),
  {
    name: 'bound to a certificate',
    cause: 'mtls-binding',
    make: async ({ cell, issuer }) => {
      const cnf = { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' };
      return cell.send({
        headers: { authorization: `Bearer ${await mint(issuer, { claims: { cnf } })}` },
      });
    },
  },
];
