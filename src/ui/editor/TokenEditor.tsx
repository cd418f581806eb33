import '../style/editor.css';
import type { ComponentChildren } from 'preact';
import type { Token } from '../../token';
import { describeNumber, useTranslate } from '../format/translate';
import { describeShortcut } from '../format/shortcut';
import { Icon } from '../components/Icon';
import { CreatedToken } from './CreatedToken';
import { describeJsonProblem } from './describe-creation';
import type { EditedToken, EditorModel } from './editor';
import { JsonEditor } from './JsonEditor';
import type { JsonDocument } from './json-document';
import { isError } from './json-problems';
import { KeyChoice } from './KeyChoice';
import { ClaimChanges, HeaderChanges } from './QuickChangeBar';

/** The editor of one token. */
export interface TokenEditorProps {
  readonly model: EditorModel;
  /** Further actions with the created token, after "Copy". */
  readonly actions?: ((edited: EditedToken) => ComponentChildren) | undefined;
}

/** Edits the header and the claims of a token, signs or encrypts the result, and checks it. */
export function TokenEditor({ model, actions }: TokenEditorProps) {
  const t = useTranslate();
  const { header, claims } = model.documents;
  const isUnsigned = model.values.header.value?.['alg'] === 'none' && !model.isEncryption.value;
  return (
    <section
      class="editor"
      aria-label={t('editor_name')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        model.create();
      }}
    >
      <p class="quiet">
        {t('editor_original_stays')} <LeftOut original={model.original} />
      </p>
      <Part
        model={model}
        document={header}
        name={t('section_header')}
        changes={<HeaderChanges model={model} />}
      />
      <Part
        model={model}
        document={claims}
        name={t('section_claims')}
        changes={<ClaimChanges model={model} />}
      />
      <div class="editor-key">
        {!isUnsigned && <KeyChoice model={model} />}
        <button
          type="button"
          class="button create-token"
          title={t('editor_create_title', describeShortcut('Enter'))}
          onClick={model.create}
        >
          {t(
            isUnsigned
              ? 'editor_create_unsigned'
              : model.isEncryption.value
                ? 'editor_encrypt'
                : 'editor_sign',
          )}
        </button>
      </div>
      <CreatedToken model={model} actions={actions} />
    </section>
  );
}

/** The new token is compact, so that it has one signature or recipient (RFC 7515 §7.1, RFC 7516 §7.1). */
function LeftOut({ original }: { readonly original: Token }) {
  const t = useTranslate();
  const jws = original.kind === 'sd-jwt' ? original.jws : original;
  const [key, count] =
    jws.kind === 'jws'
      ? (['editor_one_signature', jws.signatures.length] as const)
      : (['editor_one_recipient', jws.kind === 'jwe' ? jws.recipients.length : 0] as const);
  return count < 2 ? null : <strong>{t(key, describeNumber(count, t.language))}</strong>;
}

interface PartProps {
  readonly model: EditorModel;
  readonly document: JsonDocument;
  readonly name: string;
  readonly changes: ComponentChildren;
}

/** More problems would push the rest down. Each is marked in the text. */
const maxProblems = 3;

function Part({ model, document, name, changes }: PartProps) {
  const t = useTranslate();
  const problems = document.problems.value ?? [];
  return (
    <section class="editor-part" aria-label={name}>
      <div class="editor-part-head">
        <h2>{name}</h2>
        {changes}
      </div>
      <JsonEditor model={model} document={document} name={name} />
      <div aria-live="polite">
        {document.isTooLong.value && <p class="problem problem-wrong">{t('editor_too_long')}</p>}
        {problems.slice(0, maxProblems).map((problem) => (
          <p
            key={`${problem.kind} ${problem.at.start}`}
            class={`problem problem-${isError(problem) ? 'wrong' : 'warning'}`}
          >
            <Icon name={isError(problem) ? 'wrong' : 'warning'} />
            <span>{describeJsonProblem(t, document.text.value, problem)}</span>
          </p>
        ))}
      </div>
    </section>
  );
}
