import type { Catalog, SubmissionEntry } from '../catalog.ts';
import { ATTACHMENT_LIMIT } from '../size-limit.ts';
import { positionsIn, type Position, type Severity } from '../diagnostic.ts';
import type { PrivacyFinding, PrivacyKind } from '../privacy/finding.ts';
import { textOf } from '../privacy/file-kind.ts';

/** All that teachers handed in: submissions, and those that stand as anchors for calibration. */
export function* handedIn({ submissions, anchors }: Pick<Catalog, 'submissions' | 'anchors'>): Generator<SubmissionEntry> {
  yield* submissions.values();
  yield* anchors.values();
}

/** A text that is handed in: the written parts of a submission, or a text file beside it. */
export interface SubmissionText {
  readonly path: string;
  readonly text: string;
  readonly at: (offset: number) => Position;
}

// Its fields may be of any shape: they are not looked at.
type Texts = Pick<SubmissionEntry, 'document' | 'folder' | 'attachments'>;

// Several rules read the same submission; its texts are decoded once.
const decoded = new WeakMap<Texts, readonly SubmissionText[]>();

/** Every text of a submission: its body, and each attached text file. */
export function textsOf(submission: Texts): readonly SubmissionText[] {
  let texts = decoded.get(submission);
  if (texts === undefined) {
    texts = [...read(submission)];
    decoded.set(submission, texts);
  }
  return texts;
}

function* read({ document, folder, attachments }: Texts): Generator<SubmissionText> {
  yield { path: document.path, text: document.body, at: (offset) => document.placeAt(document.bodyOffset + offset) };
  for (const { name, bytes } of attachments) {
    if (!/\.(?:txt|md|csv)$/i.test(name) || bytes.length > ATTACHMENT_LIMIT) continue;
    const text = textOf(bytes);
    if (text !== null) yield { path: `${folder}/${name}`, text, at: positionsIn(text) };
  }
}

/** Whether a pointer into a submission leads to the address of a piece of evidence. */
export const isEvidenceLink = (pointer: string): boolean => /^\/evidence\/.*\/link$/s.test(pointer);

// What a text itself calls a pupil's name, or a number that only one person has, cannot be called back once it is public.
const IDENTIFYING: ReadonlySet<PrivacyKind> = new Set(['pupil-name', 'social-security-number']);

/** Certain finds are errors. Uncertain ones are warnings, but errors where everything is public and the find would clearly identify a pupil. */
export const weightOf = ({ confidence, kind }: Pick<PrivacyFinding, 'confidence' | 'kind'>, mode: string | undefined): Severity => (confidence === 'high' || (mode === 'one-repository' && IDENTIFYING.has(kind)) ? 'error' : 'warning');
