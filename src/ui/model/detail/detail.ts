import type { ReadonlySignal } from '@preact/signals';
import type { TypeLocation } from '../../../token';
import type { Sighting } from '../../../traffic';
import type { ChecksModel } from './run-checks';
import type { ClocksModel } from '../clocks';
import type { FilterModel } from '../lists/filter';
import type { CopyingModel } from './copying';
import type { EditingModel } from './editing';
import type { FindModel } from './find';
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
  /** Undefined in the popup: it closes whenever it loses the focus, and what was typed would be lost. */
  readonly editing: EditingModel | undefined;
  /** The filter of the lists; undefined in the popup, which has none. */
  readonly filter: FilterModel | undefined;
  readonly folds: FoldsModel;
  readonly find: FindModel;
  /** When a request last sent the token; undefined if none did and in the popup. */
  readonly lastSentMs: ReadonlySignal<number | undefined>;
  /** The request that last sent the token; undefined until it's read. */
  readonly lastSent: ReadonlySignal<Sighting | undefined>;
  /** The newest request that sent the token and got a response. */
  readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
  /** See {@link ClocksModel.ofSighting}. */
  readonly clockOf: ClocksModel['ofSighting'];
}
