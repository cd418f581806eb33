/** Loaded after the popup's text box is shown. */
export { searchTokens } from '../../token';
