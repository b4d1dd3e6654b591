/** One thing that was checked. */
export interface Finding {
  readonly subject: string;
  /** `missing`: nothing can be rendered; `limited`: it works, but less well. */
  readonly status: 'works' | 'limited' | 'missing';
  readonly detail: string;
  /** What to do about it; `null` where there is nothing to do. */
  readonly advice: string | null;
}
