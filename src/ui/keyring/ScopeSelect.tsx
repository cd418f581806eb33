import { isSameScope, type KeyScope } from '../../traffic';
import { useTranslate, type Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import { forAll } from '../model/detail/keyring';

interface ScopeSelectProps {
  readonly label: string;
  readonly scope: KeyScope;
  readonly issuers: readonly string[];
  readonly onSelect: (scope: KeyScope) => void;
}

const maxIssuerLength = 100;

/** Chooses which tokens a key is used for: all, those from one issuer, or the current choice. */
export function ScopeSelect({ label, scope, issuers, onSelect }: ScopeSelectProps) {
  const t = useTranslate();
  const scopes: readonly KeyScope[] = [
    forAll,
    ...issuers.map((value) => ({ kind: 'issuer', value }) as const),
  ];
  const options = scopes.some((each) => isSameScope(each, scope)) ? scopes : [...scopes, scope];
  return (
    <select
      class="keyring-scope"
      aria-label={label}
      value={options.findIndex((each) => isSameScope(each, scope))}
      onChange={(event) => {
        const selected = options[Number(event.currentTarget.value)];
        if (selected) onSelect(selected);
      }}
    >
      {options.map((each, index) => (
        <option key={`${each.kind} ${each.value}`} value={index}>
          {describeScope(t, each)}
        </option>
      ))}
    </select>
  );
}

function describeScope(t: Translate, { kind, value }: KeyScope): string {
  if (kind === 'all') return t('keyring_scope_all');
  if (kind === 'token') return t('keyring_scope_token');
  if (kind === 'header') return t('keyring_scope_header');
  if (value === '') return t('keyring_scope_no_issuer');
  return t('keyring_scope_issuer', writeHostile(value.slice(0, maxIssuerLength)));
}
