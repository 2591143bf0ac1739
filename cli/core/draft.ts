/** Kinds that `laurel new` begins. */
export const draftKinds = ['credential', 'rubric', 'evidence', 'framework'] as const;

const title = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

/** First drafts of a kind's files, valid in shape, with what an author must write in angle brackets. Paths are below the catalog's folder. */
export function draft(kind: (typeof draftKinds)[number], id: string, today: string): ReadonlyMap<string, string> {
  switch (kind) {
    case 'rubric': return new Map([[`rubrics/${id}.yaml`, rubric()]]);
    case 'evidence': return new Map([[`evidence/${id}.yaml`, evidence()]]);
    case 'framework': return new Map([[`competencies/${id}.yaml`, framework(id)]]);
    case 'credential': return new Map([[`credentials/${id}.md`, credential(id, today)], [`rubrics/${id}.yaml`, rubric()], [`evidence/${id}.yaml`, evidence()]]);
  }
}

const criterion = (id: string): string => `  - id: ${id}
    title: <One thing that can be seen, such as "Checks reach every learner">
    levels:
      not-yet: <What the evidence of ${id} shows at this level.>
      developing: <What it shows a step further.>
      proficient: <What it shows when the practice is there.>
`;

const rubric = (): string => `# Levels from low to high; every criterion must reach the passing one.
levels:
  - id: not-yet
    title: Not yet
  - id: developing
    title: Developing
  - id: proficient
    title: Proficient
passing: proficient
criteria:
${['first', 'second', 'third'].map(criterion).join('')}`;

const evidence = (): string => `requirements:
  # Part 1: the setting. No criterion scores it, so it says what is sufficient.
  - id: setting
    part: 1
    title: Your setting
    form: written
    words: [200, 400]
    prompt: <What to tell about the class and the work.>
    sufficient: <What makes it enough.>
  # Part 2: the practice. Each piece feeds criteria of the rubric; between them they feed all.
  - id: plan
    part: 2
    title: Annotated plan
    form: document
    count: [1, 1]
    prompt: <What to plan and to note beside it.>
    feeds: [first]
  - id: in-action
    part: 2
    title: The practice in action
    prompt: <What to show.>
    feeds: [second, third]
    oneOf:
      - id: clip
        title: Video clip
        form: video
        minutes: [3, 8]
        count: [1, 1]
        prompt: <What the clip shows.>
        pupils: true
      - id: samples
        title: Work samples
        form: document
        count: [2, 4]
        prompt: <Which samples, and how to mask them.>
        pupils: true
    alternative: <What to hand in where no pupil can appear.>
  # Part 3: reflection.
  - id: reflection
    part: 3
    title: Reflection
    form: written
    words: [200, 400]
    prompt: <What changed in the practice, and for learners?>
    sufficient: <What makes it enough.>
`;

const framework = (id: string): string => `title: ${title(id)}
summary: <What this framework covers, in a sentence.>
color: fern
competencies:
  - id: does-one-thing
    title: Does one thing
    statement: <Begins with a verb and says one thing that an educator does.>
    category: instruction
`;

const credential = (id: string, today: string): string => `---
title: ${title(id)}
version: 1.0.0
status: draft
# A competency as framework/id, from catalog/competencies.
competency: teaching/checks-understanding
summary: <One sentence that says what the educator does.>
method: <One or two sentences that say how the educator shows it.>
audience: [teacher]
grades: [all]
topics: [${id}]
effort:
  hours: 10
rubric: ${id}
evidence: ${id}
validity:
  years: 5
monday: <One thing to try on the next school day.>
limits:
  - <What it does not certify.>
# Only sources that you know to exist, each with its DOI or its publisher's page.
research: []
resources: []
changes:
  - version: 1.0.0
    date: ${today}
    note: First release.
---

## Overview

<What the practice is, why it matters to learners, what an earner can do.>

## Method

### <First component>

<Steps and considerations.>
`;
