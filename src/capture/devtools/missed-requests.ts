import { maxIdentityUrlLength } from '../protocol/limits';
import type { PageRequests } from './page/page-requests';

/** Told requests beyond this are forgotten, the older half at once. */
const maxTold = 20_000;
/** Readings of one moment, by the page and by the network log, differ by no more than this. */
const clockSlackMs = 1_000;

interface Told {
  readonly url: string;
  readonly sentAtMs: number;
}

/**
 * Compares what a page lists of its own requests with what was told of them, by URL and number, since the two have no
 * id in common. Counts each once, and rather too few than too many: it compares only documents whose begin it heard.
 */
export class MissedRequests {
  #told: Told[] = [];
  #startedAtMs: number | undefined;
  #counted = new Map<string, number>();

  /** A request was told. */
  tell(url: string, sentAtMs: number): void {
    this.#told.push({ url: startOf(url), sentAtMs });
    if (this.#told.length <= maxTold) return;
    this.#told = this.#told.slice(maxTold / 2);
    this.#startedAtMs = undefined;
  }

  /** The navigation to a new document began at this time; its requests may be told before this is called. */
  begin(startedAtMs: number): void {
    this.#startedAtMs = startedAtMs;
    this.#counted = new Map();
    this.#told = this.#told.filter(({ sentAtMs }) => sentAtMs >= startedAtMs - clockSlackMs);
  }

  /** How many of the page's requests were not told, less those counted before. */
  count({ startedAtMs, urls }: PageRequests): number {
    const isSameDocument = Math.abs(startedAtMs - (this.#startedAtMs ?? -Infinity)) <= clockSlackMs;
    if (!isSameDocument) return 0;
    const told = tally(this.#told.map(({ url }) => url));
    let found = 0;
    for (const [url, made] of tally(urls.map(startOf))) {
      const counted = this.#counted.get(url) ?? 0;
      const untold = Math.max(0, made - (told.get(url) ?? 0) - counted);
      this.#counted.set(url, counted + untold);
      found += untold;
    }
    return found;
  }
}

/** Thousands are kept, and a page can make URLs of megabytes. */
function startOf(url: string): string {
  return url.slice(0, maxIdentityUrlLength);
}

function tally(urls: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const url of urls) counts.set(url, (counts.get(url) ?? 0) + 1);
  return counts;
}
