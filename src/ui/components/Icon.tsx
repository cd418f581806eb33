const drawings = {
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  record: 'M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  clear: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.1 4.1l7.8 7.8',
  watch:
    'M1.5 8C3 5.2 5.3 3.8 8 3.800S13 5.2 14.5 8C13 10.8 10.7 12.2 8 12.200S3 10.8 1.5 8ZM8 6.200a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.600Z',
  filter: 'M2.5 3.500h11L9.3 8.500v4.500l-2.6-1.300V8.500Z',
  reload: 'M12.8 6.500A5 5 0 1 0 13 9M13 3v3.500H9.5',
  save: 'M8 2.500v7.500M5 7.200l3 3 3-3M2.5 10.500v3h11v-3',
  open: 'M1.5 13V3.500h4.500l1.5 1.500h6V13Z',
  key: 'M5.500 5.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5ZM8 8h6.500M11.500 8v2.500M14 8v2',
  copy: 'M5.5 5.500v-3h8v8h-3M2.5 5.500h8v8h-8Z',
  path: 'M3.5 2.500v8.500h4M3.5 5.500h4M9.5 5.500h4M9.5 11h4',
  check: 'M3.5 8.500l3 3 6-7',
  close: 'M4 4l8 8M12 4l-8 8',
  unfolded: 'M4.5 6.5 8 10l3.5-3.5',
  folded: 'M6.5 4.5 10 8l-3.5 3.5',
  ascending: 'M4.5 9.5 8 6l3.5 3.5',
  descending: 'M4.5 6.5 8 10l3.5-3.5',
  valid: 'M8 2.500a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM5.5 8.200l1.8 1.8 3.3-3.8',
  warning: 'M8 2.5 14 13H2ZM8 6.500v3M8 11v.6',
  wrong: 'M5.7 2.500h4.600l3.2 3.200v4.600l-3.2 3.200H5.700l-3.2-3.200V5.700ZM6 6l4 4M10 6l-4 4',
  expired: 'M8 2.500a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.300l2.200 1.300',
  unknown: 'M8 2.500a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM5.5 8h5',
  note: 'M8 2.500a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 7.200v3.600M8 4.900v.6',
} as const;

/** One of the icons in `Icon`. */
export type IconName = keyof typeof drawings;

/** A 16 px line icon. Hidden from screen readers: a text beside it or the control's label has the same meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
