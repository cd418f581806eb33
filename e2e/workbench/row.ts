/** The result of one case of a suite. `reason` explains why a result that disagrees with the vectors is correct. */
export interface Row {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
  readonly reason?: string;
}
