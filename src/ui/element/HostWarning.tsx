import { useSay } from '../translate';
import { hasLookalike } from '../words/hostile';
import { Icon } from './Icon';

/** A warning beside a host, or a URL, that can be mistaken for another one; nothing beside any other text. */
export function HostWarning({ text }: { readonly text: string }) {
  const say = useSay();
  if (!hasLookalike(text)) return null;
  return (
    <span class="host-warning" role="img" aria-label={say('host_lookalike')} title={say('host_lookalike')}>
      <Icon name="warning" />
    </span>
  );
}
