import { signal } from '@preact/signals';

/** How times are shown. Signals, so that what shows them is rendered again. */
export const isUtc = signal(false);
/** How long after its expiration, or before its start, a verifier still accepts a token. */
export const leewaySeconds = signal(0);
/** Whether sanitized exports replace a claim, by its name, unless the user decides otherwise for one export. */
export const replacedClaims = signal<Readonly<Record<string, boolean>>>({});

/** Applies what the user chose on the options page to this page. */
export function applyPreferences(preferred: {
  readonly timeZone: 'local' | 'utc';
  readonly leewaySeconds: number;
  readonly replacedClaims: Readonly<Record<string, boolean>>;
}): void {
  isUtc.value = preferred.timeZone === 'utc';
  leewaySeconds.value = preferred.leewaySeconds;
  replacedClaims.value = preferred.replacedClaims;
}
