import type { Rule } from '../rule.ts';
import assessorCalibrated from './assessor-calibrated.ts';
import assessorsSuffice from './assessors-suffice.ts';
import changesNameVersion from './changes-name-version.ts';
import criterionDescribesEveryLevel from './criterion-describes-every-level.ts';
import criterionFed from './criterion-fed.ts';
import definitionUsed from './definition-used.ts';
import feedsKnown from './feeds-known.ts';
import headingOrder from './heading-order.ts';
import idOnce from './id-once.ts';
import imageDescribed from './image-described.ts';
import issuerHasKey from './issuer-has-key.ts';
import levelOrder from './level-order.ts';
import levelTextsDiffer from './level-texts-differ.ts';
import linkResolves from './link-resolves.ts';
import linkText from './link-text.ts';
import noHiddenText from './no-hidden-text.ts';
import noPersonalAddress from './no-personal-address.ts';
import noRawHtml from './no-raw-html.ts';
import noSeatTime from './no-seat-time.ts';
import observableLevel from './observable-level.ts';
import nothingLeftToWrite from './nothing-left-to-write.ts';
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
import sectionsInOrder from './sections-in-order.ts';
import submissionAttested from './submission-attested.ts';
import submissionEvidence from './submission-evidence.ts';
import submissionRelease from './submission-release.ts';
import submissionWritten from './submission-written.ts';
import { textRules, type Explanation } from './text-rules.ts';

/** Every rule, in the order in which reports and pages list them. */
export const rules: readonly Rule[] = [
  referenceResolves, definitionUsed, idOnce,
  criterionDescribesEveryLevel, levelOrder, passingLevelExists, levelTextsDiffer, observableLevel,
  criterionFed, feedsKnown, requirementJudged, partsInOrder, rangeOrdered, pupilsAlternative, noSeatTime,
  sectionsInOrder, headingOrder, linkResolves, linkText, noRawHtml, imageDescribed, researchSources, researchAddress, resourceCaptions, retiredNamesSuccessor, changesNameVersion,
  releaseIntact, releaseCurrent,
  noHiddenText, noPersonalAddress, nothingLeftToWrite,
  issuerHasKey, assessorsSuffice, assessorCalibrated,
  submissionRelease, submissionAttested, submissionEvidence, submissionWritten,
];

/** All that can be explained: what the loader sees to, then the rules. */
export const explainable: readonly (Explanation | Rule)[] = [...textRules, ...rules];
