import { signal, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../../token';
import type { KeyScope, SeenContext, Sighting } from '../../../traffic';
import { createNow, type Clock } from '../clock';
import type { CopyCommands, DecryptionCommands, SecretCommands } from '../../commands';
import { createChecks } from './checks';
import { createCopying } from './copying';
import type { DetailModel } from './detail';
import { createFolds } from './folds';
import { createInside } from './token-in-token';
import { createKeyBox } from './key-box';
import { createKeyring, type KeyringModel } from './keyring';
import { createSecrets } from './secrets';

export interface DetailOptions {
  /** The token that was chosen, of those there are. */
  readonly chosen: ReadonlySignal<Token | undefined>;
  readonly commands: CopyCommands & SecretCommands & DecryptionCommands;
  /** By default one for this detail only. */
  readonly keyring?: KeyringModel;
  readonly clock: Clock;
  /** The language of the UI (BCP 47); English without it. */
  readonly language: string | undefined;
  /** The clock's time, where something else shows it as well. */
  readonly now?: ReadonlySignal<number>;
  readonly explainsMalformed: boolean;
  /** The scope of the key for a token without an issuer; see the key box. */
  readonly scopeWithoutIssuer?: (token: Token) => KeyScope;
  /** Where the token was seen; none of it is known of pasted text. */
  readonly seen?: {
    readonly lastSentMs: ReadonlySignal<number | undefined>;
    readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
    readonly lastSeen: ReadonlySignal<Sighting | undefined>;
    /** What the log knows of the token; undefined until it has told. */
    readonly context: ReadonlySignal<SeenContext | undefined>;
  };
}

/** Everything that the view of one token reads, for the panel as for the popup. */
export function createDetail(options: DetailOptions): DetailModel & { end(): void } {
  const { chosen, commands, clock, language, explainsMalformed, scopeWithoutIssuer, seen } = options;
  const { keyring = createKeyring(), now = createNow(clock) } = options;
  const inside = createInside(chosen, commands, keyring, language);
  const keyBox = createKeyBox({
    token: inside.token,
    keyring,
    ...(scopeWithoutIssuer && { scopeWithoutIssuer }),
    onCleared: () => secrets.clear(),
  });
  const copying = createCopying(commands, clock);
  const secrets = createSecrets(inside.token, commands);
  const unknown = signal(undefined);
  const checks = createChecks({
    language,
    inside,
    keyBox,
    secrets,
    now,
    lastSeen: seen?.lastSeen ?? unknown,
    context: seen?.context ?? unknown,
  });
  return {
    ...inside,
    checks,
    secrets,
    explainsMalformed,
    now,
    keyBox,
    copying,
    folds: createFolds(),
    lastSentMs: seen?.lastSentMs ?? unknown,
    lastAnswered: seen?.lastAnswered ?? unknown,
    end() {
      checks.end();
      secrets.end();
      keyBox.end();
      inside.end();
      copying.end();
    },
  };
}
