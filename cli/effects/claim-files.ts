import type { Catalog } from '../core/catalog.ts';
import { ATTACHMENT_LIMIT, CLAIM_LIMIT } from '../core/size-limit.ts';
import { lint } from '../core/lint.ts';
import type { Submission } from '../core/model.generated.ts';
import type { MergedClaim } from './claims.ts';
import { fromPlace, type Place } from './place.ts';
import type { Programme } from './programme.ts';
import { listFiles, objectSizes, readCatalogFolder, readObjects } from './tree.ts';

/** A claim's submission as merged, with the catalog as it stood at the policy commit. */
export interface ClaimFiles {
  readonly submission: Submission;
  readonly catalog: Catalog;
  /** What is wrong with the issuer, the assessors or the releases of that catalog. */
  readonly policyFaults: readonly string[];
}

/** Files of a claim folder at a commit, with paths as the catalog names them, or why they are not read. */
export type ClaimSources = { readonly ok: true; readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[] } | { readonly ok: false; readonly reason: string };

const POLICY = /^(issuer\.yaml|assessors\.yaml)$/;

/** Reads a claim's folder at a commit: ordinary files only, and not more than a submission may hold. Sizes are asked before anything is read. */
export async function readSources(place: Place, claim: Pick<MergedClaim, 'path'>, commit: string): Promise<ClaimSources> {
  const listed = await listFiles(place.git, commit, claim.path);
  const odd = listed.find(({ mode }) => mode !== '100644');
  if (odd !== undefined) return { ok: false, reason: `${odd.path} is not an ordinary file` };
  const sizes = await objectSizes(place.git, listed.map(({ object }) => object));
  if (sizes.some((size) => size > ATTACHMENT_LIMIT) || sizes.reduce((sum, size) => sum + size, 0) > CLAIM_LIMIT) return { ok: false, reason: 'its files are larger than a submission may be: 2 MiB each, 10 MiB together' };
  const own = fromPlace(place, claim.path)!;
  const contents = await readObjects(place.git, listed.map(({ object }) => object));
  return { ok: true, files: listed.map(({ path }, at) => ({ path: `${own}${path.slice(claim.path.length)}`, bytes: contents[at]! })) };
}

/** Reads a claim's folder at the merge and lints it against the catalog at the policy commit. */
export async function readClaim({ git, folder }: Programme, place: Place, claim: MergedClaim, at: { readonly policy: string; readonly merge: string; readonly on: string }): Promise<ClaimFiles | { readonly reasons: readonly string[] }> {
  const sources = await readSources(place, claim, at.merge);
  if (!sources.ok) return { reasons: [sources.reason] };
  const own = fromPlace(place, claim.path)!;
  const report = lint([...(await readCatalogFolder(git, at.policy, folder)), ...sources.files], { today: at.on });
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const faults = errors.filter(({ path }) => path.startsWith(`${own}/`));
  if (faults.length > 0) return { reasons: faults.slice(0, 5).map(({ path, line, message }) => `${path}:${line}: ${message}`) };
  const submission = report.catalog.submissions.get(own.slice('submissions/'.length));
  if (submission === undefined) return { reasons: ['it holds no submission'] };
  return { submission: submission.value, catalog: report.catalog, policyFaults: errors.filter(({ path }) => POLICY.test(path)).map(({ path, message }) => `${path}: ${message}`) };
}
