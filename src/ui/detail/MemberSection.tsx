import type { ComponentChildren } from 'preact';
import type { JsonObject, Token } from '../../token';
import { CopyButton } from '../element/CopyButton';
import type { DetailModel } from '../model/detail';
import { useSay } from '../translate';
import { explainMember } from '../words/explanation';
import { describeJson } from '../words/json';
import { DuplicatesWarning, ExactJson } from './ExactJson';
import { MemberTable } from './MemberTable';
import { Section } from './Section';

export interface MemberSectionProps {
  readonly model: DetailModel;
  readonly name: 'header' | 'claims';
  readonly token: Token | undefined;
  readonly members: JsonObject | undefined;
  /** What stands there when there are no members. */
  readonly children: ComponentChildren;
}

/** A header or claims: each member explained, and beside them, when asked for, the JSON as it was signed. */
export function MemberSection({ model, name, token, members, children }: MemberSectionProps) {
  const say = useSay();
  const part = name === 'header' ? 'header' : 'payload';
  const exact = model.exactJson[name].value;
  // What is disclosed stands nowhere in what was signed.
  const isAsSigned = name === 'header' || token?.kind !== 'sd-jwt';
  const isExactShown = model.exactJson.isShown.value && exact !== undefined;
  const descriptions = model.explanations.descriptions.value;
  const about = { header: token?.header, claims: model.claims.value };
  const isEncrypted = token?.kind === 'jwe';
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
              exact={isAsSigned ? exact?.members : undefined}
              part={part}
              copying={model.copying}
              now={model.now}
              explain={
                descriptions &&
                ((member, value) =>
                  explainMember(say, descriptions, { part, name: member, value, isEncrypted }, about))
              }
              onPoint={(member) => model.pointed.point(member === undefined ? undefined : { name, member })}
            />
          </div>
          {isExactShown && (
            <ExactJson
              key={token.raw}
              name={say(name === 'header' ? 'as_signed_header' : 'as_signed_claims')}
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
