import type { Token } from '../../token';
import { describeKeeper, type Keeper, type Sighting } from '../../traffic';
import { useSay, type MessageKey } from '../format/translate';

export interface KeeperTextProps {
  readonly sighting: Sighting;
  readonly token: Token;
}

type Item = NonNullable<Keeper['item']>;

const itemWords: Record<Item, MessageKey> = {
  'access token': 'kind_access_long',
  'ID token': 'kind_id_long',
  'refresh token': 'kind_refresh_long',
  session: 'kind_session',
};

/** The library that keeps something under this name, where the name tells. */
export function KeeperText({ sighting: { place, name, chunks }, token }: KeeperTextProps) {
  const say = useSay();
  const keeper = describeKeeper(place, chunks?.[0] ?? name);
  if (keeper === undefined) return null;
  const { library, item, sealed } = keeper;
  // What was found as a token that can be read was not sealed, whatever the library does now.
  const isSealed = sealed === 'server' && token.kind === 'jwe';
  return (
    <span class="quiet">
      {' · '}
      {item === undefined ? library : `${library} ${say(itemWords[item])}`}
      {isSealed && `, ${say('keeper_sealed')}`}
    </span>
  );
}
