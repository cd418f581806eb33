/** Subscribes a listener, which receives values until the returned function is called. */
export type Subscribe<T> = (listener: (value: T) => void) => () => void;
