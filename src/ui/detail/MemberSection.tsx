import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { JsonObject, Token } from '../../token';
import { CopyButton } from '../components/CopyButton';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate } from '../format/translate';
import { describeMeaning, explainMember } from '../format/explanation';
import { describeJson } from '../format/json';
import { DuplicatesWarning, ExactJson } from './ExactJson';
import { MemberTable, type MemberWords } from './MemberTable';
import { Section } from './Section';

export interface MemberSectionProps {
  readonly model: DetailModel;
  readonly name: 'header' | 'claims';
  readonly token: Token | undefined;
  readonly members: JsonObject | undefined;
  /** What stands there when there are no members. */
  readonly children: ComponentChildren;
}

/** What the exact JSON is called: nothing in an encrypted token is signed. */
const exactNames = {
  jws: { header: 'as_signed_header', claims: 'as_signed_claims' },
  jwe: { header: 'as_protected_header', claims: 'as_encrypted_claims' },
} as const;

/** A header or claims: each member explained, and beside them, when asked for, the JSON as it was signed. */
export function MemberSection({ model, name, token, members, children }: MemberSectionProps) {
  const say = useTranslate();
  const part = name === 'header' ? 'header' : 'payload';
  const exact = model.exactJson[name].value;
  // What is disclosed stands nowhere in what was signed.
  const isDisclosed = name === 'claims' && token?.kind === 'sd-jwt';
  const isAsSigned = !isDisclosed && !(name === 'header' && hasUnprotected(token));
  const isExactShown = model.exactJson.isShown.value && exact !== undefined;
  const words = useWords(model, token, part);
  return (
    <Section
      name={name}
      folds={model.folds}
      actions={
        members && (
          <>
            {exact && (
              <button
                type="button"
                class="text-button json-button"
                aria-pressed={isExactShown}
                title={say('exact_title')}
                onClick={model.exactJson.toggle}
              >
                JSON
              </button>
            )}
            <CopyButton
              copying={model.copying}
              name={say(name === 'header' ? 'copy_header' : 'copy_claims')}
              text={() => (isAsSigned && exact?.text) || describeJson(members)}
            />
          </>
        )
      }
    >
      <DuplicatesWarning exact={exact} />
      {token && members && Object.keys(members).length > 0 ? (
        <div class={isExactShown ? 'beside' : undefined}>
          <div>
            <MemberTable
              key={token.raw}
              name={say(`section_${name}`)}
              members={members}
              exact={isDisclosed ? undefined : exact?.members}
              part={part}
              copying={model.copying}
              now={model.now}
              words={words}
              onPoint={(member) => model.pointed.point(member === undefined ? undefined : { name, member })}
            />
          </div>
          {isExactShown && (
            <ExactJson
              key={token.raw}
              name={say(exactNames[token.kind === 'jwe' ? 'jwe' : 'jws'][name])}
              exact={exact}
            />
          )}
        </div>
      ) : (
        children
      )}
    </Section>
  );
}

/** The same as long as it says the same: hundreds of rows hold what it told them. */
function useWords(
  model: DetailModel,
  token: Token | undefined,
  part: 'header' | 'payload',
): MemberWords | undefined {
  const say = useTranslate();
  const descriptions = model.explanations.descriptions.value;
  const claims = model.claims.value;
  return useMemo(() => {
    if (!descriptions) return undefined;
    const about = { header: token?.header, claims };
    const isEncrypted = token?.kind === 'jwe';
    return {
      meaning: (name) => describeMeaning(say, descriptions, { part, name, isEncrypted }, about),
      explain: (name, value) => explainMember(say, descriptions, { part, name, value, isEncrypted }, about),
    };
  }, [say, descriptions, token, claims, part]);
}

/** Members that nothing protects stand in the table, and in no JSON that was signed. */
function hasUnprotected(token: Token | undefined): boolean {
  switch (token?.kind) {
    case 'jws':
      return token.signatures[0]?.unprotectedHeader !== undefined;
    case 'sd-jwt':
      return hasUnprotected(token.jws);
    case 'jwe':
      return token.unprotectedHeader !== undefined || token.recipients[0]?.ownHeader !== undefined;
    default:
      return false;
  }
}
