import { loadCatalog } from '../core/catalog.ts';
import type { SourceFile } from '../core/document.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { assembleRelease, releaseText, sealRelease } from '../core/release.ts';

const encoder = new TextEncoder();

/** A file from text. */
export const file = (path: string, text: string): SourceFile => ({ path, bytes: encoder.encode(text) });

/** The smallest catalog without any fault, written as an author would; the rules' examples stand in it. */
export const smallestTexts: Readonly<Record<string, string>> = {
  'issuer.yaml': `name: Example District
url: https://credentials.example.org
description: A district that recognises what its educators can do.
email: credentials@example.org
language: en
repository:
  mode: one-repository
  owner: example
  name: credentials
keys:
  - public: z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2
    from: 2026-01-01
policy:
  approvals: 2
  pre-check-days: 1
  decision-days: 10
  coach-after: 3
`,
  'assessors.yaml': `assessors:
  - login: ana
    id: 11
    covers: [all]
    calibrated-until: 2099-12-31
  - login: ben
    id: 12
    covers: [all]
    calibrated-until: 2099-12-31
    school: northside-elementary
`,
  'competencies/teaching.yaml': `title: Teaching practice
summary: What a teacher does with and for learners.
color: fern
competencies:
  - id: gives-wait-time
    title: Gives wait time
    statement: Waits after a question so that every learner can think.
    category: instruction
`,
  'rubrics/wait-time.yaml': `levels:
  - id: not-yet
    title: Not yet
  - id: proficient
    title: Proficient
passing: proficient
criteria:
  - id: waits
    title: Waits after asking
    levels:
      not-yet: The clip shows answers taken within a second.
      proficient: The clip shows three seconds of silence after each question.
  - id: hears-everyone
    title: Hears every learner
    levels:
      not-yet: Answers come from volunteers.
      proficient: Answers come from every learner.
  - id: builds-on-answers
    title: Builds on answers
    levels:
      not-yet: The teacher moves to the next question after each answer.
      proficient: The teacher uses an answer to shape the next question.
`,
  'evidence/wait-time.yaml': `requirements:
  - id: setting
    part: 1
    title: Your setting
    form: written
    words: [20, 200]
    prompt: Describe the class.
    sufficient: Names the grade and the subject.
  - id: clip
    part: 2
    title: A clip
    form: video
    minutes: [3, 5]
    count: [1, 2]
    prompt: Record one discussion.
    feeds: [waits, hears-everyone, builds-on-answers]
    pupils: true
    alternative: A rehearsal with colleagues who answer as learners would.
  - id: reflection
    part: 3
    title: Reflection
    form: written
    words: [20, 200]
    prompt: What changed?
    sufficient: Names one change and what it did.
`,
  'credentials/wait-time.md': `---
title: Wait time
version: 1.0.0
status: active
competency: teaching/gives-wait-time
summary: Waits after a question so that every learner can think.
method: The educator records a discussion and shows the silence after each question.
audience: [teacher]
grades: [all]
topics: [questioning]
effort:
  hours: 5
rubric: wait-time
evidence: wait-time
validity:
  years: 5
monday: Count to three after your first question.
limits:
  - Planning of questions.
research:
  - citation: Rowe, M. B. (1986). Wait time. Journal of Teacher Education, 37(1), 43-50.
    url: https://doi.org/10.1177/002248718603700110
    relevance: Describes what changes when teachers wait.
    confirmed: doi
  - citation: Black, P., & Wiliam, D. (1998). Assessment and classroom learning. Assessment in Education, 5(1), 7-74.
    url: https://doi.org/10.1080/0969595980050102
    relevance: Reviews studies of questioning in class.
    confirmed: doi
resources:
  - title: A page on questioning
    url: https://www.example.org/questioning
    kind: reading
    price: free
  - title: Silence after a question
    url: https://www.example.org/silence
    kind: video
    minutes: 4
    price: free
    captions: true
changes:
  - version: 1.0.0
    date: 2026-01-01
    note: First release.
---

## Overview

Learners need time to think. Read [how to begin](#method) first.

## Method

### Ask, then wait

Count silently to three.
`,
  'endorsements/wait-time/state-agency.json': `{
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
  ],
  "id": "urn:uuid:7f0e5b1a-5d5c-8f0e-9b7a-3f1f5d0c9a11",
  "type": [
    "VerifiableCredential",
    "EndorsementCredential"
  ],
  "name": "Endorsement by the State Agency",
  "issuer": {
    "id": "did:key:z6Mkh6hfsWJWEFGrLsx6v2poAJtpBAvULLQNyWZT5aGj5qon",
    "type": [
      "Profile"
    ],
    "name": "State Agency",
    "url": "https://agency.example.org"
  },
  "validFrom": "2026-02-01T00:00:00Z",
  "validUntil": "2099-12-31T00:00:00Z",
  "credentialSubject": {
    "id": "https://credentials.example.org/releases/wait-time/1.0.0/achievement.json",
    "type": [
      "EndorsementSubject"
    ],
    "endorsementComment": "Counts for the renewal of a licence."
  },
  "proof": [
    {
      "type": "DataIntegrityProof",
      "created": "2026-11-22T09:31:00Z",
      "verificationMethod": "did:key:z6Mkh6hfsWJWEFGrLsx6v2poAJtpBAvULLQNyWZT5aGj5qon#z6Mkh6hfsWJWEFGrLsx6v2poAJtpBAvULLQNyWZT5aGj5qon",
      "cryptosuite": "eddsa-rdfc-2022",
      "proofPurpose": "assertionMethod",
      "proofValue": "z5HsAHz6HvTNnds2AH3jCdwNk7ciByA1oGmtY4amumGfkRehyMLVj9HJvpKoTFPqbEVyPo72ts9Fo4rtxeqcEhNWM"
    }
  ]
}
`,
};

/** The smallest catalog's files, with texts replaced or added, and its release and submission made unless they are given. */
export function smallestCatalog(changes: Readonly<Record<string, string>> = {}): readonly SourceFile[] {
  const frozen = smallestRelease();
  const claim = smallestSubmission();
  // Anchors are scored under the release as it is: with another one they would be other anchors.
  const anchors = changes[frozen.path] === undefined ? smallestAnchor() : {};
  return Object.entries({ ...smallestTexts, [frozen.path]: frozen.text, [claim.path]: claim.text, [smallestAttachment.path]: smallestAttachment.text, ...anchors, ...changes }).map(([path, text]) => file(path, text));
}

/** A file that is made, and where it stands. */
interface MadeFile {
  readonly path: string;
  readonly text: string;
}

const sealed = (): ReleaseFile => sealRelease(assembleRelease(loadCatalog(Object.entries(smallestTexts).map(([path, text]) => file(path, text))).catalog, 'wait-time')!);

/** The release of the smallest catalog. */
export const smallestRelease = (): MadeFile => ({ path: 'releases/wait-time/1.0.0.json', text: releaseText(sealed()) });

/** The file that lies beside that submission. */
export const smallestAttachment: MadeFile = {
  path: 'submissions/wait-time/example-teacher/1/transcript.pdf',
  text: `%PDF-1.4
1 0 obj
<< /Producer (Writer) >>
endobj
trailer
<< /Info 1 0 R >>
%%EOF
`,
};

/** A submission for that release, ready to be assessed. */
export const smallestSubmission = (): MadeFile => ({
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  text: `---
credential: wait-time
release: ${sealed().digest}
visibility: public
school: lakeview-middle
attestations:
  own-work: true
  team-named: true
  names-removed: true
  consent-on-file: true
  public-consent: true
evidence:
  clip:
    - link: https://files.example.org/clip.mp4
      media: video/mp4
      bytes: 48213
      salt: c2FsdHNhbHRzYWx0c2FsdA
      sha256: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
    - file: transcript.pdf
      media: application/pdf
---

## Your setting

<!-- Between 20 and 200 words. -->
A fifth-grade science class of twenty-four learners, six of whom are new to English. In most lessons I hear the same
five voices, and I answer many of my own questions.

## Reflection

Counting to three felt long at first. Two learners who had not spoken since September answered, and one of them
corrected the example that I had drawn. I now write the count on my plan.
`,
});

/** An anchor for that release with its agreed scores, and a calibration by it. */
export const smallestAnchor = (): Readonly<Record<string, string>> => ({
  'anchors/wait-time/first/submission.md': smallestSubmission().text,
  'anchors/wait-time/first/transcript.pdf': smallestAttachment.text,
  'anchors/wait-time/first/agreed.yaml': `agreed-by:
  - login: cora
    id: 21
  - login: dev
    id: 22
agreed-on: 2026-01-15
levels:
  waits: proficient
  hears-everyone: proficient
  builds-on-answers: not-yet
sufficient:
  setting: true
  reflection: true
rationale:
  waits: Three seconds pass after each of the four questions.
  hears-everyone: All twenty-four learners answer on their boards.
  builds-on-answers: The next question is asked as planned, whatever the boards say.
`,
  'calibrations/ana/1.yaml': `assessor:
  login: ana
  id: 11
credential: wait-time
anchor: first
release: ${sealed().digest}
date: 2026-02-01
levels:
  waits: proficient
  hears-everyone: proficient
  builds-on-answers: not-yet
sufficient:
  setting: true
  reflection: false
`,
});
