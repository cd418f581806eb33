/** Loaded when the first SD-JWT is shown. */
export { openDisclosures } from '../../../token';
export { readExactDisclosed } from './exact-disclosed';
