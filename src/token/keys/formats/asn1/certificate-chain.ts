import type { CertificateSummary, Key } from '../../key';
import type { Unread } from '../../jwk';

/**
 * Moves certificates that issued others behind them and gives each its chain, leaf first; everything else keeps its
 * position. Compares names only, and verifies no signature.
 */
export function linkCertificates(keys: readonly (Key | Unread)[]): readonly (Key | Unread)[] {
  const certificates = keys.flatMap((key) => ('why' in key ? [] : (key.certificates ?? [])));
  if (certificates.length < 2) return keys;
  const bySubject = new Map(certificates.map((certificate) => [certificate.subject, certificate]));
  const issuers = new Set(
    certificates.filter((one) => one.issuer !== one.subject).map((certificate) => certificate.issuer),
  );
  const linked = keys.map((key) => {
    const [own] = 'why' in key ? [] : (key.certificates ?? []);
    return own === undefined ? key : { ...key, certificates: findChain(own, bySubject) };
  });
  return linked.toSorted((one, other) => Number(isIssuer(one, issuers)) - Number(isIssuer(other, issuers)));
}

function isIssuer(key: Key | Unread, issuers: ReadonlySet<string>): boolean {
  const [own] = 'why' in key ? [] : (key.certificates ?? []);
  return own !== undefined && issuers.has(own.subject);
}

function findChain(
  leaf: CertificateSummary,
  bySubject: ReadonlyMap<string, CertificateSummary>,
): readonly CertificateSummary[] {
  const chain = [leaf];
  for (
    let next = bySubject.get(leaf.issuer);
    next !== undefined && !chain.includes(next);
    next = bySubject.get(next.issuer)
  ) {
    chain.push(next);
  }
  return chain;
}
