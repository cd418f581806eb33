import type { Token } from '../../token';
import { describeAuthLibrary, type AuthLibrary, type Sighting } from '../../traffic';
import { useTranslate, type MessageKey } from '../format/translate';

interface AuthLibraryTextProps {
  readonly sighting: Sighting;
  readonly token: Token;
}

type Item = NonNullable<AuthLibrary['item']>;

const itemLabels: Record<Item, MessageKey> = {
  'access token': 'type_access_long',
  'ID token': 'type_id_long',
  'refresh token': 'type_refresh_long',
  session: 'type_session',
};

/** The auth library that stored the token, if the name of the entry identifies it. */
export function AuthLibraryText({ sighting: { kind, name, chunks }, token }: AuthLibraryTextProps) {
  const t = useTranslate();
  const authLibrary = describeAuthLibrary(kind, chunks?.[0] ?? name);
  if (authLibrary === undefined) return null;
  const { library, item, encryption } = authLibrary;
  // A readable token isn't encrypted, whatever the library's default is.
  const isEncrypted = encryption === 'server' && token.kind === 'jwe';
  return (
    <>
      {[library, item && t(itemLabels[item]), isEncrypted && t('auth_library_encrypted')].map(
        (label) =>
          label && (
            <span key={label} class="quiet">
              {' · '}
              {label}
            </span>
          ),
      )}
    </>
  );
}
