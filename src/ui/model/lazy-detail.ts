/** Loaded behind the popup's box: what the view of one token reads. */
export { createDetail } from './create-detail';
