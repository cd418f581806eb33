/** Loaded when a pasted text contains no token. */
export { explainMissing } from '../../token';
