import { HostileText } from './HostileText';

/** What distinguishes a token from others with the same subject and type; nothing if it needs no distinction. */
export function Distinction({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <span class="quiet">
      {' · '}
      <HostileText text={text} />
    </span>
  );
}
