export { describeAlgorithm } from './describe-algorithm';
export { describeClaim, listClaimNames } from './describe-claim';
export { describeConfirmation } from './describe-confirmation';
export { describeHeaderParameter, listHeaderParameterNames } from './describe-header-parameter';
export { describeIssuer } from './describe-issuer';
export { describeValue } from './describe-value';
export { findEnglish } from './english';
