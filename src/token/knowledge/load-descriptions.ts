import type * as descriptions from './descriptions';

/**
 * The functions that describe claims, header parameters, values, algorithms and issuers, loaded when something is to be
 * explained: the same that the door has, which are not to be imported where a page starts.
 */
export function loadDescriptions(): Promise<typeof descriptions> {
  return import('./descriptions');
}
