import { useState } from 'preact/hooks';
import {
  claimNamePunctuation,
  findClaimNameProblem,
  findPersonalClaim,
  maxClaimNameLength,
  maxReplacedClaims,
  personalClaims,
  type ClaimNameProblem,
} from '../../traffic';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { describeNumber, useTranslate, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { OptionsModel } from '../model/options';

const personal = [...personalClaims].toSorted();

/** Which claims sanitized exports replace, unless the user decides otherwise for one export. */
export function ClaimsSection({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  const preferences = model.preferences.value;
  if (preferences === undefined) return null;
  const { replacedClaims } = preferences;
  const save = (change: Readonly<Record<string, boolean>>) =>
    model.savePreferences({ ...preferences, replacedClaims: change });
  /** Stores nothing about a claim: it's replaced if it's personal. */
  const reset = (name: string) => {
    const { [name]: _before, ...others } = replacedClaims;
    save(others);
  };
  const decide = (name: string, isReplaced: boolean) => save({ ...replacedClaims, [name]: isReplaced });
  const add = (name: string) => {
    const personal = findPersonalClaim(name);
    if (personal === undefined) decide(name, true);
    else reset(personal);
  };
  const added = Object.keys(replacedClaims)
    .filter((name) => !personalClaims.has(name))
    .toSorted();
  return (
    <section aria-label={t('options_claims')}>
      <h2>{t('options_claims')}</h2>
      <p class="quiet">{t('options_claims_explained')}</p>
      <AddClaim isFull={added.length >= maxReplacedClaims} onAdd={add} />
      {added.length > 0 && (
        <ul class="watched">
          {added.map((name) => (
            <li key={name}>
              <span class="value">
                <HostileText text={name} />
              </span>
              <button
                type="button"
                class="button"
                aria-label={t('options_claim_remove_name', writeHostile(name))}
                onClick={() => reset(name)}
              >
                {t('options_claim_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t('options_claims_personal')}</summary>
        <p class="quiet">{t('options_claims_case')}</p>
        <fieldset class="claim-choices" aria-label={t('options_claims_personal')}>
          {personal.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={replacedClaims[name] ?? true}
                onChange={({ currentTarget }) => (currentTarget.checked ? reset(name) : decide(name, false))}
              />
              {name}
            </label>
          ))}
        </fieldset>
      </details>
    </section>
  );
}

interface AddClaimProps {
  readonly isFull: boolean;
  readonly onAdd: (name: string) => void;
}

function AddClaim({ isFull, onAdd }: AddClaimProps) {
  const t = useTranslate();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<ClaimNameProblem>();
  const add = (event: Event) => {
    event.preventDefault();
    const trimmed = name.trim();
    const found = findClaimNameProblem(trimmed);
    setProblem(found);
    if (found !== undefined) return;
    setName('');
    onAdd(trimmed);
  };
  return (
    <form class="bound" onSubmit={add}>
      <label>
        <span>{t('options_claim_add')}</span>
        <input
          // Browsers store what is entered in other fields, to suggest it.
          autocomplete="off"
          spellcheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby="claim-name-hint"
          value={name}
          onInput={({ currentTarget }) => {
            setName(currentTarget.value);
            setProblem(undefined);
          }}
        />
      </label>
      <button type="submit" class="button" disabled={isFull || name.trim() === ''}>
        {t('options_claim_add_button')}
      </button>
      <span id="claim-name-hint" class="bound-bad" aria-live="polite">
        {problem !== undefined && <Icon name="wrong" />}
        {problem !== undefined && describeProblem(t, problem)}
      </span>
    </form>
  );
}

function describeProblem(t: Translate, problem: ClaimNameProblem): string {
  if (problem === 'value') return t('options_claim_value');
  if (problem === 'characters') return t('options_claim_characters', claimNamePunctuation);
  return t('options_claim_long', describeNumber(maxClaimNameLength, t.language));
}
