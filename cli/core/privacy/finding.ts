/** What kind of personal thing was found. */
export type PrivacyKind =
  | 'e-mail-address'
  | 'phone-number'
  | 'student-number'
  | 'social-security-number'
  | 'birth-date'
  /** A full name of the roster. */
  | 'roster-name'
  /** One word of a name of the roster. */
  | 'roster-word'
  /** A name that the text itself calls a pupil's. */
  | 'pupil-name'
  /** A capitalised word after a word for a pupil. */
  | 'possible-name'
  | 'location'
  | 'author'
  | 'person-shown'
  | 'device'
  | 'description'
  | 'unreadable';

/**
 * Something personal, or something that could not be looked into. The message never repeats the personal text in full.
 * No detector of this folder finds a face, a voice, handwriting or a name in a picture: only people can.
 */
export interface PrivacyFinding {
  readonly kind: PrivacyKind;
  readonly confidence: 'high' | 'low';
  /** Where it begins in the text that was looked at; properties of files have no place. */
  readonly offset?: number;
  /** "Unexpected X, expected Y". */
  readonly message: string;
  readonly remedy: string;
}

/** What is known of the people who must not be named. */
export interface Known {
  /** Names of pupils, one per entry, as `parseRoster` gives them. */
  readonly roster?: readonly string[];
}
