import type { JsonObject } from './badge/json.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Document, SourceFile } from './document.ts';
import { loadWith } from './load-with.ts';
import type { Anchor, Assessors, Calibration, Credential, Evidence, Framework, Issuer, ReleaseFile, Rubric, Submission } from './model.generated.ts';
import { validate, type Kind } from './schema.ts';

/** One valid file of the catalog: its id, its value, and the document that knows its places. */
export interface Entry<Value> {
  readonly id: string;
  readonly value: Value;
  readonly document: Document;
  /** What of it is frozen into releases, in a few letters each; reckoned anew where it is not known. */
  readonly sums?: Readonly<Record<string, string>>;
}

/** A file that lies beside a submission.md. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A claim folder's submission: where it stands says whose and which. */
export interface SubmissionEntry extends Entry<Submission> {
  readonly folder: string;
  readonly login: string;
  readonly claim: number;
  /** Everything else in the folder, by name. */
  readonly attachments: readonly Attachment[];
}

/** A submission that experienced assessors have scored together, so that others can score it blind. */
export interface AnchorEntry extends SubmissionEntry {
  /** The anchor's name below its credential. */
  readonly name: string;
  /** What they agreed on; null where the file is missing or has faults. */
  readonly agreed: Entry<Anchor> | null;
}

/** An author's own badge picture, which stands beside the credential that it is of. */
export interface Art {
  readonly path: string;
  readonly type: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array;
}

/** A file of which the text can be read and the fields are not as its kind has them. Its value is of no known shape, so that only what looks at texts sees it. */
export interface Unfit {
  readonly kind: Kind;
  readonly document: Document;
}

/** Such a file that was handed in, with what lies beside it. */
export interface UnfitSubmission extends Unfit {
  readonly folder: string;
  readonly attachments: readonly Attachment[];
}

/** What is true: every valid file by id, and the names of all files, valid or not. */
export interface Catalog {
  readonly issuer: Entry<Issuer> | null;
  readonly assessors: Entry<Assessors> | null;
  readonly frameworks: ReadonlyMap<string, Entry<Framework>>;
  readonly rubrics: ReadonlyMap<string, Entry<Rubric>>;
  readonly evidence: ReadonlyMap<string, Entry<Evidence>>;
  readonly credentials: ReadonlyMap<string, Entry<Credential>>;
  /** By credential. */
  readonly art: ReadonlyMap<string, Art>;
  /** What others vouch for, as they signed it: by `<credential>/<name>`, and by `<name>` alone where it is of the issuer. */
  readonly endorsements: ReadonlyMap<string, Entry<JsonObject>>;
  /** By `<credential>/<version>`. */
  readonly releases: ReadonlyMap<string, Entry<ReleaseFile>>;
  /** By `<credential>/<login>/<claim>`. */
  readonly submissions: ReadonlyMap<string, SubmissionEntry>;
  /** By `<credential>/<name>`. The agreed scores are never published. */
  readonly anchors: ReadonlyMap<string, AnchorEntry>;
  /** By `<login>/<number>`. */
  readonly calibrations: ReadonlyMap<string, Entry<Calibration>>;
  /** In the order of their paths; they are on no other shelf. */
  readonly unfit: readonly (Unfit | UnfitSubmission)[];
  /** Ids of every file that is there, also of those with faults: a broken file is not a missing one. */
  readonly names: Readonly<Record<Folder, ReadonlySet<string>>>;
}

/** Folders of files that refer to one another by id. */
export type Folder = 'competencies' | 'rubrics' | 'evidence' | 'credentials' | 'releases' | 'submissions' | 'anchors' | 'calibrations';

/** A catalog and all that is wrong with its texts and shapes; rules look for the rest. */
export interface Loaded {
  readonly catalog: Catalog;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  /** Every file that was read, valid or not. */
  readonly paths: ReadonlySet<string>;
}

/** Reads a whole catalog from its files, in any order, held to the schemas of all kinds; see `loadWith`. */
export const loadCatalog = (files: Iterable<SourceFile>): Loaded => loadWith(validate, files);
