// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What experienced assessors agreed on for one anchor submission. File: catalog/anchors/<credential>/<id>/agreed.yaml, beside its submission.md.
 */
export interface Anchor {
  /**
   * Who agreed on these scores. They know them, so the anchor does not calibrate them.
   *
   * @minItems 2
   * @maxItems 12
   *
   * Items: One of those who agreed.
   */
  readonly 'agreed-by': {
    /**
     * For people to read; identity is the id.
     */
    readonly login: string;
    /**
     * The numeric GitHub id.
     */
    readonly id: number;
  }[];
  /**
   * The day of the agreement.
   */
  readonly 'agreed-on': string;
  /**
   * The agreed level of every criterion, by id.
   */
  readonly levels: {
    /**
     * Lower-case letters, digits and single hyphens; the same as the file name where a file has the id.
     */
    readonly [k: string]: string;
  };
  /**
   * For every part that no criterion scores: whether it is sufficient.
   */
  readonly sufficient: {
    readonly [k: string]: boolean;
  };
  /**
   * For every criterion, and for parts where it helps: what in the submission the agreed score rests on. It is shown after scoring.
   */
  readonly rationale: {
    readonly [k: string]: string;
  };
}

/**
 * Who may assess what. File: catalog/assessors.yaml. Changes need a second person.
 */
export interface Assessors {
  /**
   * One entry a person.
   *
   * @minItems 1
   *
   * Items: One listed assessor.
   */
  readonly assessors: {
    /**
     * For people to read; identity is the id.
     */
    readonly login: string;
    /**
     * The numeric GitHub id (GET /users/<login>).
     */
    readonly id: number;
    /**
     * What this person may assess: `all`, a framework, or credentials by id.
     *
     * @minItems 1
     *
     * Items: `all`, a framework's file name, or a credential's.
     */
    readonly covers: string[];
    /**
     * The last day on which this person's scoring counts as calibrated.
     */
    readonly 'calibrated-until': string;
    /**
     * Account ids whose work this person does not assess.
     *
     * Items: A person whose work is not theirs to assess.
     */
    readonly conflicts?: number[];
    /**
     * A short name of the school: its name in lower-case letters and digits, with hyphens between. Who works at the same school does not assess; a teacher may write the name as they like.
     */
    readonly school?: string;
    /**
     * How many open claims this person has at most; 0 for a pause.
     */
    readonly load?: number;
  }[];
}

/**
 * One decided attempt of a claim, as the register keeps it: what was handed in, who assessed it how, and what that added up to. Written by `laurel issue`.
 */
export interface Attempt {
  /**
   * Which shape this is.
   */
  readonly format: 'laurel-attempt-1';
  /**
   * The same key as in the award: digest of repository, credential, earner and claim number.
   */
  readonly claim: string;
  /**
   * Its id.
   */
  readonly credential: string;
  /**
   * The release's digest.
   */
  readonly release: string;
  /**
   * Its number, from 1.
   */
  readonly attempt: number;
  /**
   * The claim folder's tree.
   */
  readonly tree: string;
  /**
   * A commit at which the folder was so.
   */
  readonly commit: string;
  /**
   * What the assessments add up to.
   */
  readonly decision: 'passed' | 'not-yet';
  /**
   * Criteria below their passing level and parts that are not sufficient.
   *
   * Items: Its id.
   */
  readonly short: string[];
  /**
   * When the last of its assessments was submitted.
   */
  readonly decided: string;
  /**
   * Every assessment of this attempt that counts, in the order of time. Feedback stays in the reviews.
   *
   * @minItems 1
   *
   * Items: One approval.
   */
  readonly assessments: {
    /**
     * Account id.
     */
    readonly assessor: number;
    /**
     * GitHub's id of the review.
     */
    readonly review: number;
    /**
     * Digest of the review's text.
     */
    readonly body: string;
    /**
     * The commit that was assessed.
     */
    readonly commit: string;
    /**
     * When.
     */
    readonly submitted: string;
    /**
     * Whether everything that this person judged passes.
     */
    readonly passed: boolean;
    /**
     * The level given, by criterion.
     */
    readonly levels: {
      /**
       * Lower-case letters, digits and single hyphens; the same as the file name where a file has the id.
       */
      readonly [k: string]: string;
    };
    /**
     * For each part that no criterion scores: whether it is sufficient.
     */
    readonly sufficient: {
      readonly [k: string]: boolean;
    };
  }[];
}

/**
 * The decision to confer, as a record of the register. It is written before anything is signed; the badge is a function of it, its release and the key.
 */
export interface Award {
  /**
   * The format of this record, and with it the words in which the badge says it. New awards are of the latest.
   */
  readonly format: 'laurel-award-1' | 'laurel-award-2';
  /**
   * Names the badge: 12 characters of Crockford's base 32, drawn at random.
   */
  readonly serial: string;
  /**
   * The claim's key: HMAC-SHA256 of repository id, credential, earner and claim number under the secret of the programme's key file. One award a claim.
   */
  readonly claim: string;
  /**
   * Its id.
   */
  readonly credential: string;
  /**
   * The release's version.
   */
  readonly version: string;
  /**
   * The release's digest.
   */
  readonly release: string;
  /**
   * Who awards, as its profile read at the award.
   */
  readonly issuer: {
    /**
     * The issuer's did:web.
     */
    readonly id: string;
    /**
     * Its name then.
     */
    readonly name: string;
    /**
     * Its site.
     */
    readonly url: string;
    /**
     * What it said of itself.
     */
    readonly description: string;
    /**
     * A role address.
     */
    readonly email: string;
    /**
     * The catalog's language.
     */
    readonly language: string;
  };
  /**
   * The opaque name by which the badge names its earner: a keyed pseudonym of the account id.
   */
  readonly earner: string;
  /**
   * When the merge conferred it.
   */
  readonly awarded: string;
  /**
   * The proof's `created`, drawn before signing.
   */
  readonly signed: string;
  /**
   * When it ends; left out where it never does.
   */
  readonly until?: string;
  /**
   * Its place in the status list.
   */
  readonly status: {
    /**
     * Which list.
     */
    readonly list: number;
    /**
     * Which bit, drawn at random, never reused.
     */
    readonly index: number;
  };
  /**
   * The verification method that signs.
   */
  readonly key: string;
  /**
   * public: the ledger holds the badge itself. private: it holds a hash of the badge's bytes and its place in the status list.
   */
  readonly visibility: 'public' | 'private';
  /**
   * The level reached in each criterion, in the rubric's order: where assessors differ, the lowest that counted.
   *
   * @minItems 1
   *
   * Items: One criterion's level.
   */
  readonly results: {
    /**
     * Its id.
     */
    readonly criterion: string;
    /**
     * Its id.
     */
    readonly level: string;
  }[];
  /**
   * What the badge links to, because the earner asked for it; left out where they did not.
   *
   * @minItems 1
   *
   * Items: One piece that was handed in by its link.
   */
  readonly evidence?: {
    /**
     * Its id.
     */
    readonly requirement: string;
    /**
     * In which form it was handed in.
     */
    readonly form: string;
    /**
     * Where it stands.
     */
    readonly link: string;
  }[];
  /**
   * Another organisation that assessed for the issuer; left out where it did so itself.
   */
  readonly 'assessed-by'?: {
    /**
     * Its name.
     */
    readonly name: string;
    /**
     * Its own site.
     */
    readonly url: string;
  };
  /**
   * What others had signed about the credential at this version, and the badge carries inside, word for word; left out where the policy does not ask for it or there was none. Once the badge is signed, the catalog may lose its own copy.
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: An EndorsementCredential of Open Badges 3.0 with its proof.
   */
  readonly endorsements?: {
    /**
     * Its types.
     *
     * Items: A type.
     */
    readonly type: string[];
    readonly [k: string]: unknown;
  }[];
  /**
   * The approvals that it rests on.
   *
   * @minItems 1
   *
   * Items: One approval.
   */
  readonly assessments: {
    /**
     * Account id.
     */
    readonly assessor: number;
    /**
     * GitHub's id of the review.
     */
    readonly review: number;
    /**
     * Digest of the review's text.
     */
    readonly body: string;
    /**
     * The commit that was assessed.
     */
    readonly commit: string;
    /**
     * When.
     */
    readonly submitted: string;
  }[];
  /**
   * From what it was decided.
   */
  readonly source: {
    /**
     * GitHub's numeric id of it.
     */
    readonly repository: number;
    /**
     * Its number.
     */
    readonly pull: number;
    /**
     * The commit on main.
     */
    readonly merge: string;
    /**
     * The head that was approved.
     */
    readonly head: string;
    /**
     * The claim folder's tree.
     */
    readonly tree: string;
    /**
     * Main just before the merge: assessors and rules are read there.
     */
    readonly policy: string;
    /**
     * The claim folder.
     */
    readonly path: string;
  };
}

/**
 * What one person gave one anchor submission, scored blind. File: catalog/calibrations/<login>/<number>.yaml, written by `laurel calibrate`. Agreement is computed from it, never written.
 */
export interface Calibration {
  /**
   * Who scored.
   */
  readonly assessor: {
    /**
     * For people to read; identity is the id.
     */
    readonly login: string;
    /**
     * The numeric GitHub id.
     */
    readonly id: number;
  };
  /**
   * Whose rubric was used.
   */
  readonly credential: string;
  /**
   * Which anchor was scored.
   */
  readonly anchor: string;
  /**
   * The release that the anchor was written under.
   */
  readonly release: string;
  /**
   * The day of the scoring.
   */
  readonly date: string;
  /**
   * true where the anchor is kept outside the catalog, so that the lint cannot compute the agreement; whoever keeps it does, with `laurel calibrate --status --anchors <dir>`.
   */
  readonly private?: boolean;
  /**
   * The level given to every criterion, by id.
   */
  readonly levels: {
    /**
     * Lower-case letters, digits and single hyphens; the same as the file name where a file has the id.
     */
    readonly [k: string]: string;
  };
  /**
   * For every part that no criterion scores: whether it was found sufficient.
   */
  readonly sufficient: {
    readonly [k: string]: boolean;
  };
}

/**
 * The front matter of catalog/credentials/<id>.md. The body holds the overview and the method components under headings.
 */
export interface Credential {
  /**
   * The credential's name.
   */
  readonly title: string;
  /**
   * Only with a picture of your own, which stands beside this file as <id>.svg or <id>.png and takes the place of the drawn one.
   */
  readonly art?: {
    /**
     * What the picture shows, for those who do not see it.
     */
    readonly alt: string;
  };
  /**
   * Raise it with every change that is released.
   */
  readonly version: string;
  /**
   * draft: not to be earned yet. active: to be earned. retired: no new starts.
   */
  readonly status: 'draft' | 'active' | 'retired';
  /**
   * For a retired credential: the one to earn instead.
   */
  readonly successor?: string;
  /**
   * Ids that it had before it was renamed; what was released under them stays found.
   *
   * @minItems 1
   * @maxItems 10
   *
   * Items: An id that it had.
   */
  readonly aliases?: string[];
  /**
   * Only where it differs from the issuer's.
   */
  readonly language?: string;
  /**
   * The same credential in other languages, each a credential of its own; badges name them.
   *
   * @minItems 1
   * @maxItems 20
   *
   * Items: One of them.
   */
  readonly translations?: {
    /**
     * Its id.
     */
    readonly credential: string;
    /**
     * The version that says the same as this one.
     */
    readonly version: string;
    /**
     * Its language.
     */
    readonly language: string;
  }[];
  /**
   * The one competency that it certifies.
   */
  readonly competency: string;
  /**
   * One sentence: what the educator does.
   */
  readonly summary: string;
  /**
   * One or two sentences: how the educator shows it.
   */
  readonly method: string;
  /**
   * Who may earn it.
   *
   * @minItems 1
   *
   * Items: One kind of educator.
   */
  readonly audience: ('teacher' | 'administrator' | 'support-staff' | 'coach' | 'pre-service')[];
  /**
   * Which grades it fits.
   *
   * @minItems 1
   *
   * Items: One band.
   */
  readonly grades: ('all' | 'early-years' | 'primary' | 'middle' | 'secondary' | 'adult')[];
  /**
   * Words people search by.
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: A topic tag.
   */
  readonly topics: string[];
  /**
   * How long it usually takes; information, never a condition.
   */
  readonly effort: {
    /**
     * Usual hours, from first reading to handing in.
     */
    readonly hours: number;
  };
  /**
   * What the programme itself counts for it, such as 0.5 continuing education units; leave it out where it counts nothing.
   */
  readonly credits?: number;
  /**
   * File name in catalog/rubrics.
   */
  readonly rubric: string;
  /**
   * File name in catalog/evidence.
   */
  readonly evidence: string;
  /**
   * How long a badge is valid; leave it out where it never ends.
   */
  readonly validity?: {
    /**
     * Whole years from the day of the award.
     */
    readonly years: number;
  };
  /**
   * One thing to try on the next school day.
   */
  readonly monday: string;
  /**
   * What a holder must not be assumed to have shown.
   *
   * @minItems 1
   * @maxItems 6
   *
   * Items: One thing that it does not certify.
   */
  readonly limits: string[];
  /**
   * Optional ways to learn it; none is required.
   *
   * @maxItems 6
   *
   * Items: One way to learn.
   */
  readonly routes?: {
    /**
     * Its name.
     */
    readonly title: string;
    /**
     * What it is.
     */
    readonly kind: 'course' | 'workshop' | 'project' | 'coaching' | 'reading-group';
    /**
     * What happens in it.
     */
    readonly description: string;
    /**
     * Where it is offered.
     */
    readonly url?: string;
  }[];
  /**
   * Sources, each with how its existence was confirmed.
   *
   * @maxItems 10
   *
   * Items: One source.
   */
  readonly research: {
    /**
     * Authors, year, title, where published.
     */
    readonly citation: string;
    /**
     * DOI as an https address, or the publisher's page.
     */
    readonly url: string;
    /**
     * One sentence: why it matters here.
     */
    readonly relevance: string;
    /**
     * How we know that it exists: its registered DOI, the publisher's own page, or a library catalogue.
     */
    readonly confirmed: 'doi' | 'publisher-page' | 'library-catalogue';
  }[];
  /**
   * Things to read, watch and use, free wherever possible.
   *
   * @maxItems 12
   *
   * Items: One resource.
   */
  readonly resources: {
    /**
     * Its name.
     */
    readonly title: string;
    /**
     * Where it is.
     */
    readonly url: string;
    /**
     * What it is.
     */
    readonly kind: 'reading' | 'video' | 'audio' | 'template' | 'tool' | 'course';
    /**
     * How long it takes, about.
     */
    readonly minutes?: number;
    /**
     * `free`, or the price with its currency.
     */
    readonly price: string;
    /**
     * For video and audio: true if captioned. null where it does not apply or is not known.
     */
    readonly captions?: boolean | null;
  }[];
  /**
   * What changed, newest first.
   *
   * @minItems 1
   *
   * Items: One version.
   */
  readonly changes: {
    /**
     * The version.
     */
    readonly version: string;
    /**
     * When it was released.
     */
    readonly date: string;
    /**
     * What changed, for a teacher to read.
     */
    readonly note: string;
  }[];
}

/**
 * What a teacher hands in. File: catalog/evidence/<id>.yaml
 */
export interface Evidence {
  /**
   * In the order in which a teacher meets them.
   *
   * @minItems 3
   * @maxItems 10
   *
   * Items: One piece of evidence.
   */
  readonly requirements: ({
    readonly [k: string]: unknown;
  } & {
    /**
     * Unique in the file.
     */
    readonly id: string;
    /**
     * 1 setting, 2 evidence of practice, 3 reflection.
     */
    readonly part: 1 | 2 | 3;
    /**
     * What it is called on the page and in the submission.
     */
    readonly title: string;
    /**
     * What is handed in.
     */
    readonly form?: 'written' | 'document' | 'video' | 'audio' | 'image' | 'data' | 'slides' | 'web-page';
    /**
     * Fewest and most words, for written parts.
     *
     * @minItems 2
     * @maxItems 2
     */
    readonly words?: number[];
    /**
     * Shortest and longest, for video and audio.
     *
     * @minItems 2
     * @maxItems 2
     */
    readonly minutes?: number[];
    /**
     * Fewest and most files or links.
     *
     * @minItems 2
     * @maxItems 2
     */
    readonly count?: number[];
    /**
     * What to make or to answer, said to the teacher.
     */
    readonly prompt: string;
    /**
     * The criteria that are judged on it.
     *
     * @minItems 1
     *
     * Items: A criterion's id in the rubric.
     */
    readonly feeds?: string[];
    /**
     * For parts that no criterion scores: what makes it enough.
     */
    readonly sufficient?: string;
    /**
     * True if pupils' work, voices or faces can appear in it; consent and masking then apply.
     */
    readonly pupils?: boolean;
    /**
     * A choice: the teacher hands in exactly one of these forms.
     *
     * @minItems 2
     * @maxItems 4
     *
     * Items: One form to choose.
     */
    readonly oneOf?: {
      /**
       * Unique in the file.
       */
      readonly id: string;
      /**
       * What it is called on the page and in the submission.
       */
      readonly title: string;
      /**
       * What is handed in.
       */
      readonly form: 'written' | 'document' | 'video' | 'audio' | 'image' | 'data' | 'slides' | 'web-page';
      /**
       * Fewest and most words, for written parts.
       *
       * @minItems 2
       * @maxItems 2
       */
      readonly words?: number[];
      /**
       * Shortest and longest, for video and audio.
       *
       * @minItems 2
       * @maxItems 2
       */
      readonly minutes?: number[];
      /**
       * Fewest and most files or links.
       *
       * @minItems 2
       * @maxItems 2
       */
      readonly count?: number[];
      /**
       * What to make or to answer, said to the teacher.
       */
      readonly prompt: string;
      /**
       * True if pupils' work, voices or faces can appear in it; consent and masking then apply.
       */
      readonly pupils?: boolean;
      /**
       * What to hand in instead where pupils, video or sound are not possible.
       */
      readonly alternative?: string;
    }[];
    /**
     * What to hand in instead where pupils, video or sound are not possible.
     */
    readonly alternative?: string;
  })[];
}

/**
 * Things that an educator can do. File: catalog/competencies/<framework>.yaml
 */
export interface Framework {
  /**
   * The framework's name.
   */
  readonly title: string;
  /**
   * What the framework covers.
   */
  readonly summary: string;
  /**
   * The hue of its badges' leaves.
   */
  readonly color: 'fern' | 'lake' | 'heather';
  /**
   * In reading order.
   *
   * @minItems 1
   *
   * Items: One thing an educator can do.
   */
  readonly competencies: {
    /**
     * Unique in the framework.
     */
    readonly id: string;
    /**
     * Two to five words.
     */
    readonly title: string;
    /**
     * One sentence in the present tense that begins with a verb.
     */
    readonly statement: string;
    /**
     * What kind of practice it is; decides the shape of the badge's leaves.
     */
    readonly category: 'planning' | 'instruction' | 'assessment' | 'climate' | 'partnership' | 'technology' | 'leadership';
    /**
     * Public standards that say the same, by address.
     *
     * Items: One standard.
     */
    readonly alignments?: {
      /**
       * The standard's own name.
       */
      readonly name: string;
      /**
       * The set of standards that it belongs to.
       */
      readonly framework: string;
      /**
       * Where the standard is published.
       */
      readonly url: string;
      /**
       * Its number or code there.
       */
      readonly code?: string;
    }[];
  }[];
}

/**
 * Who runs the programme and signs its badges. File: catalog/issuer.yaml
 */
export interface Issuer {
  /**
   * The organisation's name, as badges show it.
   */
  readonly name: string;
  /**
   * Where the site is published. It is signed into every badge: use a domain of your own, and never move it.
   */
  readonly url: string;
  /**
   * Who the issuer is, in one or two sentences.
   */
  readonly description: string;
  /**
   * A role address for questions, not a person's.
   */
  readonly email: string;
  /**
   * The language that the catalog is written in.
   */
  readonly language: string;
  /**
   * The licence of the catalog's text.
   */
  readonly licence?: string;
  /**
   * Highest school grade whose reading the texts for teachers may ask for, by the Flesch-Kincaid formula for English; 13 where it is left out.
   */
  readonly 'reading-grade'?: number;
  /**
   * The repository of the catalog.
   */
  readonly repository: {
    /**
     * one-repository: catalog and submissions together, everything public. private-per-teacher and private-per-cohort: submissions in private repositories, one for each teacher, or one shared by a cohort whose members have agreed to see each other's work.
     */
    readonly mode: 'one-repository' | 'private-per-teacher' | 'private-per-cohort';
    /**
     * The account that owns the repository.
     */
    readonly owner: string;
    /**
     * The repository's name.
     */
    readonly name: string;
  };
  /**
   * Only where another organisation assesses for you: badges name it as their source.
   */
  readonly 'assessed-by'?: {
    /**
     * Its name.
     */
    readonly name: string;
    /**
     * Its own site.
     */
    readonly url: string;
  };
  /**
   * With private submissions: which repositories hold them. In a one-repository programme there are none beside the catalog's.
   */
  readonly submissions?: {
    /**
     * The account that owns the private repositories.
     */
    readonly owner: string;
    /**
     * How the names of these repositories begin. Names are private as the repositories are; nothing public lists them.
     */
    readonly prefix: string;
    /**
     * Numeric GitHub id of the account whose token the workflows use in these repositories. Only its pull requests from an issue count as the issue's author's; without it the issue form leads nowhere there.
     */
    readonly desk?: number;
  };
  /**
   * Every key that has ever signed, oldest first. `laurel keys new` adds one; a key stays here as long as its badges should verify.
   *
   * Items: One public key and when it is valid.
   */
  readonly keys: {
    /**
     * Ed25519 public key as a Multikey.
     */
    readonly public: string;
    /**
     * The first day on which it signs.
     */
    readonly from: string;
    /**
     * The last day on which it signs; its badges still verify after that.
     */
    readonly until?: string;
    /**
     * The day on which somebody else was found to have it. From then on nothing that it signed verifies. `laurel keys compromise` writes it.
     */
    readonly compromised?: string;
    /**
     * How many entries the log had while nobody else had the key: badges among them were ours, and `laurel reissue --compromised` signs them again.
     */
    readonly 'safe-size'?: number;
  }[];
  /**
   * Who must agree to a change of the policy files (assessors, calibrations, issuer, workflows, schemas, code, site): accounts or teams, from which CODEOWNERS is made.
   *
   * @minItems 1
   *
   * Items: An account or a team of an organisation, with the @.
   */
  readonly stewards?: string[];
  /**
   * The rules of assessment.
   */
  readonly policy: {
    /**
     * How many listed assessors must independently find every criterion at its passing level.
     */
    readonly approvals: number;
    /**
     * How soon a teacher hears whether something is missing.
     */
    readonly 'pre-check-days': number;
    /**
     * How soon a teacher hears the decision.
     */
    readonly 'decision-days': number;
    /**
     * The attempt after which a coach is offered.
     */
    readonly 'coach-after': number;
    /**
     * How many open claims one assessor has at most, unless their entry says otherwise; 4 where it is left out.
     */
    readonly load?: number;
    /**
     * How many days ahead an allowance may let a fault stand; 365 where it is left out.
     */
    readonly 'allowance-days'?: number;
    /**
     * Who helps when a coach joins, in words that a teacher can act on.
     */
    readonly coach?: string;
    /**
     * How many days a change of each class is left open before it is merged, so that those whom it concerns can read it; a class that is left out does not wait. `laurel diff` says the class.
     */
    readonly waiting?: {
      /**
       * Days for a change of this class: the same words, set otherwise.
       */
      readonly editorial?: number;
      /**
       * Days for a change of this class: what explains, and decides nothing.
       */
      readonly clarifying?: number;
      /**
       * Days for a change of this class: what makes it easier, or gives more choice.
       */
      readonly minor?: number;
      /**
       * Days for a change of this class: what work that was begun may not meet, or what changes what is certified.
       */
      readonly major?: number;
    };
    /**
     * How long a submission may go on under the release that it started under, counted from the day of the release that came after it; what is handed in later is assessed under the newest. For each release the longest period counts that has held since it came to main, and for good where there was none at any time since: a period, or a shorter one, is for releases that come with it or after it. For good where it is left out.
     */
    readonly 'submission-stays'?: {
      /**
       * How many months it stays.
       */
      readonly months: number;
    };
    /**
     * When scoring anchor submissions makes somebody eligible, and for how long.
     */
    readonly calibration?: {
      /**
       * Least share of criteria, in percent, on which the scores equal the agreed ones.
       */
      readonly agreement: number;
      /**
       * How long a calibration lasts.
       */
      readonly months: number;
    };
    /**
     * Whether a new badge carries the endorsements that stand in the catalog for its credential at that version. Left out, they stand beside it, at addresses of their own. Inside, every verifier of the badge asks the endorsers' sites too, for ever.
     */
    readonly 'endorsements-inside'?: boolean;
  };
}

/**
 * How a badge names its earner, where that is more than the opaque code.
 */
export type Naming = {
  /**
   * did: a DID of the earner's own, in place of the code. name: their name beside the code. address: a salted hash of their e-mail address beside the code.
   */
  readonly by: 'did' | 'name' | 'address';
  /**
   * The DID, the name, or `sha256$` and the hash of address and salt.
   */
  readonly value: string;
  /**
   * What was put after the address before it was hashed, drawn on the earner's device.
   */
  readonly salt?: string;
};

/**
 * In a private repository of submissions: which programme it belongs to. File: programme.yaml
 */
export interface Programme {
  /**
   * The repository that holds the catalog.
   */
  readonly catalog: {
    /**
     * The account that owns it.
     */
    readonly owner: string;
    /**
     * Its name.
     */
    readonly name: string;
    /**
     * The catalog's folder in it; `catalog` where it is left out.
     */
    readonly folder?: string;
  };
}

/**
 * That a badge is signed anew, and what in it is other than before, as the register keeps it. Written by `laurel reissue` before anything is signed; it proves itself by the issuer's signature.
 */
export interface Reissue {
  /**
   * Which shape this is.
   */
  readonly format: 'laurel-reissue-1';
  /**
   * The badge's; it keeps it.
   */
  readonly serial: string;
  /**
   * Which signing of the badge this is; the first is 1.
   */
  readonly edition: number;
  /**
   * Digest of the award record as canonical JSON: nothing of it is other than it was.
   */
  readonly award: string;
  /**
   * The proof's `created` and the badge's new validFrom; awardedDate stays.
   */
  readonly at: string;
  /**
   * Account id of who ran it.
   */
  readonly by: number;
  /**
   * Why, for the register's readers.
   */
  readonly reason: string;
  /**
   * Its new place in the status list.
   */
  readonly status: {
    /**
     * Which list.
     */
    readonly list: number;
    /**
     * Which bit, drawn at random, never reused.
     */
    readonly index: number;
  };
  /**
   * The issuer's profile as it was read for this edition; left out where it is the award's.
   */
  readonly issuer?: {
    /**
     * The issuer's did:web.
     */
    readonly id: string;
    /**
     * Its name then.
     */
    readonly name: string;
    /**
     * Its site.
     */
    readonly url: string;
    /**
     * What it said of itself.
     */
    readonly description: string;
    /**
     * A role address.
     */
    readonly email: string;
    /**
     * The catalog's language.
     */
    readonly language: string;
  };
  /**
   * How this edition names its earner; left out where it is the opaque code alone.
   */
  readonly naming?: {
    /**
     * did: a DID of the earner's own, in place of the code. name: their name beside the code. address: a salted hash of their e-mail address beside the code.
     */
    readonly by: 'did' | 'name' | 'address';
    /**
     * The DID, the name, or `sha256$` and the hash of address and salt.
     */
    readonly value: string;
    /**
     * What was put after the address before it was hashed, drawn on the earner's device.
     */
    readonly salt?: string;
  };
  /**
   * What the earner agreed to make public, word for word, where the register is public.
   */
  readonly consent?: string;
  /**
   * The issue by which the earner asked for it, where they did.
   */
  readonly asked?: {
    /**
     * GitHub's numeric id of it.
     */
    readonly repository: number;
    /**
     * Its number.
     */
    readonly issue: number;
  };
  /**
   * The public half of the key that signed this record, and signs the badge (Multikey).
   */
  readonly key: string;
  /**
   * Ed25519 over the format, a line break, and all of this without key and signature as canonical JSON (multibase).
   */
  readonly signature: string;
}

/**
 * A credential frozen at a version, with all that it refers to. Written by `laurel release` to catalog/releases/<credential>/<version>.json; never edited.
 */
export interface ReleaseFile {
  /**
   * SHA-256 of `release` in canonical JSON (RFC 8785).
   */
  readonly digest: string;
  /**
   * What is frozen.
   */
  readonly release: {
    /**
     * The format of this record.
     */
    readonly format: 'laurel-release-1';
    /**
     * The credential's id.
     */
    readonly id: string;
    /**
     * Who issued it when it was released.
     */
    readonly issuer: {
      /**
       * The issuer's did:web.
       */
      readonly id: string;
      /**
       * Its name then.
       */
      readonly name: string;
      /**
       * Its site.
       */
      readonly url: string;
      /**
       * What it said of itself.
       */
      readonly description: string;
      /**
       * A role address.
       */
      readonly email: string;
      /**
       * The catalog's language.
       */
      readonly language: string;
    };
    /**
     * The front matter.
     */
    readonly credential: {
      /**
       * The credential's name.
       */
      readonly title: string;
      /**
       * Only with a picture of your own, which stands beside this file as <id>.svg or <id>.png and takes the place of the drawn one.
       */
      readonly art?: {
        /**
         * What the picture shows, for those who do not see it.
         */
        readonly alt: string;
      };
      /**
       * Raise it with every change that is released.
       */
      readonly version: string;
      /**
       * draft: not to be earned yet. active: to be earned. retired: no new starts.
       */
      readonly status: 'draft' | 'active' | 'retired';
      /**
       * For a retired credential: the one to earn instead.
       */
      readonly successor?: string;
      /**
       * Ids that it had before it was renamed; what was released under them stays found.
       *
       * @minItems 1
       * @maxItems 10
       *
       * Items: An id that it had.
       */
      readonly aliases?: string[];
      /**
       * Only where it differs from the issuer's.
       */
      readonly language?: string;
      /**
       * The same credential in other languages, each a credential of its own; badges name them.
       *
       * @minItems 1
       * @maxItems 20
       *
       * Items: One of them.
       */
      readonly translations?: {
        /**
         * Its id.
         */
        readonly credential: string;
        /**
         * The version that says the same as this one.
         */
        readonly version: string;
        /**
         * Its language.
         */
        readonly language: string;
      }[];
      /**
       * The one competency that it certifies.
       */
      readonly competency: string;
      /**
       * One sentence: what the educator does.
       */
      readonly summary: string;
      /**
       * One or two sentences: how the educator shows it.
       */
      readonly method: string;
      /**
       * Who may earn it.
       *
       * @minItems 1
       *
       * Items: One kind of educator.
       */
      readonly audience: ('teacher' | 'administrator' | 'support-staff' | 'coach' | 'pre-service')[];
      /**
       * Which grades it fits.
       *
       * @minItems 1
       *
       * Items: One band.
       */
      readonly grades: ('all' | 'early-years' | 'primary' | 'middle' | 'secondary' | 'adult')[];
      /**
       * Words people search by.
       *
       * @minItems 1
       * @maxItems 8
       *
       * Items: A topic tag.
       */
      readonly topics: string[];
      /**
       * How long it usually takes; information, never a condition.
       */
      readonly effort: {
        /**
         * Usual hours, from first reading to handing in.
         */
        readonly hours: number;
      };
      /**
       * What the programme itself counts for it, such as 0.5 continuing education units; leave it out where it counts nothing.
       */
      readonly credits?: number;
      /**
       * File name in catalog/rubrics.
       */
      readonly rubric: string;
      /**
       * File name in catalog/evidence.
       */
      readonly evidence: string;
      /**
       * How long a badge is valid; leave it out where it never ends.
       */
      readonly validity?: {
        /**
         * Whole years from the day of the award.
         */
        readonly years: number;
      };
      /**
       * One thing to try on the next school day.
       */
      readonly monday: string;
      /**
       * What a holder must not be assumed to have shown.
       *
       * @minItems 1
       * @maxItems 6
       *
       * Items: One thing that it does not certify.
       */
      readonly limits: string[];
      /**
       * Optional ways to learn it; none is required.
       *
       * @maxItems 6
       *
       * Items: One way to learn.
       */
      readonly routes?: {
        /**
         * Its name.
         */
        readonly title: string;
        /**
         * What it is.
         */
        readonly kind: 'course' | 'workshop' | 'project' | 'coaching' | 'reading-group';
        /**
         * What happens in it.
         */
        readonly description: string;
        /**
         * Where it is offered.
         */
        readonly url?: string;
      }[];
      /**
       * Sources, each with how its existence was confirmed.
       *
       * @maxItems 10
       *
       * Items: One source.
       */
      readonly research: {
        /**
         * Authors, year, title, where published.
         */
        readonly citation: string;
        /**
         * DOI as an https address, or the publisher's page.
         */
        readonly url: string;
        /**
         * One sentence: why it matters here.
         */
        readonly relevance: string;
        /**
         * How we know that it exists: its registered DOI, the publisher's own page, or a library catalogue.
         */
        readonly confirmed: 'doi' | 'publisher-page' | 'library-catalogue';
      }[];
      /**
       * Things to read, watch and use, free wherever possible.
       *
       * @maxItems 12
       *
       * Items: One resource.
       */
      readonly resources: {
        /**
         * Its name.
         */
        readonly title: string;
        /**
         * Where it is.
         */
        readonly url: string;
        /**
         * What it is.
         */
        readonly kind: 'reading' | 'video' | 'audio' | 'template' | 'tool' | 'course';
        /**
         * How long it takes, about.
         */
        readonly minutes?: number;
        /**
         * `free`, or the price with its currency.
         */
        readonly price: string;
        /**
         * For video and audio: true if captioned. null where it does not apply or is not known.
         */
        readonly captions?: boolean | null;
      }[];
      /**
       * What changed, newest first.
       *
       * @minItems 1
       *
       * Items: One version.
       */
      readonly changes: {
        /**
         * The version.
         */
        readonly version: string;
        /**
         * When it was released.
         */
        readonly date: string;
        /**
         * What changed, for a teacher to read.
         */
        readonly note: string;
      }[];
    };
    /**
     * The Markdown body.
     */
    readonly narrative: string;
    /**
     * The competency's framework.
     */
    readonly framework: {
      /**
       * File name.
       */
      readonly id: string;
      /**
       * Its name.
       */
      readonly title: string;
      /**
       * The hue of its badges.
       */
      readonly color: 'fern' | 'lake' | 'heather';
    };
    /**
     * The competency as it stood.
     */
    readonly competency: {
      /**
       * Unique in the framework.
       */
      readonly id: string;
      /**
       * Two to five words.
       */
      readonly title: string;
      /**
       * One sentence in the present tense that begins with a verb.
       */
      readonly statement: string;
      /**
       * What kind of practice it is; decides the shape of the badge's leaves.
       */
      readonly category: 'planning' | 'instruction' | 'assessment' | 'climate' | 'partnership' | 'technology' | 'leadership';
      /**
       * Public standards that say the same, by address.
       *
       * Items: One standard.
       */
      readonly alignments?: {
        /**
         * The standard's own name.
         */
        readonly name: string;
        /**
         * The set of standards that it belongs to.
         */
        readonly framework: string;
        /**
         * Where the standard is published.
         */
        readonly url: string;
        /**
         * Its number or code there.
         */
        readonly code?: string;
      }[];
    };
    /**
     * The rubric as it stood.
     */
    readonly rubric: {
      /**
       * From low to high.
       *
       * @minItems 2
       * @maxItems 6
       *
       * Items: One level.
       */
      readonly levels: {
        /**
         * Unique in the rubric.
         */
        readonly id: string;
        /**
         * What people call it.
         */
        readonly title: string;
      }[];
      /**
       * The level that every criterion must reach, unless the criterion says otherwise.
       */
      readonly passing: string;
      /**
       * What is judged, in order.
       *
       * @minItems 3
       * @maxItems 5
       *
       * Items: One thing that is judged.
       */
      readonly criteria: {
        /**
         * Unique in the rubric.
         */
        readonly id: string;
        /**
         * A short statement that names the one thing.
         */
        readonly title: string;
        /**
         * A description per level id, of what can be seen in the evidence.
         */
        readonly levels: {
          readonly [k: string]: string;
        };
        /**
         * Only where it differs from the rubric's.
         */
        readonly passing?: string;
      }[];
    };
    /**
     * The evidence requirements as they stood.
     */
    readonly evidence: {
      /**
       * In the order in which a teacher meets them.
       *
       * @minItems 3
       * @maxItems 10
       *
       * Items: One piece of evidence.
       */
      readonly requirements: ({
        readonly [k: string]: unknown;
      } & {
        /**
         * Unique in the file.
         */
        readonly id: string;
        /**
         * 1 setting, 2 evidence of practice, 3 reflection.
         */
        readonly part: 1 | 2 | 3;
        /**
         * What it is called on the page and in the submission.
         */
        readonly title: string;
        /**
         * What is handed in.
         */
        readonly form?: 'written' | 'document' | 'video' | 'audio' | 'image' | 'data' | 'slides' | 'web-page';
        /**
         * Fewest and most words, for written parts.
         *
         * @minItems 2
         * @maxItems 2
         */
        readonly words?: number[];
        /**
         * Shortest and longest, for video and audio.
         *
         * @minItems 2
         * @maxItems 2
         */
        readonly minutes?: number[];
        /**
         * Fewest and most files or links.
         *
         * @minItems 2
         * @maxItems 2
         */
        readonly count?: number[];
        /**
         * What to make or to answer, said to the teacher.
         */
        readonly prompt: string;
        /**
         * The criteria that are judged on it.
         *
         * @minItems 1
         *
         * Items: A criterion's id in the rubric.
         */
        readonly feeds?: string[];
        /**
         * For parts that no criterion scores: what makes it enough.
         */
        readonly sufficient?: string;
        /**
         * True if pupils' work, voices or faces can appear in it; consent and masking then apply.
         */
        readonly pupils?: boolean;
        /**
         * A choice: the teacher hands in exactly one of these forms.
         *
         * @minItems 2
         * @maxItems 4
         *
         * Items: One form to choose.
         */
        readonly oneOf?: {
          /**
           * Unique in the file.
           */
          readonly id: string;
          /**
           * What it is called on the page and in the submission.
           */
          readonly title: string;
          /**
           * What is handed in.
           */
          readonly form: 'written' | 'document' | 'video' | 'audio' | 'image' | 'data' | 'slides' | 'web-page';
          /**
           * Fewest and most words, for written parts.
           *
           * @minItems 2
           * @maxItems 2
           */
          readonly words?: number[];
          /**
           * Shortest and longest, for video and audio.
           *
           * @minItems 2
           * @maxItems 2
           */
          readonly minutes?: number[];
          /**
           * Fewest and most files or links.
           *
           * @minItems 2
           * @maxItems 2
           */
          readonly count?: number[];
          /**
           * What to make or to answer, said to the teacher.
           */
          readonly prompt: string;
          /**
           * True if pupils' work, voices or faces can appear in it; consent and masking then apply.
           */
          readonly pupils?: boolean;
          /**
           * What to hand in instead where pupils, video or sound are not possible.
           */
          readonly alternative?: string;
        }[];
        /**
         * What to hand in instead where pupils, video or sound are not possible.
         */
        readonly alternative?: string;
      })[];
    };
    /**
     * Versions that were released before, lowest first; left out where there is none.
     *
     * @minItems 1
     *
     * Items: One of them.
     */
    readonly earlier?: string[];
    /**
     * The author's own picture, byte for byte; left out where the badge is drawn from the rubric.
     */
    readonly art?: {
      /**
       * What it is.
       */
      readonly type: 'image/svg+xml' | 'image/png';
      /**
       * An SVG's text; a PNG's bytes in base64.
       */
      readonly content: string;
    };
  };
}

/**
 * What is judged and at which levels. File: catalog/rubrics/<id>.yaml
 */
export interface Rubric {
  /**
   * From low to high.
   *
   * @minItems 2
   * @maxItems 6
   *
   * Items: One level.
   */
  readonly levels: {
    /**
     * Unique in the rubric.
     */
    readonly id: string;
    /**
     * What people call it.
     */
    readonly title: string;
  }[];
  /**
   * The level that every criterion must reach, unless the criterion says otherwise.
   */
  readonly passing: string;
  /**
   * What is judged, in order.
   *
   * @minItems 3
   * @maxItems 5
   *
   * Items: One thing that is judged.
   */
  readonly criteria: {
    /**
     * Unique in the rubric.
     */
    readonly id: string;
    /**
     * A short statement that names the one thing.
     */
    readonly title: string;
    /**
     * A description per level id, of what can be seen in the evidence.
     */
    readonly levels: {
      readonly [k: string]: string;
    };
    /**
     * Only where it differs from the rubric's.
     */
    readonly passing?: string;
  }[];
}

/**
 * The front matter of submission.md. The body holds the written parts, each under its requirement's title.
 */
export interface Submission {
  /**
   * Which credential it claims.
   */
  readonly credential: string;
  /**
   * The release that the teacher started under.
   */
  readonly release: string;
  /**
   * In a one-repository programme only public: everything, "not yet" included, can be read by anyone, and choosing it is the consent. With private submissions it is about the badge alone, and the submission stays private either way: public publishes the badge, private leaves it with the earner.
   */
  readonly visibility: 'public' | 'private';
  /**
   * Whether my badge links to what I handed in by a link, for everyone who sees the badge. No, where it is left out.
   */
  readonly 'evidence-in-badge'?: boolean;
  /**
   * The name of your school, so that nobody from it assesses you. Capitals, accents and punctuation make no difference.
   */
  readonly school?: string;
  /**
   * Who else worked on what is handed in. They do not assess it; the text says who did what.
   *
   * @maxItems 12
   *
   * Items: Their GitHub name.
   */
  readonly team?: string[];
  /**
   * What the teacher states. All must be true before it is handed in.
   */
  readonly attestations: {
    /**
     * This is my own work, or my part of team work that the text names.
     */
    readonly 'own-work': boolean;
    /**
     * Whoever else worked on it is named under `team`, or nobody did.
     */
    readonly 'team-named': boolean;
    /**
     * No pupil can be recognised by name, face, voice or number.
     */
    readonly 'names-removed': boolean;
    /**
     * Where pupils' work appears, consent is on file at my school.
     */
    readonly 'consent-on-file': boolean;
    /**
     * I understand that everything here is public and stays public.
     */
    readonly 'public-consent'?: boolean;
  };
  /**
   * For a requirement that offers one of several forms: which option was taken.
   */
  readonly choices?: {
    /**
     * Lower-case letters, digits and single hyphens; the same as the file name where a file has the id.
     */
    readonly [k: string]: string;
  };
  /**
   * The level that the teacher sees in their own work, by criterion. It decides nothing; the desk's comment and `laurel feedback` show it beside the assessors' levels.
   */
  readonly 'self-assessment'?: {
    /**
     * Lower-case letters, digits and single hyphens; the same as the file name where a file has the id.
     */
    readonly [k: string]: string;
  };
  /**
   * For each requirement that is not written in the body: links with a salted digest.
   */
  readonly evidence: {
    /**
     * @maxItems 10
     *
     * Items: One page or file that is kept elsewhere (a link with a salted digest), or one small file that lies beside submission.md.
     */
    readonly [k: string]: {
      /**
       * Where assessors open it.
       */
      readonly link?: string;
      /**
       * What it is.
       */
      readonly media: string;
      /**
       * In bytes.
       */
      readonly bytes?: number;
      /**
       * Random, base64url, at least 128 bits.
       */
      readonly salt?: string;
      /**
       * Of the salt's bytes followed by the file's.
       */
      readonly sha256?: string;
      /**
       * The name of a small text or image beside submission.md, at most 2 MiB.
       */
      readonly file?: string;
    }[];
  };
}
