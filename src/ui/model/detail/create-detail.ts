import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Token, TypeLocation } from '../../../token';
import type { KeyScope, SeenContext, Sighting } from '../../../traffic';
import { createNow, type Clock } from '../clock';
import type { ClocksModel } from '../clocks';
import type { CopyCommands, DecryptionCommands, DocumentCommands, SecretCommands } from '../../commands';
import type { FilterModel } from '../lists/filter';
import { createChecks } from './checks';
import { createCopying } from './copying';
import type { DetailModel } from './detail';
import { createEditing } from './editing';
import type { Entry } from './entry';
import type { DraftsModel } from '../drafts';
import { createLayoutSignal, type LayoutSignal } from '../screen-layout';
import { createFind } from './find';
import { createFolds } from './folds';
import { createTokenContent } from './token-content';
import { createKeyBox } from './key-box';
import { createKeyFetch } from './key-fetch';
import { createKeyring, type KeyringModel } from './keyring';
import { createSecrets } from './secrets';

/** The selected token, and what the details can do with it. The popup has neither filter nor log. */
export interface DetailOptions {
  /** The token that is selected in the list. */
  readonly selected: ReadonlySignal<Token | undefined>;
  readonly commands: CopyCommands & SecretCommands & DecryptionCommands & DocumentCommands;
  /** Defaults to a keyring for this model only. */
  readonly keyring?: KeyringModel;
  readonly clock: Clock;
  /** The language of the UI (BCP 47); undefined for English. */
  readonly language: string | undefined;
  /** The current time, if the caller already has a signal for it. */
  readonly now?: ReadonlySignal<number>;
  readonly explainsMalformed: boolean;
  /** The filter of the lists that the token is in. */
  readonly filter?: FilterModel;
  /** All tokens, whose values the editor offers. Without it, there is no editor. */
  readonly entries?: () => ReadonlyMap<number, Entry>;
  /** Keeps what is changed in the editor. Without it, there is no editor. */
  readonly drafts?: DraftsModel;
  /** Opens files that are dropped on the editor. */
  readonly openFiles?: (files: readonly File[]) => void;
  /** What is folded, and whether the JSON is shown. Defaults to that of this model only. */
  readonly layout?: LayoutSignal;
  /** The scope of the key for a token without an issuer; see {@link createKeyBox}. */
  readonly scopeWithoutIssuer?: (token: Token) => KeyScope;
  /** The name of the cookie that the selected token is in, if it is in one. */
  readonly cookieName?: ReadonlySignal<string | undefined>;
  /** The location of the selected token whose name suggests its type. */
  readonly typeLocation?: ReadonlySignal<TypeLocation | undefined>;
  /** Where the token was captured; undefined for pasted tokens. */
  readonly seen?: {
    readonly lastSentMs: ReadonlySignal<number | undefined>;
    readonly lastSent: ReadonlySignal<Sighting | undefined>;
    readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
    readonly clockOf: ClocksModel['ofSighting'];
    readonly lastSeen: ReadonlySignal<Sighting | undefined>;
    /** The token's context in the log; undefined until it's loaded. */
    readonly context: ReadonlySignal<SeenContext | undefined>;
  };
}

/** The model of the token details, for the panel and the popup. */
export function createDetail(options: DetailOptions): DetailModel & { end(): void } {
  const { selected, commands, clock, language, explainsMalformed, scopeWithoutIssuer, seen } = options;
  const { keyring = createKeyring(), now = createNow(clock), typeLocation } = options;
  const { layout = createLayoutSignal(() => {}), entries, drafts, openFiles = () => {} } = options;
  const none = signal(undefined);
  const content = createTokenContent(
    selected,
    commands,
    keyring,
    language,
    options.cookieName ?? none,
    layout,
  );
  const keyBox = createKeyBox({
    token: content.token,
    keyring,
    ...(scopeWithoutIssuer && { scopeWithoutIssuer }),
    onCleared: () => secrets.clear(),
  });
  const keyFetch = createKeyFetch({ token: content.token, keyBox, keyring, commands });
  const copying = createCopying(commands, clock);
  const editing =
    entries &&
    drafts &&
    createEditing({
      token: content.token,
      listed: selected,
      drafts,
      decryption: content.decryption.outcome,
      keyring,
      commands,
      clock,
      copying,
      descriptions: content.explanations.descriptions,
      entries,
      openFiles,
    });
  const secrets = createSecrets(content.token, commands);
  const checks = createChecks({
    language,
    content,
    keyBox,
    secrets,
    now,
    lastSeen: seen?.lastSeen ?? none,
    context: seen?.context ?? none,
  });
  const folds = createFolds(layout);
  const stopLeaving = effect(() => {
    void content.token.value;
    folds.leave();
  });
  // What fetching has found is in the section.
  const stopShowing = effect(() => {
    if (keyFetch.problem.value !== undefined || keyFetch.isElsewhere.value) folds.show('signature');
  });
  return {
    ...content,
    find: createFind({ ...content, folds }),
    checks,
    secrets,
    // Only the outermost token was found there.
    typeLocations: computed(() => {
      const location = content.nestedTokens.enclosing.value.length > 0 ? undefined : typeLocation?.value;
      return location === undefined ? [] : [location];
    }),
    explainsMalformed,
    now,
    keyBox,
    keyFetch,
    copying,
    editing,
    filter: options.filter,
    folds,
    lastSentMs: seen?.lastSentMs ?? none,
    lastSent: seen?.lastSent ?? none,
    lastAnswered: seen?.lastAnswered ?? none,
    clockOf: (sighting) => seen?.clockOf(sighting),
    end() {
      checks.end();
      secrets.end();
      keyFetch.end();
      stopLeaving();
      stopShowing();
      keyBox.end();
      editing?.end();
      content.end();
      copying.end();
    },
  };
}
