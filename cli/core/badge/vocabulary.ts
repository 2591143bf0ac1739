/** Closed lists of Open Badges 3.0; each is open to `ext:` names. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const achievementTypes = words(`
  Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge BachelorDegree Certificate
  CertificateOfCompletion Certification CommunityService Competency Course CoCurricular Degree Diploma DoctoralDegree
  Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License Membership ProfessionalDoctorate
  QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ResearchDoctorate SecondarySchoolDiploma`);

export const resultTypes = words(`
  GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion
  RubricCriterionLevel RubricScore ScaledScore Status`);

export const resultStatuses = words('Completed Enrolled Failed InProgress OnHold Provisional Withdrew');

export const targetTypes = words('ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL');

export const identityTypes = words(`
  name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn lisSourcedId
  oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ltiUserId identifier`);

/** True for a word of the list or an extension of it. */
export const isWord = (list: ReadonlySet<string>, value: unknown): boolean => typeof value === 'string' && (list.has(value) || /^ext:[A-Za-z0-9.|_-]+$/.test(value));
