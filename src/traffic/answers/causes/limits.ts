/** The limits of one diagnosis. Lengths are in UTF-16 code units. */

/** Headers of one request or response. */
export const maxReadHeaders = 200;
/** One header, URL or body. */
export const maxReadLength = 64 * 1024;
/** Exchanges of the log that are read at all, newest first. */
export const maxHistory = 10_000;
/** Requests to the same origin that are compared with the rejected one. */
export const maxCompared = 300;
/** Token responses and authorization requests, newest first. */
export const maxTokenResponses = 200;
/** Texts of one response that are classified. */
export const maxReportTexts = 60;
/** The length of one classified text. */
export const maxReportLength = 2_000;
/** A quoted text in evidence. */
export const maxQuoted = 160;
/** Pieces of evidence for one cause. */
export const maxEvidence = 12;
