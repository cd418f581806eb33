/** Loaded behind the popup's box, while a person moves to paste. */
export { searchTokens } from '../../token';
