import type { Token } from '../../token';
import { describeAuthLibrary, type AuthLibrary, type Sighting } from '../../traffic';
import { useTranslate, type MessageKey } from '../format/translate';

export interface AuthLibraryTextProps {
  readonly sighting: Sighting;
  readonly token: Token;
}

type Item = NonNullable<AuthLibrary['item']>;

const itemLabels: Record<Item, MessageKey> = {
  'access token': 'kind_access_long',
  'ID token': 'kind_id_long',
  'refresh token': 'kind_refresh_long',
  session: 'kind_session',
};

/** The library that keeps something under this name, where the name tells. */
export function AuthLibraryText({ sighting: { place, name, chunks }, token }: AuthLibraryTextProps) {
  const t = useTranslate();
  const keeper = describeAuthLibrary(place, chunks?.[0] ?? name);
  if (keeper === undefined) return null;
  const { library, item, encryption } = keeper;
  // What was found as a token that can be read was not sealed, whatever the library does now.
  const isSealed = encryption === 'server' && token.kind === 'jwe';
  return (
    <span class="quiet">
      {' · '}
      {item === undefined ? library : `${library} ${t(itemLabels[item])}`}
      {isSealed && `, ${t('keeper_sealed')}`}
    </span>
  );
}
