import type { JsonObject } from '../../../token';
import type { Sighting } from '../../exchange/sighting';
import { tokenName } from '../../log/is-rejected';
import { maxAudiences, maxOtherOrigins } from '../limits';
import type { LineageRequest, OtherOrigin } from './lineage';

/**
 * The origins that got the token in an `Authorization` header, or another one for tokens, although it isn't intended for
 * them (RFC 7519 §4.1.3). An audience is often a logical name in the form of a URL, and its server can reject the token for
 * any reason, so this reports nothing unless the audience is the address of a server that accepted this token. Never reports the issuer and other hosts of the same site. `uses` are in the
 * order they were sent.
 */
export function findOtherOrigins(
  { aud, iss }: JsonObject,
  uses: readonly Sighting[],
  describe: (use: Sighting) => LineageRequest,
): readonly OtherOrigin[] {
  const audiences = [aud ?? []].flat();
  if (audiences.length === 0 || audiences.length > maxAudiences) return [];
  const intended = audiences.map(parseServer);
  if (intended.includes(undefined)) return [];
  const sent = uses.flatMap((use) => {
    const isCredential = use.kind === 'request header' && tokenName.test(use.name);
    const server = isCredential ? parseServer(use.url) : undefined;
    return server === undefined ? [] : [{ use, server }];
  });
  const isAddress = sent.some(
    ({ use: { status = 0 }, server }) =>
      status >= 200 && status < 300 && intended.some((each) => each?.origin === server.origin),
  );
  if (!isAddress) return [];
  const sites = new Set([...intended, parseServer(iss)].map((server) => server?.site));
  const others = new Map<string, OtherOrigin>();
  for (const { use, server } of sent) {
    if (sites.has(server.site)) continue;
    const requests = (others.get(server.origin)?.requests ?? 0) + 1;
    if (others.size >= maxOtherOrigins && requests === 1) continue;
    others.set(server.origin, { origin: server.origin, requests, request: describe(use) });
  }
  return [...others.values()];
}

interface Server {
  readonly origin: string;
  /** The last two labels of the host. That's too much for `co.uk`, so a report may be missing, but none is wrong. */
  readonly site: string;
}

/** Undefined for anything else than a URL of a server. All names and addresses of this machine are one site. */
function parseServer(value: unknown): Server | undefined {
  if (typeof value !== 'string' || !/^(?:https?|wss?):\/\//i.test(value) || !URL.canParse(value))
    return undefined;
  const { origin, hostname } = new URL(value.replace(/^ws/i, 'http'));
  const isLocal = /(?:^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname);
  return { origin, site: isLocal ? 'localhost' : hostname.split('.').slice(-2).join('.') };
}
