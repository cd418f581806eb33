/** Loaded behind the popup's box and the panel's list: what the view of one token reads. */
export { createDetail } from './create-detail';
