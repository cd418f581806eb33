import { useLayoutEffect, useRef } from 'preact/hooks';
import { HostileText } from '../components/HostileText';
import type { DetailModel } from '../model/detail/detail';
import { maxPayloadBytes, type PayloadInput } from '../model/detail/key-box';
import { translateResult } from '../format/params';
import { useTranslate } from '../format/translate';
import { KeyBox } from './KeyBox';
import { KeyFacts } from './KeyFacts';
import { KeyFetchResult } from './KeyFetch';
import { createLazyComponent } from './LazyComponent';
import { Section } from './Section';
import { SignatureActions } from './SignatureActions';
import type { SecretSearchProps } from './SecretSearch';
import { OtherVerdicts, VerdictLine } from './VerdictLine';

const SecretSearch = createLazyComponent<SecretSearchProps>(
  async () => (await import('./SecretSearch')).SecretSearch,
);

/** `key_not_for_this`, as a reason or a note, states these with the members of the key. */
const statedByVerdict: ReadonlySet<string> = new Set(['KEY-USE', 'KEY-ALG-MISMATCH']);

/** The result of verifying the signature, and the key it was verified with. */
export function SignatureSection({ model }: { readonly model: DetailModel }) {
  const { keyBox, folds } = model;
  const state = keyBox.state.value;
  const box = useRef<HTMLTextAreaElement>(null);
  const isEntering = folds.entering.value === 'signature';
  useLayoutEffect(() => {
    if (!isEntering) return;
    box.current?.focus();
    folds.entered();
  }, [isEntering]);
  return (
    <Section
      name="signature"
      folds={folds}
      line={
        <>
          <VerdictLine state={state} />
          <SignatureActions model={model} />
        </>
      }
    >
      {state.state === 'verdict' && <OtherVerdicts verdicts={state.verdict.others ?? []} />}
      {state.state === 'verdict' && (
        <KeyFacts
          warnings={state.verdict.warnings.filter((rule) => !statedByVerdict.has(rule))}
          summary={state.verdict.key}
          copying={model.copying}
        />
      )}
      <KeyFetchResult model={model.keyFetch} />
      <KeyBox
        input={keyBox}
        placeholder={model.secrets.isPossible.value ? 'key_placeholder_secret' : 'key_placeholder'}
        action="key_verify"
        actionTitle="key_verify_title"
        isUntried={state.state === 'untried'}
        onTry={keyBox.verify}
        box={box}
      >
        <KeyScope issuer={keyBox.isForAll.value ? undefined : keyBox.issuer.value} />
      </KeyBox>
      {keyBox.payload.isDetached.value && <PayloadBox payload={keyBox.payload} />}
      {model.secrets.isPossible.value && <SecretSearch secrets={model.secrets} keyBox={keyBox} />}
    </Section>
  );
}

/** The text box for a payload that isn't in the token, which can be pasted or dropped as a file. */
function PayloadBox({ payload }: { readonly payload: PayloadInput }) {
  const t = useTranslate();
  return (
    <div class="key-field">
      <span>{t('payload_detached')}</span>
      <textarea
        aria-label={t('payload_detached')}
        class="key-text"
        rows={2}
        placeholder={t('payload_placeholder')}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={payload.text.value}
        onInput={(event) => payload.type(event.currentTarget.value)}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0];
          if (!file) return;
          event.preventDefault();
          payload.drop(file);
        }}
      />
      {payload.isFileUnreadable.value && (
        <p class="problem problem-wrong" role="alert">
          {translateResult(t, 'payload_file_unreadable', [{ bytes: maxPayloadBytes }])}
        </p>
      )}
    </div>
  );
}

/** Names the issuer if the key is used for all of its tokens. */
function KeyScope({ issuer }: { readonly issuer: string | undefined }) {
  const t = useTranslate();
  return (
    <span class="quiet key-scope">
      {issuer !== undefined && (
        <>
          {t('key_scope_issuer')} <HostileText text={issuer.slice(0, 200)} isHost />
        </>
      )}
    </span>
  );
}
