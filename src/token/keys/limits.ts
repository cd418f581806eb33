/** How many certificates of one `x5c` are read. */
export const MAX_CERTIFICATES = 10;
