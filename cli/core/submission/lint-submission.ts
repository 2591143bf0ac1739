import values from '../../../schemas/values.schema.json' with { type: 'json' };
import schema from '../../../schemas/submission.schema.json' with { type: 'json' };
import type { SourceFile } from '../document.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { lintWith } from '../lint-with.ts';
import type { Validate } from '../load-with.ts';
import type { Issuer, ReleaseFile } from '../model.generated.ts';
import { releaseText } from '../release.ts';
import { validateAgainst } from '../validation.ts';
import { submission } from './validator.generated.js';

/** One submission and what it is judged by. */
export interface SubmissionToLint {
  readonly text: string;
  readonly release: ReleaseFile;
  readonly issuer: Issuer;
  readonly login: string;
  readonly claim: number;
  /** Year-month-day in UTC. */
  readonly today: string;
  /** Names of pupils that must not be found. */
  readonly roster?: readonly string[];
  /** Files that lie beside submission.md, by name. */
  readonly attachments?: ReadonlyMap<string, Uint8Array>;
}

const encoder = new TextEncoder();
const file = (path: string, text: string): SourceFile => ({ path, bytes: encoder.encode(text) });

/** The folder of a claim, below the folder that holds submissions/. */
export const claimPath = (credential: string, login: string, claim: number): string => `submissions/${credential}/${login}/${claim}`;

// Issuer and release are values, which whoever gives them has validated; so no page has to carry their schemas.
const validate: Validate = (kind, document) => (kind === 'submission' ? validateAgainst({ kind, validator: submission, schemas: { submission: schema, values } }, document) : []);

/**
 * Lints one submission without the rest of its catalog: the same loader and rules over a catalog of one issuer, one release and
 * this submission. What they say of it is what `laurel lint` says.
 */
export function lintSubmission({ text, release, issuer, login, claim, today, roster = [], attachments = new Map() }: SubmissionToLint): readonly Diagnostic[] {
  const { id, credential } = release.release;
  const folder = claimPath(id, login, claim);
  const report = lintWith(
    validate,
    [
      // JSON is YAML.
      file('issuer.yaml', JSON.stringify(issuer)),
      file(`releases/${id}/${credential.version}.json`, releaseText(release)),
      file(`${folder}/submission.md`, text),
      ...[...attachments].map(([name, bytes]) => ({ path: `${folder}/${name}`, bytes })),
    ],
    { today, roster },
  );
  return report.diagnostics.filter(({ path }) => path.startsWith(`${folder}/`));
}
