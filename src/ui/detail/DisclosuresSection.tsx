import { Fragment } from 'preact';
import {
  settleKeyBinding,
  type Disclosed,
  type KeyBinding,
  type JsonObject,
  type KeyBindingProblem,
  type OpenedDisclosure,
  type SdJwt,
} from '../../token';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { LongText } from '../components/LongText';
import type { DetailModel } from '../model/detail/detail';
import { readPointer } from '../model/detail/encoded-members';
import { revealMember } from '../model/detail/reveal-member';
import {
  describeNumber,
  translateCount,
  useTranslate,
  type MessageKey,
  type Translate,
} from '../format/translate';
import { writeHostile } from '../format/visible-text';
import { describeJson } from '../format/json';
import { NestedToken } from './NestedToken';
import { ResultLine } from './ResultLine';
import { Section } from './Section';
import { describeVerdict } from '../format/verdict';

/** A malicious token can have tens of thousands. */
const maxShown = 300;

const problems: Record<NonNullable<OpenedDisclosure['problem']>, MessageKey> = {
  malformed: 'disclosure_problem_malformed',
  unreferenced: 'disclosure_problem_unreferenced',
  duplicate_digest: 'disclosure_problem_duplicate',
  name_taken: 'disclosure_problem_name_taken',
};

/** The disclosures of an SD-JWT, the number of undisclosed digests, and the result of its key binding. */
export function DisclosuresSection({ model }: { readonly model: DetailModel }) {
  const t = useTranslate();
  const token = model.token.value;
  const disclosed = model.disclosures.disclosed.value;
  return (
    <Section name="disclosures" folds={model.folds}>
      {token?.kind === 'sd-jwt' && disclosed ? (
        <Disclosures key={token.raw} model={model} token={token} disclosed={disclosed} />
      ) : (
        <p class="quiet">{t('disclosures_pending')}</p>
      )}
    </Section>
  );
}

interface DisclosuresProps {
  readonly model: DetailModel;
  readonly token: SdJwt;
  readonly disclosed: Disclosed;
}

function Disclosures({ model, token, disclosed }: DisclosuresProps) {
  const t = useTranslate();
  const shown = disclosed.disclosures.slice(0, maxShown);
  const exact = model.disclosures.exact.value?.values;
  return (
    <>
      <p>
        {describeCounts(t, disclosed).map((sentence) => (
          <Fragment key={sentence}>
            <span>{sentence}</span>{' '}
          </Fragment>
        ))}
      </p>
      {!disclosed.isHashSupported && (
        <ResultLine status="unchecked">
          {t('disclosures_hash_unsupported', writeHostile(disclosed.hash.slice(0, 50)))}
        </ResultLine>
      )}
      {shown.length > 0 && (
        <table class="members" aria-label={t('section_disclosures')}>
          <tbody>
            {shown.map((opened, index) => (
              <DisclosureRow
                key={index}
                model={model}
                opened={opened}
                exact={exact?.[index]}
                claims={disclosed.claims}
              />
            ))}
          </tbody>
        </table>
      )}
      {disclosed.disclosures.length > shown.length && (
        <p class="quiet">
          {t(
            'disclosures_cut',
            describeNumber(shown.length, t.language),
            describeNumber(disclosed.disclosures.length, t.language),
          )}
        </p>
      )}
      <KeyBindingResults model={model} token={token} disclosed={disclosed} />
    </>
  );
}

interface DisclosureRowProps {
  readonly model: DetailModel;
  readonly opened: OpenedDisclosure;
  /** The exact JSON of its value. */
  readonly exact: string | undefined;
  /** With everything that is disclosed. */
  readonly claims: JsonObject;
}

function DisclosureRow({ model, opened, exact, claims }: DisclosureRowProps) {
  const t = useTranslate();
  const { disclosure, pointer, problem } = opened;
  const name = disclosure.name ?? t('disclosure_element');
  return (
    <tr>
      <th scope="row" class="part-payload">
        <HostileText text={name.slice(0, 200)} />
      </th>
      <td>
        <span class="value">
          <LongText
            text={
              disclosure.problem === undefined
                ? (exact ?? describeJson(disclosure.value))
                : disclosure.text.slice(0, 200)
            }
            keepLines
          />
        </span>{' '}
        {pointer !== undefined && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              const [member] = readPointer(pointer, claims);
              revealMember(model, { name: 'claims', member: String(member) });
            }}
          >
            {t('disclosure_at', writeHostile(pointer.slice(0, 200)))}
          </button>
        )}
        {problem !== undefined && (
          <p class="verdict verdict-invalid">
            <Icon name="wrong" />
            <span>{t(problems[problem])}</span>
          </p>
        )}
      </td>
    </tr>
  );
}

function describeCounts(
  t: Translate,
  { disclosures, undisclosed, hash, isHashSupported }: Disclosed,
): readonly string[] {
  const disclosed = disclosures.filter(({ pointer }) => pointer !== undefined).length;
  return [
    disclosed > 0 && translateCount(t, 'disclosures_count', disclosed),
    undisclosed.length > 0 && translateCount(t, 'undisclosed_count', undisclosed.length),
    isHashSupported && t('disclosures_hash', writeHostile(hash.slice(0, 50))),
  ].filter((sentence) => sentence !== false);
}

/** Whether the holder's key from the "cnf" claim signed exactly these disclosures. */
function KeyBindingResults({ model, token, disclosed }: DisclosuresProps) {
  const t = useTranslate();
  const { keyBinding } = disclosed;
  if (!keyBinding || !token.keyBinding) return <p class="quiet">{t('key_binding_none')}</p>;
  const signature = model.keyBox.state.value;
  const issuer = signature.state === 'verdict' ? signature.verdict : undefined;
  const { status, problems: reasons } = settleKeyBinding(keyBinding, issuer);
  const sentences = reasons.map((reason) => describeReason(t, reason, keyBinding));
  return (
    <>
      <h3>{t('key_binding_heading')}</h3>
      <ResultLine status={status}>
        {sentences.length === 0 ? t('key_binding_valid') : sentences.join(' ')}
      </ResultLine>
      <NestedToken nestedTokens={model.nestedTokens} token={token.keyBinding} />
    </>
  );
}

function describeReason(t: Translate, reason: KeyBindingProblem, { verdict }: KeyBinding): string {
  const text = t(`key_binding_${reason}`);
  return reason === 'signature_unchecked' ? `${text} ${describeVerdict(t, verdict)}` : text;
}
