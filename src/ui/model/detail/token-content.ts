import { computed, type ReadonlySignal } from '@preact/signals';
import type { JsonObject, Token } from '../../../token';
import type { DecryptionCommands } from '../../commands';
import { claimsOf } from '../../format/token-type';
import { createDecryption, type DecryptionModel } from './decryption';
import { createDisclosures, type DisclosuresModel } from './disclosures';
import { createExactJson, type ExactJsonModel } from './exact-json';
import { createExplanations, type ExplanationsModel } from './explanations';
import { createMemberHighlight, type MemberHighlightModel } from './member-highlight';
import type { KeyringModel } from './keyring';
import { createNestedTokens, type NestedTokensModel } from './nested-tokens';

/** What can be brought to light of a token, and the tokens that stand in it. */
export interface TokenContentModel {
  /** The token that is shown: the chosen one, or one inside it. */
  readonly token: ReadonlySignal<Token | undefined>;
  readonly nestedTokens: NestedTokensModel;
  readonly decryption: DecryptionModel;
  readonly disclosures: DisclosuresModel;
  /** All claims that can be read: a token's own, what was decrypted, what was disclosed. */
  readonly claims: ReadonlySignal<JsonObject | undefined>;
  readonly explanations: ExplanationsModel;
  readonly exactJson: ExactJsonModel;
  readonly highlight: MemberHighlightModel;
  end(): void;
}

export function createTokenContent(
  selected: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
  keyring: KeyringModel,
): TokenContentModel {
  const nestedTokens = createNestedTokens(selected);
  const { token } = nestedTokens;
  const decryption = createDecryption(token, commands, keyring);
  const disclosures = createDisclosures(token);
  const explanations = createExplanations(token);
  const exactJson = createExactJson(token, decryption.outcome);
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
