/** What one case of a suite came to. `reason` says why a case that disagrees with its vectors is right to. */
export interface Row {
  readonly suite: string;
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
  readonly reason?: string;
}
