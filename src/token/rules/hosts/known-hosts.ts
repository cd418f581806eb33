import { parseUrl } from './host';

/**
 * Providers of analytics, error reports and session replays: the most common ones, by the hosts that receive their
 * data. A missing name costs a finding, a wrong one causes a false alarm.
 */
const ANALYTICS_HOSTS = [
  'google-analytics.com',
  'analytics.google.com',
  'googletagmanager.com',
  'doubleclick.net',
  'segment.io',
  'segment.com',
  'mixpanel.com',
  'amplitude.com',
  'heapanalytics.com',
  'posthog.com',
  'clarity.ms',
  'hotjar.com',
  'hotjar.io',
  'mouseflow.com',
  'fullstory.com',
  'logrocket.io',
  'lr-ingest.io',
  'sentry.io',
  'bugsnag.com',
  'rollbar.com',
  'nr-data.net',
  'browser-intake-datadoghq.com',
  'browser-intake-datadoghq.eu',
] as const;

/** Whether a host belongs to a known analytics or error-tracking service. It's in lower case. */
export function isAnalyticsHost(hostname: string): boolean {
  return ANALYTICS_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** The host in `iss` or in an `aud`, from a URL or alone: Google's `iss` has no scheme. */
export function findNamedHost(text: string): string | undefined {
  const url = parseUrl(text);
  if (url !== undefined) return /^(?:https?|wss?):$/.test(url.protocol) ? url.hostname : undefined;
  const alone = text.length <= 500 ? /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[/:]|$)/i.exec(text)?.[0] : undefined;
  return alone?.toLowerCase();
}
