import type { FilterModel } from '../model/lists/filter';
import { Icon } from './Icon';

interface FilterButtonProps {
  readonly filter: FilterModel;
  /** The items that it adds to the filter; see `writeFilterItem`. */
  readonly item: string;
  /** Label and tooltip, such as `Filter by sub`. */
  readonly name: string;
}

/** Filters the lists by a value, or removes it from the filter. */
export function FilterButton({ filter, item, name }: FilterButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={name}
      aria-pressed={filter.has(item)}
      title={name}
      onClick={() => filter.toggle(item)}
    >
      <Icon name="filter" />
    </button>
  );
}
