import type { Rule } from '../rule.ts';
import accessibleAlternative from './accessible-alternative.ts';
import aliasFree from './alias-free.ts';
import anchorComplete from './anchor-complete.ts';
import assessorCalibrated from './assessor-calibrated.ts';
import assessorsSuffice from './assessors-suffice.ts';
import attachmentMetadata from './attachment-metadata.ts';
import attachmentNamed from './attachment-named.ts';
import attachmentNamesDiffer from './attachment-names-differ.ts';
import attachmentType from './attachment-type.ts';
import badgePicture from './badge-picture.ts';
import calibrationKnown from './calibration-known.ts';
import changesDated from './changes-dated.ts';
import changesNameVersion from './changes-name-version.ts';
import criterionDescribesEveryLevel from './criterion-describes-every-level.ts';
import criterionFed from './criterion-fed.ts';
import criterionSingle from './criterion-single.ts';
import definitionUsed from './definition-used.ts';
import effortCoversResources from './effort-covers-resources.ts';
import endorsementAbout from './endorsement-about.ts';
import endorsementCurrent from './endorsement-current.ts';
import endorsementShape from './endorsement-shape.ts';
import evidenceLinkPublic from './evidence-link-public.ts';
import evidencePieceWhole from './evidence-piece-whole.ts';
import feedsKnown from './feeds-known.ts';
import fileNamePersonal from './file-name-personal.ts';
import headingOnce from './heading-once.ts';
import headingOrder from './heading-order.ts';
import idNotReserved from './id-not-reserved.ts';
import idOnce from './id-once.ts';
import imageDescribed from './image-described.ts';
import issuerEmailRole from './issuer-email-role.ts';
import issuerHasKey from './issuer-has-key.ts';
import keyDatesOrdered from './key-dates-ordered.ts';
import keyEndsLater from './key-ends-later.ts';
import languageDiffers from './language-differs.ts';
import languageKnown from './language-known.ts';
import levelBeyondDegree from './level-beyond-degree.ts';
import levelLengthsAlike from './level-lengths-alike.ts';
import levelOrder from './level-order.ts';
import levelTextsDiffer from './level-texts-differ.ts';
import levelsParallel from './levels-parallel.ts';
import linkDefined from './link-defined.ts';
import linkHidesAddress from './link-hides-address.ts';
import linkResolves from './link-resolves.ts';
import linkText from './link-text.ts';
import lowerLevelPresent from './lower-level-present.ts';
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
import policyDaysOrdered from './policy-days-ordered.ts';
import practiceShown from './practice-shown.ts';
import pupilsAlternative from './pupils-alternative.ts';
import pupilsStated from './pupils-stated.ts';
import rangeOrdered from './range-ordered.ts';
import rangeStated from './range-stated.ts';
import readingGrade from './reading-grade.ts';
import referenceResolves from './reference-resolves.ts';
import releaseCurrent from './release-current.ts';
import releaseIntact from './release-intact.ts';
import renamedKeepsAlias from './renamed-keeps-alias.ts';
import requirementJudged from './requirement-judged.ts';
import researchAddress from './research-address.ts';
import researchSources from './research-sources.ts';
import resourceCaptionsFit from './resource-captions-fit.ts';
import resourceCaptions from './resource-captions.ts';
import resourceFree from './resource-free.ts';
import resourcePrice from './resource-price.ts';
import retiredNamesSuccessor from './retired-names-successor.ts';
import schoolKnown from './school-known.ts';
import sectionsInOrder from './sections-in-order.ts';
import submissionAttested from './submission-attested.ts';
import submissionEvidence from './submission-evidence.ts';
import submissionRelease from './submission-release.ts';
import submissionWritten from './submission-written.ts';
import summaryOneSentence from './summary-one-sentence.ts';
import titleOnce from './title-once.ts';
import { textRules, type Explanation } from './text-rules.ts';
import translationKnown from './translation-known.ts';

/** Rules that look after one thing. */
export interface Family {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Every rule by what it looks after, in the order in which pages list them. */
export const families: readonly Family[] = [
  { title: 'Names and references', rules: [referenceResolves, definitionUsed, idOnce, idNotReserved, titleOnce, aliasFree, renamedKeepsAlias, retiredNamesSuccessor] },
  { title: 'Rubrics', rules: [criterionDescribesEveryLevel, levelOrder, passingLevelExists, levelTextsDiffer, levelBeyondDegree, levelsParallel, levelLengthsAlike, lowerLevelPresent, observableLevel, criterionSingle] },
  { title: 'Evidence', rules: [criterionFed, feedsKnown, requirementJudged, partsInOrder, practiceShown, rangeOrdered, rangeStated, pupilsStated, pupilsAlternative, accessibleAlternative, noSeatTime] },
  { title: 'Credentials', rules: [summaryOneSentence, effortCoversResources, readingGrade, languageKnown, languageDiffers, researchSources, researchAddress, resourceCaptions, resourceCaptionsFit, resourcePrice, resourceFree, changesNameVersion, changesDated, releaseIntact, releaseCurrent, translationKnown, badgePicture, endorsementShape, endorsementAbout, endorsementCurrent, nothingLeftToWrite] },
  { title: 'Text and page', rules: [sectionsInOrder, headingOrder, headingOnce, linkResolves, linkDefined, linkText, noRawHtml, imageDescribed] },
  { title: 'Programme', rules: [issuerHasKey, keyDatesOrdered, keyEndsLater, issuerEmailRole, policyDaysOrdered, assessorsSuffice, assessorCalibrated, anchorComplete, calibrationKnown] },
  { title: 'What is handed in', rules: [submissionRelease, submissionAttested, schoolKnown, submissionEvidence, submissionWritten, evidencePieceWhole, evidenceLinkPublic, attachmentNamed, attachmentNamesDiffer, attachmentType, attachmentMetadata] },
  { title: 'Privacy', rules: [noPersonalAddress, noPupilName, noStudentNumber, noBirthDate, fileNamePersonal] },
  { title: 'Text that deceives', rules: [noHiddenText, mixedScriptWords, linkHidesAddress] },
];

/** Every rule, in the order in which reports and pages list them. */
export const rules: readonly Rule[] = families.flatMap((family) => family.rules);

/** All that can be explained: what the loader sees to, then the rules. */
export const explainable: readonly (Explanation | Rule)[] = [...textRules, ...rules];
