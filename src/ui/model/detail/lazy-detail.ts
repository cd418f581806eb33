/** The model of the token details, loaded after the popup's text box and the panel's list are shown. */
export { createDetail } from './create-detail';
export { createKeyring, scopeOf } from './keyring';
