import { HostileText, type HostileTextProps } from './HostileText';
import { useCut } from './useCut';

/**
 * Untrusted text, truncated until the user expands it. Set a `key` per value, or the next value would be expanded too.
 */
export function LongText({ text, keepLines = false }: HostileTextProps) {
  const { limit, control } = useCut(text.length);
  return (
    <>
      <HostileText text={text.slice(0, limit)} keepLines={keepLines} />
      {control}
    </>
  );
}
