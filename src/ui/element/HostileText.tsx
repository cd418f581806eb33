import { useSay } from '../translate';
import { describeHostile } from '../words/hostile';

export interface HostileTextProps {
  readonly text: string;
  /** The text was broken into lines by us: line feeds are ours. */
  readonly keepLines?: boolean;
}

/** Text out of a token or a page: isolated from the words around it, with what cannot be seen written out. */
export function HostileText({ text, keepLines = false }: HostileTextProps) {
  const say = useSay();
  return (
    <bdi dir="ltr">
      {describeHostile(text, keepLines).map((stretch) =>
        stretch.escaped ? (
          <span class="escape" title={say('hostile_escape')}>
            {stretch.text}
          </span>
        ) : (
          stretch.text
        ),
      )}
    </bdi>
  );
}
