/** A separate chunk, loaded when the well-known secrets are tried. */
export { listKnownSecrets } from '../../token';
