import type { ReadonlySignal } from '@preact/signals';
import type { Sighting } from '../../../traffic';
import type { ChecksModel } from './run-checks';
import type { CopyingModel } from './copying';
import type { FoldsModel } from './folds';
import type { KeyBoxModel } from './key-box';
import type { TokenContentModel } from './token-content';
import type { SecretsModel } from './secrets';

/** What the one view of a token reads, in the panel as in the popup. */
export interface DetailModel extends Omit<TokenContentModel, 'end'> {
  readonly checks: ChecksModel;
  readonly secrets: SecretsModel;
  /** Whether the detail says what is wrong with a malformed token: the popup has said it beside its box. */
  readonly explainsMalformed: boolean;
  /** Milliseconds since 1970; ticks while something shown reads it. */
  readonly now: ReadonlySignal<number>;
  readonly keyBox: KeyBoxModel;
  readonly copying: CopyingModel;
  readonly folds: FoldsModel;
  /** When a request last carried the token; undefined when none did, as in the popup. */
  readonly lastSentMs: ReadonlySignal<number | undefined>;
  /** The newest request that carried the token and got an answer. */
  readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
}
