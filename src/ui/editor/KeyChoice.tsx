import { useId } from 'preact/hooks';
import { maxKeyLength } from '../../traffic';
import { CopyButton } from '../components/CopyButton';
import { HostileText } from '../components/HostileText';
import { OtherInput } from '../detail/KeyBox';
import { readKeyFile } from '../model/detail/key-file';
import { describeParam } from '../format/params';
import { useTranslate, type Translate } from '../format/translate';
import { writeHost, writeHostile } from '../format/visible-text';
import type { EditorModel } from './editor';
import type { KeySource, ListedKey } from './signing-key';

interface KeyChoiceProps {
  readonly model: EditorModel;
}

/** The choice of the key to sign or encrypt with: pasted, from the keyring, or generated. */
export function KeyChoice({ model }: KeyChoiceProps) {
  const t = useTranslate();
  const id = useId();
  const { key } = model;
  const source = key.source.value;
  const listed = key.listed.value;
  const index = key.listedKey.value === undefined ? -1 : listed.indexOf(key.listedKey.value);
  return (
    <>
      <div class="key-choice">
        <label for={id}>{t(model.isEncryption.value ? 'editor_encrypt_with' : 'editor_sign_with')}</label>
        <select
          class="button"
          id={id}
          value={source === 'keyring' ? `keyring ${index}` : source}
          onChange={({ currentTarget: { value } }) => {
            const [next, number] = value.split(' ') as [KeySource, string | undefined];
            key.select(next, listed[Number(number)]?.text);
          }}
        >
          {listed.map((one, at) => (
            <option key={at} value={`keyring ${at}`}>
              {describeListedKey(t, one)}
            </option>
          ))}
          <option value="pasted">{t('editor_key_pasted')}</option>
          <option value="generated">{t('editor_key_generated')}</option>
        </select>
      </div>
      {source === 'pasted' && <PastedKey model={model} />}
      {source === 'generated' && <GeneratedKeyLine model={model} />}
    </>
  );
}

/** Name, type, key ID and issuer, as in the list of keys. */
function describeListedKey(t: Translate, { name, summary, issuer }: ListedKey): string {
  const { size, kind, kid } = summary;
  return [
    name !== undefined && writeHostile(name),
    describeParam(t, size ?? kind),
    kid !== undefined && `kid ${writeHostile(kid.slice(0, 60))}`,
    issuer !== undefined && t('editor_key_of', writeHost(issuer.slice(0, 100))),
  ]
    .filter((fact) => fact !== false)
    .join(' · ');
}

function PastedKey({ model }: KeyChoiceProps) {
  const t = useTranslate();
  const { key } = model;
  const text = key.pasted.value;
  const isEncryption = model.isEncryption.value;
  return (
    <>
      <textarea
        class="key-text"
        rows={1}
        aria-label={t('key_name')}
        placeholder={t(isEncryption ? 'editor_key_placeholder_encrypt' : 'editor_key_placeholder_sign')}
        title={t('key_title')}
        // Online spell checking would send the key to a server.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={text}
        onInput={(event) => key.type(event.currentTarget.value)}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0];
          if (!file || file.size > maxKeyLength) return;
          event.preventDefault();
          key.drop(readKeyFile(file));
        }}
      />
      {/* The result says the same. */}
      {model.creation.value.state === 'none' && <OtherInput text={text} />}
      {key.isFileUnreadable.value && (
        <p class="problem problem-wrong" role="alert">
          {t('key_file_unreadable')}
        </p>
      )}
    </>
  );
}

/** The generated key. Of a key pair, only the public key leaves the page. */
function GeneratedKeyLine({ model }: KeyChoiceProps) {
  const t = useTranslate();
  const generated = model.key.generated.value;
  // The header's problem is shown below it.
  if (generated.state === 'none') return null;
  const { alg, kid } = model.values.header.value ?? {};
  const name = writeHostile(String(alg).slice(0, 60));
  if (generated.state === 'pending') return <p class="quiet">{t('editor_key_generating', name)}</p>;
  if (generated.state !== 'ready') {
    return <p class="problem problem-wrong">{t('editor_key_impossible', name)}</p>;
  }
  const { publicKey, keyText } = generated.key;
  if (publicKey === undefined) {
    return (
      <p class="generated-key">
        <span>{t('editor_key_secret', name)}</span>
        <CopyButton copying={model.copying} name={t('editor_copy_secret')} text={() => keyText} />
      </p>
    );
  }
  const jwks = () =>
    JSON.stringify({ keys: [{ ...publicKey.jwk, ...(typeof kid === 'string' && { kid }) }] }, undefined, 2);
  return (
    <p class="generated-key">
      <span>{t('editor_key_pair', name)}</span>
      <span class="generated-copies">
        JWKS
        <CopyButton copying={model.copying} name={t('editor_copy_jwks')} text={jwks} />
      </span>
      <span class="generated-copies">
        PEM
        <CopyButton copying={model.copying} name={t('editor_copy_pem')} text={() => publicKey.pem} />
      </span>
      {typeof kid === 'string' && (
        <span class="quiet">
          kid <HostileText text={kid.slice(0, 60)} />
        </span>
      )}
    </p>
  );
}
