import { describeTokenType, type Token } from '../../token';
import type { WalkModel } from '../model/detail/nested-tokens';
import { useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';
import { startReading } from './Breadcrumbs';

/** A token inside the one that is shown, and the way to it. */
export function NestedToken({ walk, token }: { readonly walk: WalkModel; readonly token: Token }) {
  const say = useTranslate();
  const kind = token.kind === 'malformed' ? 'malformed' : describeTokenType(token).type;
  return (
    <p class="nested">
      <span>{say('nested_inside', say(typeLabels[kind].long))}</span>{' '}
      <button
        type="button"
        class="button"
        onClick={() => {
          walk.enter(token);
          startReading();
        }}
      >
        {say('nested_open')}
      </button>
    </p>
  );
}
