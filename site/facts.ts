import type { CredentialView } from './view.ts';
import { audienceOf, capital, dateOf, gradesOf, number, plural, series, topicOf } from './words.ts';

/** One line of the facts panel. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly href?: string;
}

type Requirement = CredentialView['release']['evidence']['requirements'][number];

function evidenceOf(requirements: readonly Requirement[]): string {
  const practice = requirements.filter(({ part }) => part === 2).map(({ title }) => title);
  const around = requirements.length - practice.length;
  return `${practice.join('; ')}; ${number(around)} shorter ${around === 1 ? 'part' : 'parts'} around ${practice.length === 1 ? 'it' : 'them'}`;
}

/** Whether it can be earned by someone who has no pupils to show. */
function pupilsOf(requirements: readonly Requirement[]): string {
  const needing = requirements.filter(({ pupils, oneOf, alternative }) => alternative === undefined && (pupils === true || (oneOf ?? []).length > 0 && oneOf!.every((option) => option.pupils === true && option.alternative === undefined)));
  const any = requirements.some(({ pupils, oneOf }) => pupils === true || (oneOf ?? []).some((option) => option.pupils === true));
  if (!any) return 'Not needed';
  return needing.length === 0 ? 'Shown masked, or choose the way without' : 'Shown masked, with consent';
}

/** The facts of a plate: the same ones, in the same order, on every plate. */
export function factsOf({ release, framework, issuer, released }: CredentialView): readonly Fact[] {
  const { credential, competency, rubric, evidence } = release;
  const priced = credential.resources.filter(({ price }) => price !== 'free').length;
  const since = credential.changes.find(({ version }) => version === credential.version)?.date;
  return [
    { name: 'Certifies', text: competency.title, href: framework.competency },
    { name: 'Framework', text: framework.title, href: framework.href },
    { name: 'For', text: audienceOf(credential.audience) },
    { name: 'Grades', text: gradesOf(credential.grades) },
    { name: 'Topics', text: capital(series(credential.topics.map(topicOf))) },
    { name: 'Effort', text: `About ${plural(credential.effort.hours, 'hour')}, at your own pace` },
    { name: 'You hand in', text: evidenceOf(evidence.requirements) },
    { name: 'Pupils’ work', text: pupilsOf(evidence.requirements) },
    { name: 'Judged on', text: `${plural(rubric.criteria.length, 'criterion', 'criteria')} at ${plural(rubric.levels.length, 'level')}` },
    { name: 'Decision', text: `Within ${plural(issuer.policy['decision-days'], 'working day')}` },
    { name: 'Cost', text: priced === 0 ? 'Nothing; every resource is free' : `${plural(priced, 'resource')} with a price, none required` },
    { name: 'Valid for', text: credential.validity === undefined ? 'Always' : plural(credential.validity.years, 'year') },
    { name: 'Version', text: released && since !== undefined ? `${credential.version}, ${dateOf(since)}` : `${credential.version}, not released yet` },
  ];
}
