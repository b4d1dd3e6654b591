const opening = 'Variegate test variant, plan sha256:';

/** What the container's `comment` tag says of a variant: the tool, that it is a test variant, and its plan. */
export function provenanceText(planDigest: string): string {
  return `${opening}${planDigest}`;
}

/** The digest of the plan that a `comment` tag names, or `null` where the tag is not ours. */
export function planDigestOfProvenance(comment: string): string | null {
  const digest = comment.startsWith(opening) ? comment.slice(opening.length) : '';
  return /^[0-9a-f]{64}$/.test(digest) ? digest : null;
}
