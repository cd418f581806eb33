import { createText } from '../description';
import type { ValueFact } from './value-fact';

/** Also accepts a locale with an underscore, which isn't a valid tag but common (OpenID Connect Core 1.0 §5.1). */
export function describeLocale(value: unknown): readonly ValueFact[] {
  if (typeof value !== 'string' || value.length > 100) return [];
  const tag = tryIntl(() => Intl.getCanonicalLocales(value.replaceAll('_', '-'))[0]);
  if (tag === undefined) return [];
  return tag === value
    ? [{ kind: 'locale', tag, ...createText('values.place.locale') }]
    : [{ kind: 'locale', tag, ...createText('values.place.locale_odd', tag) }];
}

/**
 * Describes `zoneinfo` (OpenID Connect Core 1.0 §5.1): a time zone that this runtime knows. Nothing for any other
 * value.
 */
export function describeZone(value: unknown): readonly ValueFact[] {
  if (typeof value !== 'string' || value.length > 100 || !value.includes('/')) return [];
  const zone = tryIntl(() => new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone);
  return zone === undefined ? [] : [{ kind: 'zone', zone: value, ...createText('values.place.zone') }];
}

/** `Intl` throws a `RangeError` for invalid tags and unknown zones. */
function tryIntl(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
