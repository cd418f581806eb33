/** A subscription: hands values to the listener until the returned function is called. */
export type Subscribe<T> = (listener: (value: T) => void) => () => void;
