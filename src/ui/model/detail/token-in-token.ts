import { computed, type ReadonlySignal } from '@preact/signals';
import type { JsonObject, Token } from '../../../token';
import type { DecryptionCommands } from '../../commands';
import { claimsOf } from '../../format/token-type';
import { createDecryption, type DecryptionModel } from './decryption';
import { createDisclosures, type DisclosuresModel } from './disclosures';
import { createExactJson, type ExactJsonModel } from './exact-json';
import { createExplanations, type ExplanationsModel } from './explanations';
import { createPointed, type PointedModel } from './pointed';
import type { KeyringModel } from './keyring';
import { createWalk, type WalkModel } from './nested-tokens';

/** What can be brought to light of a token, and the tokens that stand in it. */
export interface InsideModel {
  /** The token that is shown: the chosen one, or one inside it. */
  readonly token: ReadonlySignal<Token | undefined>;
  readonly walk: WalkModel;
  readonly decryption: DecryptionModel;
  readonly disclosures: DisclosuresModel;
  /** All claims that can be read: a token's own, what was decrypted, what was disclosed. */
  readonly claims: ReadonlySignal<JsonObject | undefined>;
  readonly explanations: ExplanationsModel;
  readonly exactJson: ExactJsonModel;
  readonly pointed: PointedModel;
  end(): void;
}

export function createInside(
  chosen: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
  keyring: KeyringModel,
  language: string | undefined,
): InsideModel {
  const walk = createWalk(chosen);
  const { token } = walk;
  const decryption = createDecryption(token, commands, keyring);
  const disclosures = createDisclosures(token);
  const explanations = createExplanations(token, language);
  const exactJson = createExactJson(token, decryption.outcome);
  return {
    token,
    walk,
    decryption,
    disclosures,
    explanations,
    exactJson,
    pointed: createPointed(token),
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
