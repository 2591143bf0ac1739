import type { Rule } from '../rule.ts';
import anchorComplete from './anchor-complete.ts';
import assessorCalibrated from './assessor-calibrated.ts';
import assessorsSuffice from './assessors-suffice.ts';
import attachmentMetadata from './attachment-metadata.ts';
import attachmentNamed from './attachment-named.ts';
import attachmentNamesDiffer from './attachment-names-differ.ts';
import attachmentType from './attachment-type.ts';
import badgePicture from './badge-picture.ts';
import calibrationKnown from './calibration-known.ts';
import changesNameVersion from './changes-name-version.ts';
import criterionDescribesEveryLevel from './criterion-describes-every-level.ts';
import criterionFed from './criterion-fed.ts';
import definitionUsed from './definition-used.ts';
import evidenceLinkPublic from './evidence-link-public.ts';
import evidencePieceWhole from './evidence-piece-whole.ts';
import feedsKnown from './feeds-known.ts';
import fileNamePersonal from './file-name-personal.ts';
import headingOrder from './heading-order.ts';
import idOnce from './id-once.ts';
import imageDescribed from './image-described.ts';
import issuerHasKey from './issuer-has-key.ts';
import levelOrder from './level-order.ts';
import levelTextsDiffer from './level-texts-differ.ts';
import linkHidesAddress from './link-hides-address.ts';
import linkResolves from './link-resolves.ts';
import linkText from './link-text.ts';
import mixedScriptWords from './mixed-script-words.ts';
import noBirthDate from './no-birth-date.ts';
import noHiddenText from './no-hidden-text.ts';
import noPersonalAddress from './no-personal-address.ts';
import noPupilName from './no-pupil-name.ts';
import noRawHtml from './no-raw-html.ts';
import noSeatTime from './no-seat-time.ts';
import noStudentNumber from './no-student-number.ts';
import nothingLeftToWrite from './nothing-left-to-write.ts';
import observableLevel from './observable-level.ts';
import partsInOrder from './parts-in-order.ts';
import passingLevelExists from './passing-level-exists.ts';
import pupilsAlternative from './pupils-alternative.ts';
import rangeOrdered from './range-ordered.ts';
import referenceResolves from './reference-resolves.ts';
import releaseCurrent from './release-current.ts';
import releaseIntact from './release-intact.ts';
import requirementJudged from './requirement-judged.ts';
import researchAddress from './research-address.ts';
import researchSources from './research-sources.ts';
import resourceCaptions from './resource-captions.ts';
import retiredNamesSuccessor from './retired-names-successor.ts';
import schoolKnown from './school-known.ts';
import sectionsInOrder from './sections-in-order.ts';
import submissionAttested from './submission-attested.ts';
import submissionEvidence from './submission-evidence.ts';
import submissionRelease from './submission-release.ts';
import submissionWritten from './submission-written.ts';
import { textRules, type Explanation } from './text-rules.ts';
import translationKnown from './translation-known.ts';

/** Every rule, in the order in which reports and pages list them. */
export const rules: readonly Rule[] = [
  referenceResolves, definitionUsed, idOnce,
  criterionDescribesEveryLevel, levelOrder, passingLevelExists, levelTextsDiffer, observableLevel,
  criterionFed, feedsKnown, requirementJudged, partsInOrder, rangeOrdered, pupilsAlternative, noSeatTime,
  sectionsInOrder, headingOrder, linkResolves, linkText, noRawHtml, imageDescribed, researchSources, researchAddress, resourceCaptions, retiredNamesSuccessor, changesNameVersion,
  releaseIntact, releaseCurrent,
  noHiddenText, noPersonalAddress, nothingLeftToWrite,
  badgePicture, translationKnown,
  issuerHasKey, assessorsSuffice, assessorCalibrated, anchorComplete, calibrationKnown,
  submissionRelease, submissionAttested, schoolKnown, submissionEvidence, submissionWritten, evidencePieceWhole, evidenceLinkPublic, attachmentNamed, attachmentNamesDiffer, attachmentType, attachmentMetadata, fileNamePersonal,
  noPupilName, noStudentNumber, noBirthDate, mixedScriptWords, linkHidesAddress,
];

/** All that can be explained: what the loader sees to, then the rules. */
export const explainable: readonly (Explanation | Rule)[] = [...textRules, ...rules];
