/** Loaded when the first text is pasted in which no token is found. */
export { explainMissing } from '../../token';
