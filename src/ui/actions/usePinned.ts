import { useRef, useState } from 'preact/hooks';

/** A selection from a list whose order changes. */
export interface Pinned<Entry> {
  /** Undefined until the list has an entry. */
  readonly selected: Entry | undefined;
  /** The list, with the selected entry even if it isn't listed any more. */
  readonly options: readonly Entry[];
  select(id: string): void;
}

/** The first entry of the first list that has one stays selected until another one is, wherever they are in the list. */
export function usePinned<Entry>(listed: readonly Entry[], idOf: (entry: Entry) => string): Pinned<Entry> {
  const first = useRef<Entry | undefined>(undefined);
  first.current ??= listed[0];
  const [picked, setPicked] = useState<Entry>();
  const selected = picked ?? first.current;
  const isListed = selected === undefined || listed.some((entry) => idOf(entry) === idOf(selected));
  const options = isListed ? listed : [selected, ...listed];
  return {
    selected,
    options,
    select: (id) => setPicked(options.find((entry) => idOf(entry) === id)),
  };
}
