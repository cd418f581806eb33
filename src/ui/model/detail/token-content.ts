import { computed, type ReadonlySignal } from '@preact/signals';
import type { JsonObject, Token } from '../../../token';
import type { DecryptionCommands } from '../../commands';
import { claimsOf } from '../../format/token-type';
import { createDecryption, type DecryptionModel } from './decryption';
import { createDisclosures, type DisclosuresModel } from './disclosures';
import { createExactJson, type ExactJsonModel } from './exact-json';
import { createExplanations, type ExplanationsModel } from './explanations';
import { createMemberHighlight, type MemberHighlightModel } from './member-highlight';
import type { LayoutSignal } from '../screen-layout';
import type { KeyringModel } from './keyring';
import { createNestedTokens, type NestedTokensModel } from './nested-tokens';

/** Everything that is derived from the shown token itself, and the navigation into nested tokens. */
export interface TokenContentModel {
  /** The shown token: the selected one, or one nested in it. */
  readonly token: ReadonlySignal<Token | undefined>;
  readonly nestedTokens: NestedTokensModel;
  readonly decryption: DecryptionModel;
  readonly disclosures: DisclosuresModel;
  /** All readable claims: the token's own, decrypted or disclosed ones. */
  readonly claims: ReadonlySignal<JsonObject | undefined>;
  readonly explanations: ExplanationsModel;
  readonly exactJson: ExactJsonModel;
  readonly highlight: MemberHighlightModel;
  end(): void;
}

/** Creates the models for the shown token. Call `end` to stop what they are computing. */
export function createTokenContent(
  selected: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
  keyring: KeyringModel,
  language: string | undefined,
  foundCookie: ReadonlySignal<string | undefined>,
  layout: LayoutSignal,
): TokenContentModel {
  const nestedTokens = createNestedTokens(selected);
  const { token } = nestedTokens;
  const decryption = createDecryption(token, commands, keyring, foundCookie);
  const disclosures = createDisclosures(token);
  const explanations = createExplanations(token, language);
  const exactJson = createExactJson(token, decryption.outcome, layout);
  return {
    token,
    nestedTokens,
    decryption,
    disclosures,
    explanations,
    exactJson,
    highlight: createMemberHighlight(token),
    claims: computed(
      () =>
        decryption.outcome.value?.claims ??
        disclosures.disclosed.value?.claims ??
        (token.value && claimsOf(token.value)),
    ),
    end() {
      decryption.end();
      disclosures.end();
      explanations.end();
      exactJson.end();
    },
  };
}
