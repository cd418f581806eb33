import {
  hasFilterItem,
  matchesFilter,
  parseFilter,
  readTokenStates,
  toggleFilterItem,
  type Filter,
} from '../../../traffic';
import { shownZone } from '../../format/time';

/** A filter with what the lists need to apply it. */
export interface ParsedFilter extends Filter {
  /** See `matchesFilter`. */
  matches(...args: OmitFirst<typeof matchesFilter>): boolean;
  /** See `readTokenStates`. */
  readTokenStates(...args: OmitFirst<typeof readTokenStates>): string;
}

type OmitFirst<Called> = Called extends (first: never, ...rest: infer Rest) => unknown ? Rest : never;

/** Parses and edits the text of the filter. Loaded when there is one. */
export const filterEngine = {
  /** Reading it in a computation subscribes to the time zone that's shown. */
  parse(text: string): ParsedFilter {
    const filter = parseFilter(text, shownZone());
    return {
      ...filter,
      matches: (filtered) => matchesFilter(filter, filtered),
      readTokenStates: (tokens, facts) => readTokenStates(filter, tokens, facts),
    };
  },
  has: hasFilterItem,
  toggle: toggleFilterItem,
};

/** The code of the filter, which is loaded with the first filter. */
export type FilterEngine = typeof filterEngine;
