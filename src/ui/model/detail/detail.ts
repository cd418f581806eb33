import type { ReadonlySignal } from '@preact/signals';
import type { TypeLocation } from '../../../token';
import type { Sighting } from '../../../traffic';
import type { ChecksModel } from './run-checks';
import type { FilterModel } from '../filter';
import type { CopyingModel } from './copying';
import type { FoldsModel } from './folds';
import type { KeyBoxModel } from './key-box';
import type { KeyFetchModel } from './key-fetch';
import type { TokenContentModel } from './token-content';
import type { SecretsModel } from './secrets';

/** The model of the token details in the panel and the popup. */
export interface DetailModel extends Omit<TokenContentModel, 'end'> {
  readonly checks: ChecksModel;
  readonly secrets: SecretsModel;
  /** Where the shown token was found, as evidence for its type. */
  readonly typeLocations: ReadonlySignal<readonly TypeLocation[]>;
  /** Whether the details show the error of a malformed token. The popup shows it below its text box instead. */
  readonly explainsMalformed: boolean;
  /** Milliseconds since 1970; updated every second while something subscribes to it. */
  readonly now: ReadonlySignal<number>;
  readonly keyBox: KeyBoxModel;
  readonly keyFetch: KeyFetchModel;
  readonly copying: CopyingModel;
  /** The filter of the lists; undefined in the popup, which has none. */
  readonly filter: FilterModel | undefined;
  readonly folds: FoldsModel;
  /** When a request last sent the token; undefined if none did and in the popup. */
  readonly lastSentMs: ReadonlySignal<number | undefined>;
  /** The newest request that sent the token and got a response. */
  readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
}
