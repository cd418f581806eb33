/** Loaded when the well-known secrets are tried. */
export { listKnownSecrets } from '../../token';
