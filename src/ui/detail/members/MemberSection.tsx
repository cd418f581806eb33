import type { ComponentChildren } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { JsonObject, Token } from '../../../token';
import type { DetailModel } from '../../model/detail/detail';
import { useTranslate } from '../../format/translate';
import { describeMeaning, explainMember } from '../../format/explanation';
import { claimsOf } from '../../format/token-type';
import { writeClaimItem, writeFilterItem } from '../../../traffic';
import type { JsonTreeProps } from '../../json/JsonTree';
import { DuplicatesWarning } from './DuplicatesWarning';
import { createLazyComponent } from '../LazyComponent';
import type { MemberTexts } from './MemberRow';
import { MemberTable } from './MemberTable';
import { Section } from '../Section';
import { ViewSwitch } from './ViewSwitch';

const JsonTree = createLazyComponent<JsonTreeProps>(
  async () => (await import('../../json/JsonTree')).JsonTree,
);

interface MemberSectionProps {
  readonly model: DetailModel;
  readonly name: 'header' | 'claims';
  readonly token: Token;
  readonly members: JsonObject | undefined;
  /** Shown above the members. */
  readonly notes?: ComponentChildren;
  /** Shown if there are no members. */
  readonly children: ComponentChildren;
}

/** Names of the exact JSON. The parts of an encrypted token aren't signed. */
const exactNames = {
  jws: { header: 'as_signed_header', claims: 'as_signed_claims' },
  jwe: { header: 'as_protected_header', claims: 'as_encrypted_claims' },
} as const;

/** The header or the claims: a table with explanations, or the JSON that was signed. */
export function MemberSection({ model, name, token, members, notes, children }: MemberSectionProps) {
  const t = useTranslate();
  const part = name === 'header' ? 'header' : 'payload';
  const exact = model.exactJson[name].value;
  // Disclosed claims aren't part of the signed JSON.
  const isDisclosed = name === 'claims' && token.kind === 'sd-jwt';
  const isExactShown = model.exactJson.isShown.value && exact !== undefined;
  const texts = useMemberTexts(model, token, part);
  const isListed = model.nestedTokens.enclosing.value.length === 0;
  // The lists aren't filtered by disclosed and decrypted claims, or by those of a nested token.
  const filterItem = useCallback(
    (member: string, value: unknown) => {
      if (!isListed) return undefined;
      if (part === 'payload')
        return claimsOf(token)?.[member] === value ? writeClaimItem(member, value) : undefined;
      return (member === 'kid' || member === 'alg') && typeof value === 'string'
        ? writeFilterItem(member, value)
        : undefined;
    },
    [token, part, isListed],
  );
  return (
    <Section
      name={name}
      folds={model.folds}
      actions={members && exact && <ViewSwitch id={name} exactJson={model.exactJson} />}
    >
      {notes}
      {isExactShown ? (
        <JsonTree
          key={token.raw}
          name={t(exactNames[token.kind === 'jwe' ? 'jwe' : 'jws'][name])}
          part={name}
          exact={exact}
          model={model}
        />
      ) : (
        <>
          <DuplicatesWarning exact={exact} />
          {members && Object.keys(members).length > 0 ? (
            <MemberTable
              key={token.raw}
              name={t(`section_${name}`)}
              members={members}
              exact={(isDisclosed ? model.disclosures.exact.value : exact)?.members}
              part={name}
              model={model}
              filterItem={filterItem}
              now={model.now}
              texts={texts}
            />
          ) : (
            children
          )}
        </>
      )}
    </Section>
  );
}

/** Memoized, so that hundreds of rows can memoize the explanations they get from it. */
function useMemberTexts(
  model: DetailModel,
  token: Token,
  part: 'header' | 'payload',
): MemberTexts | undefined {
  const t = useTranslate();
  const descriptions = model.explanations.descriptions.value;
  const claims = model.claims.value;
  return useMemo(() => {
    if (!descriptions) return undefined;
    const about = { header: token.header, claims };
    const isEncrypted = token.kind === 'jwe';
    return {
      meaning: (name) => describeMeaning(t, descriptions, { part, name, isEncrypted }, about),
      explain: (name, value) => explainMember(t, descriptions, { part, name, value, isEncrypted }, about),
    };
  }, [t, descriptions, token, claims, part]);
}
