/**
 * What no comment can let stand, by rule. What the loader finds (texts, shapes, places of files) cannot be let stand either: it is
 * found before any comment is read.
 */
export const NEVER_ALLOWED: ReadonlySet<string> = new Set([
  // References: pages and badges would name what is not there.
  'reference-resolves', 'id-once', 'feeds-known', 'passing-level-exists', 'criterion-describes-every-level', 'calibration-known', 'anchor-complete', 'alias-free', 'renamed-keeps-alias', 'id-not-reserved', 'translation-known', 'link-defined',
  // Privacy: what is committed once is public for good.
  'no-personal-address', 'no-pupil-name', 'no-student-number', 'no-birth-date', 'file-name-personal', 'attachment-metadata', 'evidence-link-public',
  // What readers cannot see, or would take for something else.
  'no-hidden-text', 'link-hides-address', 'mixed-script-words',
  // Releases and keys: badges rest on them.
  'release-intact', 'release-current', 'changes-name-version', 'version-fits-change', 'release-dated', 'badge-picture', 'endorsement-shape', 'endorsement-about', 'key-dates-ordered', 'issuer-has-key', 'assessors-suffice', 'assessor-calibrated', 'owners-current',
]);
