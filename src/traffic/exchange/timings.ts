/** The phases of a request in their order, as HAR 1.2 names them. `ssl` is a part of `connect`. */
export const timingNames = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const;

/** Milliseconds of the phases that were measured. */
export type RequestTimings = Partial<Record<(typeof timingNames)[number], number>>;
