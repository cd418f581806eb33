import { maxIdentityUrlLength } from '../protocol/limits';
import type { PageRequests } from './page/page-requests';
import { maxReported } from './limits';

/** The page's clock and the network log's differ by at most this. */
const clockSlackMs = 1_000;

interface ReportedRequest {
  readonly url: string;
  readonly sentAtMs: number;
}

/**
 * Compares a page's own list of requests with the requests that were reported, by URL and count, since the two have no
 * ID in common. Counts each missed request once. Counts too few rather than too many: only documents whose start is
 * known are compared.
 */
export class MissedRequests {
  #reported: ReportedRequest[] = [];
  #startedAtMs: number | undefined;
  #counted = new Map<string, number>();

  /** A request was reported. */
  add(url: string, sentAtMs: number): void {
    this.#reported.push({ url: truncateUrl(url), sentAtMs });
    if (this.#reported.length <= maxReported) return;
    this.#reported = this.#reported.slice(maxReported / 2);
    this.#startedAtMs = undefined;
  }

  /** The navigation to a new document began at this time. Its requests may be reported before this is called. */
  begin(startedAtMs: number): void {
    this.#startedAtMs = startedAtMs;
    this.#counted = new Map();
    this.#reported = this.#reported.filter(({ sentAtMs }) => sentAtMs >= startedAtMs - clockSlackMs);
  }

  /** How many of the page's requests were not reported, not counting those returned before. */
  count({ startedAtMs, urls }: PageRequests): number {
    const isSameDocument = Math.abs(startedAtMs - (this.#startedAtMs ?? -Infinity)) <= clockSlackMs;
    if (!isSameDocument) return 0;
    const reported = tally(this.#reported.map(({ url }) => url));
    let found = 0;
    for (const [url, made] of tally(urls.map(truncateUrl))) {
      const counted = this.#counted.get(url) ?? 0;
      const missed = Math.max(0, made - (reported.get(url) ?? 0) - counted);
      this.#counted.set(url, counted + missed);
      found += missed;
    }
    return found;
  }
}

/** Thousands of URLs are kept, and a page can create URLs of megabytes. */
function truncateUrl(url: string): string {
  return url.slice(0, maxIdentityUrlLength);
}

function tally(urls: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const url of urls) counts.set(url, (counts.get(url) ?? 0) + 1);
  return counts;
}
