import { describeUse, type Token } from '../../token';
import type { WalkModel } from '../model/walk';
import { useSay } from '../translate';
import { kindWords } from '../words/use';

/** The tokens around the one that is shown, and the way back to each. Nothing where there are none. */
export function Trail({ walk }: { readonly walk: WalkModel }) {
  const say = useSay();
  const around = walk.around.value;
  if (around.length === 0) return null;
  return (
    <nav class="trail" aria-label={say('trail_name')}>
      {say('trail_inside')}{' '}
      {around.map((token, place) => (
        <button key={place} type="button" class="text-button" onClick={() => walk.leaveTo(place)}>
          {say(kindWords[kindOf(token)].long)}
        </button>
      ))}
    </nav>
  );
}

function kindOf(token: Token) {
  return token.kind === 'malformed' ? 'malformed' : describeUse(token).use;
}
