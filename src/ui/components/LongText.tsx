import { HostileText, type HostileTextProps } from './HostileText';
import { useCut } from './useCut';

/** Hostile text of any length, cut at first. Give it a `key` for each value: opening one must not open the next. */
export function LongText({ text, keepLines = false }: HostileTextProps) {
  const { limit, control } = useCut(text.length);
  return (
    <>
      <HostileText text={text.slice(0, limit)} keepLines={keepLines} />
      {control}
    </>
  );
}
