import { describe, expect, it } from 'vitest';
import { file, smallestCatalog, smallestSubmission, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { lint } from '../lint.ts';
import { assembleRelease, releaseText, sealRelease } from '../release.ts';

const CREDENTIAL = 'credentials/wait-time.md';
const RUBRIC = 'rubrics/wait-time.yaml';
const EVIDENCE = 'evidence/wait-time.yaml';
const RELEASE = 'releases/wait-time/1.0.0.json';
const SUBMISSION = 'submissions/wait-time/example-teacher/1/submission.md';
const today = '2026-11-22';

type Edit = readonly [path: string, good: string, bad: string];

// The smallest catalog with edits, and its release and submission made to fit the edited sources.
function edited(edits: readonly Edit[]): Record<string, string> {
  const texts: Record<string, string> = { ...smallestTexts };
  const submission = { text: smallestSubmission().text };
  const apply = ([path, good, bad]: Edit): void => {
    const before = path === SUBMISSION ? submission.text : texts[path]!;
    expect(before, path).toContain(good);
    if (path === SUBMISSION) submission.text = before.replace(good, () => bad);
    else texts[path] = before.replace(good, () => bad);
  };
  edits.forEach(apply);
  const release = assembleRelease(loadCatalog(Object.entries(texts).map(([path, text]) => file(path, text))).catalog, 'wait-time');
  if (release !== null) {
    const sealed = sealRelease(release);
    texts[RELEASE] = releaseText(sealed);
    submission.text = submission.text.replace(/sha256-[0-9a-f]{64}/, sealed.digest);
  }
  return { ...texts, [SUBMISSION]: submission.text };
}

const allFaults = (edits: readonly Edit[], change: Readonly<Record<string, string>> = {}): readonly string[] => lint(smallestCatalog({ ...edited(edits), ...change }), { today }).diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
const faults = allFaults;
const body = (text: string): Edit => [CREDENTIAL, '## Overview\n\nLearners need time to think. Read [how to begin](#method) first.\n\n## Method\n\n### Ask, then wait\n\nCount silently to three.\n', text];

describe('rules about rubrics', () => {
  it('name a misspelt level once', () => {
    expect(faults([[RUBRIC, 'proficient: Answers come', 'profficient: Answers come']])).toEqual(['criterion-describes-every-level: Unexpected level "profficient" in criterion "hears-everyone", expected one of not-yet, proficient. Did you mean "proficient"?']);
  });

  it('keep the order of levels that look like numbers', () => {
    const numbered = smallestTexts[RUBRIC]!.replaceAll('not-yet', '"2"').replaceAll('proficient', '"1"');
    expect(faults([[RUBRIC, smallestTexts[RUBRIC]!, numbered]])).toEqual([]);
  });

  it('ask for the order of levels that look like numbers', () => {
    const turned = smallestTexts[RUBRIC]!.replaceAll('not-yet', '"2"').replaceAll('proficient', '"1"').replace(/( +"2": [^\n]+\n)( +"1": [^\n]+\n)/, '$2$1');
    expect(faults([[RUBRIC, smallestTexts[RUBRIC]!, turned]])).toEqual([expect.stringMatching(/^level-order: Unexpected level "1" here, expected the order 2, 1/) as string]);
  });

  it('say why levels between braces are not moved', () => {
    const flow = smallestTexts[RUBRIC]!.replace(/    levels:\n( +)not-yet: ([^\n]+)\n +proficient: ([^\n]+)\n/, '    levels: { proficient: "$3", not-yet: "$2" }\n');
    const [fault] = lint(smallestCatalog(edited([[RUBRIC, smallestTexts[RUBRIC]!, flow]])), { today }).diagnostics.filter(({ rule }) => rule === 'level-order');
    expect(fault).toMatchObject({ remedy: expect.stringContaining('between braces `{ }` they share lines') });
    expect(fault!.fix).toBe(undefined);
  });

  it.each(['Two contact\n        hours of it.', 'It lasts ten\n        hours of\n        training.', 'A workshop of three\n        days is attended.', 'They log 12 full\n        hours.'])('find hours that are asked for over the end of a line: %j', (text) => {
    expect(allFaults([[RUBRIC, 'not-yet: Answers come from volunteers.', `not-yet: >-\n        ${text}`]]).some((fault) => fault.startsWith('no-seat-time: '))).toBe(true);
  });

  it('find each place of hours in one text', () => {
    expect(faults([[RUBRIC, 'Answers come from volunteers.', 'Seat time is logged, and clock hours are counted.']]).filter((line) => line.startsWith('no-seat-time'))).toHaveLength(2);
  });

  it('want a passing level of a criterion that exists', () => {
    expect(faults([[RUBRIC, '    title: Waits after asking\n', '    title: Waits after asking\n    passing: expert\n']])).toEqual(['passing-level-exists: Unexpected passing level "expert", expected proficient.']);
  });

  it.each([
    ['The teacher knows each pupil.', true],
    ['Understands why waiting matters.', true],
    ['Demonstrates an understanding of wait time.', true],
    ['Demonstrates a deep and thorough understanding of wait time.', true],
    ['Is able to understand why waiting matters.', true],
    ['Demonstrates knowledge of questioning.', true],
    ['Deep understanding of questioning.', true],
    ['Comprehends why waiting matters.', true],
    ['Recognizes the importance of waiting.', true],
    ['The teacher recognises the value of waiting.', true],
    ['Thinks about who answers.', true],
    ['Feels confident with silence.', true],
    ['Learns about wait time.', true],
    ['Recognizes each learner by a signal.', false],
    ['The notes show an understanding that learners wrote down.', false],
    ['Understanding of the question is tested before the discussion.', false],
    ['Learners who feel confident answer first.', false],
    ['The record shows what a learner who knows the answer said.', false],
    ['The teacher asks what the class knows and understands.', false],
    ['The notes show that the plan is familiar to the class.', false],
    ['Good questions are asked.', true],
    ['Feedback is given effectively.', true],
    ['Uses appropriate questions.', true],
    ['An excellent plan, with each question in it.', true],
    ['The plan is of high quality.', true],
    ['Adequate time is left.', true],
    ['Questions are poorly chosen.', true],
    ['Learners say "good question" to one another.', false],
    ['The notes give a good reason for each change.', false],
    ['Learners say good morning at the door.', false],
    ['The questioning is effective.', true],
    ['The plan is effective from the first day on.', false],
    ['An age-appropriate text is read.', false],
    ["The notes say what a 'good' answer would need.", false],
    ["The learners' notes are good, and the teacher's are not.", true],
    ['Learners hear that there is more than one good answer.', false],
    ['A developmentally appropriate text is read.', false],
    ['Is committed to waiting.', true],
    ['The teacher has internalized the routine.', true],
    ['Cares about who answers.', true],
    ['Is mindful of silence.', true],
    ['The teacher is unaware of who answers.', true],
  ])('can tell inner states of the teacher from what is seen: %s', (text, warned) => {
    expect(faults([[RUBRIC, 'Answers come from volunteers.', text]]).some((line) => line.startsWith('observable-level'))).toBe(warned);
  });

  it.each([
    ['Attended all sessions of the course.', true],
    ['Completes at least 10 clock hours.', true],
    ['Seat time is logged.', true],
    ['Attend all 40 hours of the course.', true],
    ['Attend the 3-day workshop.', true],
    ['Hand in your certificate of attendance.', true],
    ['Participate in a 6-hour training.', true],
    ['Earn 3 CEUs.', true],
    ['The online course of 30 hours is passed.', true],
    ['Three days later the class takes up the answers.', false],
    ['The 3-week unit ends with a discussion.', false],
    ['Families who attend the meeting answer, too.', false],
    ['The log shows attendance of every learner in the class.', false],
    ['The plan fills two hours of lessons.', false],
    ['Study for six weeks.', true],
    ['The credential is completed within 6 weeks.', true],
    ['Complete the module in three months.', true],
    ['Six weeks of study are shown.', true],
    ['It takes six weeks to complete.', true],
    ['A six-week study of questioning.', true],
    ['Evidence gathered over six weeks.', false],
    ['Three lessons are recorded within 6 weeks.', false],
    ['Two weeks after the session the notes say who uses it.', false],
    ['Work is handed in within six weeks of the first attempt.', false],
    ['The class works on one question for six weeks.', false],
    ['Requires 40 hours of classroom practice.', true],
    ['Participate in all five workshops.', true],
    ['Be present for every session.', true],
    ['A two-week class about questioning.', true],
    ['It takes two weeks to finish the online course.', true],
    ['Learners meet in a two-week class project.', false],
    ['Families who attend all meetings are asked.', false],
    ['Pupils log 20 reading hours.', false],
    ['It usually takes two weeks to finish the plan.', false],
  ])('know seat time when they see it: %s', (text, warned) => {
    expect(faults([[RUBRIC, 'Answers come from volunteers.', text]]).some((line) => line.startsWith('no-seat-time'))).toBe(warned);
  });
});

describe('seat time on the page of a credential', () => {
  const found = (text: string): readonly string[] => faults([[CREDENTIAL, 'Count silently to three.', text]]).filter((line) => line.startsWith('no-seat-time'));

  it('is found at each of its places, whatever is denied before', () => {
    expect(found('There is no seat time here.\n\nSeat time: bring your own.')).toEqual(['no-seat-time: Unexpected wording "Seat time", expected what can be seen in the work']);
    expect(found('You need 15 clock hours. Then earn 3 CEUs, and log seat time.').map((line) => line.split('"')[1])).toEqual(['clock hours', 'CEUs', 'seat time']);
    expect(found('Attend all sessions of the three-day workshop.')).toHaveLength(2);
  });

  it.each([
    ['You need 15 clock hours.', 'clock hours'],
    ['Attend all\n  sessions of the course.', 'Attend all sessions'],
    ['Finish the credential within six\nweeks.', 'Finish the credential within six weeks'],
    ['- Hand in a certificate of\n  attendance.', 'certificate of attendance'],
  ])('is found: %j', (text, wording) => expect(found(text)).toEqual([`no-seat-time: Unexpected wording "${wording}", expected what can be seen in the work`]));

  it.each([
    'Nobody asks for seat time here.',
    'It is earned by work, not by contact hours.',
    'Evidence is gathered over six weeks.',
    'Hand in what you have within six weeks.',
    'For three days, note the time from the bell.',
    '<!-- The panel counts contact hours elsewhere. -->',
  ])('is not: %j', (text) => expect(found(text)).toEqual([]));
});

describe('rules about the wording of levels', () => {
  const judged = (rule: string, text: string): boolean => faults([[RUBRIC, 'Answers come from volunteers.', JSON.stringify(text)]]).some((line) => line.startsWith(`${rule}:`));

  it.each([
    ['No answers come.', true],
    ['The teacher does not wait for answers.', true],
    ['Fails to hear answers.', true],
    ['Answers are missing.', true],
    ['The record contains no answers.', true],
    ['Does not wait for answers.', true],
    ['Little or no evidence of waiting.', true],
    ['Insufficient time to answer.', true],
    ['The plan shows little to no waiting.', true],
    ['Questions are not aligned with the goal, not differentiated and not labelled.', true],
    ['The plan does not name the question, and has no time to wait.', true],
    ['Little evidence of waiting.', true],
    ['Limited evidence of waiting after questions.', true],
    ['There is only minimal evidence that learners answer.', true],
    ['The record shows limited evidence of waiting.', true],
    ['Shows few signs of waiting.', true],
    ['Limited evidence of waiting, but volunteers answer.', false],
    ['A little evidence stands beside each claim.', false],
    ['Questions are not aligned with the goal, and volunteers answer.', false],
    ['Answers are not only counted, not only noted, but used.', false],
    ['No learner beyond the volunteers is heard, but the answers are used.', false],
    ['The answers come from volunteers, and not from every learner.', false],
    ['Not every learner answers; volunteers do.', false],
    ['Notes of answers are kept.', false],
  ])('know a level that only lacks: %s', (text, warned) => {
    expect(judged('lower-level-present', text)).toBe(warned);
  });

  it.each([
    ['Rarely waits after a question.', 'Always waits after a question.', true],
    ['Few strategies are used.', 'Many strategies are used.', true],
    ['Limited use of questioning.', 'Extensive use of questioning.', true],
    ['Below expectations.', 'Meets expectations.', true],
    ['Some questions are open.', 'All questions are open.', false],
    ['Asks two questions.', 'Asks three questions.', false],
    ['Often waits after a question.', 'Waits three seconds after a question.', false],
  ])('know levels that differ by degree, frequency or share alone: %s %s', (lower, higher, warned) => {
    expect(faults([[RUBRIC, 'Answers come from volunteers.', lower], [RUBRIC, 'Answers come from every learner.', higher]]).some((line) => line.startsWith('level-beyond-degree'))).toBe(warned);
  });

  it('let the passing level say what must not be there', () => {
    expect(faults([[RUBRIC, 'proficient: Answers come from every learner.', 'proficient: No answers are left out.']]).filter((line) => line.startsWith('lower-level-present'))).toEqual([]);
  });

  it.each([
    ['Waits after asking and groups learners by answer', true],
    ['The teacher plans checks and adjusts the lesson', true],
    ['Names the evidence; uses it', true],
    ['Planning and delivery of lessons', true],
    ['Clear goals and fair grading', true],
    ['Teaching & assessment', true],
    ['Plans lessons and assesses pupils', true],
    ['This teacher plans lessons and assesses pupils', true],
    ['Always plans lessons, and then assesses pupils', true],
    ['Planning lessons and assessing pupils', true],
    ['Lessons are planned and pupils are assessed', true],
    ['Plans and assesses', true],
    ['Plans/assesses lessons', true],
    ['Plans and delivers lessons', true],
    ['Designs and implements tasks', true],
    ['Plans and implements lessons', true],
    ['Collects and interprets data', true],
    ['Models and coaches', true],
    ['Communicates and collaborates with families', true],
    ['Communicates and collaborates', true],
    ['Establishes and maintains routines', true],
    ['Develops and refines questions', true],
    ['Identifies and addresses misconceptions', true],
    ['Engages and motivates learners', true],
    ['Implements and monitors the plan', true],
    ['Facilitates and debriefs a discussion', true],
    ['Plans instruction, then reflects on it', true],
    ['Lesson planning, delivery and reflection', true],
    ['Planning, teaching, and assessing lessons', true],
    ['Designing and delivering lessons', true],
    ['Waiting and listening time is the same', false],
    ['Names causes and addresses of sources', false],
    ['Names and addresses', false],
    ['Planning and assessing are kept apart', false],
    ['Reading, writing and talking', false],
    ['Uses feedback, reflection and revision', false],
    ['Planning, teaching and reflection notes', false],
    ['Works with teachers and coaches', false],
    ['Lessons, plans and records are kept', false],
    ['Models and plans are shown', false],
    ['Uses photographs, drawings and reflection', false],
    ['Notes, plans and records are kept', false],
    ['Questions are planned and asked', false],
    ['Lessons and answers are noted', false],
    ['Planning and delivery fit together', false],
    ['Feedback and grading are kept apart', false],
    ['Notes describe what was seen and heard', false],
    ['Headings are real and in order', false],
    ['Explanations are weighed, teaching among them', false],
    ['Uses questions and answers of learners', false],
  ])('know a criterion of two halves: %s', (title, warned) => {
    expect(faults([[RUBRIC, 'title: Builds on answers', `title: ${title}`]]).some((line) => line.startsWith('criterion-single'))).toBe(warned);
  });

  it('leave texts in other languages alone', () => {
    const german = { 'issuer.yaml': smallestTexts['issuer.yaml']!.replace('language: en', 'language: de') };
    const lines = allFaults([[RUBRIC, 'Answers come from volunteers.', 'No answers come.']], german);
    expect(lines.filter((line) => line.startsWith('lower-level-present'))).toEqual([]);
  });

  describe('in a rubric and evidence of credentials in another language', () => {
    const hard = 'Considerable methodological heterogeneity notwithstanding, contemporary investigations consistently demonstrate substantially facilitated participation. '.repeat(12).trim();
    const planted: readonly Edit[] = [[RUBRIC, 'Answers come from volunteers.', 'Does not understand answers.'], [RUBRIC, 'Answers come from every learner.', 'Understands each answer.'], [RUBRIC, 'title: Builds on answers', 'title: Waits for answers and groups learners by answer'], [EVIDENCE, 'Record one discussion.', hard]];
    const ENGLISH = ['criterion-single', 'lower-level-present', 'observable-level', 'reading-grade'];
    const said = (...edits: readonly Edit[]): readonly string[] => [...new Set(faults([...planted, ...edits]).map((line) => line.split(':')[0]!).filter((rule) => ENGLISH.includes(rule)))].sort();
    const spanish: Edit = [CREDENTIAL, 'status: active\n', 'status: active\nlanguage: es\n'];
    const issuer: Edit = ['issuer.yaml', 'language: en', 'language: es'];

    it('are silent', () => {
      expect(said()).toEqual(ENGLISH);
      expect(said(spanish)).toEqual([]);
      expect(said(issuer)).toEqual([]);
    });

    it('speak of English credentials, whatever the issuer writes in', () => {
      expect(said(issuer, [CREDENTIAL, 'status: active\n', 'status: active\nlanguage: en-GB\n'])).toEqual(ENGLISH);
    });
  });
});

describe('places in texts', () => {
  const placed = (rule: string, written: string): readonly string[] => {
    const files = smallestCatalog(edited([[RUBRIC, 'Answers come from volunteers.', written]]));
    const lines = new TextDecoder().decode(files.find(({ path }) => path === RUBRIC)!.bytes).split('\n');
    return lint(files, { today }).diagnostics.filter((found) => found.rule === rule).map(({ line, column }) => lines[line - 1]!.slice(column - 1));
  };

  it.each([
    ['no-seat-time', '>-\n        Answers come\n        from people who attended\n        all sessions.', 'attended'],
    ['observable-level', '>-\n        Answers come.\n        Nobody knows more. The teacher\n        knows each learner.', 'knows each learner.'],
    ['observable-level', '"Answers come, and the teacher knows each."', 'knows each."'],
    ['observable-level', "'It''s so: the teacher knows each.'", "It''s so: the teacher knows each.'"],
    ['observable-level', 'Answers come from\n        a teacher who waits. Knows each.', 'Knows each.'],
    ['nothing-left-to-write', '|\n        Answers come\n        from <Whom they come from>.', '<Whom they come from>.'],
    ['lower-level-present', '>-\n        No answers\n        come.', 'No answers'],
  ] as const)('are those of what %s names', (rule, written, begins) => {
    expect(placed(rule, written)).toEqual([begins]);
  });
});

describe('rules about names', () => {
  const renamed = (change: string, texts: Readonly<Record<string, string>> = {}): readonly string[] => faults([[CREDENTIAL, 'status: active\n', `status: active\n${change}`]], texts).filter((line) => /alias|called/.test(line));
  const before = { 'releases/pausing/1.0.0.json': '{' };

  it('want an alias for what was released under a former id', () => {
    expect(faults([], before).filter((line) => line.startsWith('renamed'))).toEqual(['renamed-keeps-alias: Unexpected release of "pausing", which no credential is or was called, expected credentials/pausing.md or an alias']);
    expect(renamed('aliases: [pausing]\n', before)).toEqual([]);
    expect(renamed('aliases: [pasing]\n', before)).toEqual(expect.arrayContaining(['renamed-keeps-alias: Unexpected alias "pasing", under which nothing was released, expected a folder in releases/. Did you mean "pausing"?']));
  });

  it('mend what still goes by a former id', () => {
    const assessors = smallestTexts['assessors.yaml']!.replace('covers: [all]', 'covers: [all, pausing]');
    const { diagnostics } = lint(smallestCatalog({ ...edited([[CREDENTIAL, 'status: active\n', 'status: active\naliases: [pausing]\n']]), ...before, 'assessors.yaml': assessors }), { today });
    const fix = diagnostics.find(({ rule }) => rule === 'reference-resolves')?.fix;
    expect(fix).toEqual({ title: 'Write wait-time', edits: [{ start: assessors.indexOf('pausing'), end: assessors.indexOf('pausing') + 7, text: 'wait-time' }] });
  });

  it('do not ask for a new version because of an alias', () => {
    expect(lint(smallestCatalog({ ...before, [CREDENTIAL]: smallestTexts[CREDENTIAL]!.replace('status: active\n', 'status: active\naliases: [pausing]\n') }), { today }).diagnostics.filter(({ rule }) => rule === 'release-current')).toEqual([]);
  });

  it('tell titles apart as a reader does', () => {
    expect(faults([[EVIDENCE, 'title: Reflection', 'title: YOUR  setting']]).filter((line) => line.startsWith('title-once'))).toEqual(['title-once: Unexpected second requirement with the title "YOUR  setting", expected each title once']);
  });
});

describe('rules about examples in the catalog', () => {
  it('find numbers and dates of birth that an author copied from life', () => {
    expect(faults([[EVIDENCE, 'prompt: Describe the class.', 'prompt: Describe the class (student ID 4711820, born on 12 May 2014).']]).map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(['no-birth-date', 'no-student-number']));
  });

  it('only warn of the birth of somebody whose life is public', () => {
    const { diagnostics } = lint(smallestCatalog(edited([[CREDENTIAL, 'Count silently to three.', 'Malala Yousafzai (born 12 July 1997) waited.']])), { today });
    expect(diagnostics).toMatchObject([{ rule: 'no-birth-date', severity: 'warning', remedy: expect.stringContaining('write the year alone') as string }]);
    expect(faults([[CREDENTIAL, 'Count silently to three.', 'Malala Yousafzai (born 1997) waited.']])).toEqual([]);
  });

  it('find names of the roster in them', () => {
    const { diagnostics } = lint(smallestCatalog(edited([[EVIDENCE, 'prompt: Describe the class.', 'prompt: Describe the class as Jonte Mabry would.']])), { today, roster: ['Jonte Mabry'] });
    expect(diagnostics.filter(({ path }) => path === EVIDENCE).map(({ rule }) => rule)).toEqual(['no-pupil-name']);
  });
});

describe('rules about reading', () => {
  const hard = 'Notwithstanding considerable methodological heterogeneity, contemporary investigations consistently demonstrate participation. '.repeat(12);

  it('hold a text to the ceiling that the issuer sets, and short ones to none', () => {
    const reads = (text: string, ceiling: string): boolean => allFaults([body(`## Overview\n\n${text}\n\n## Method\n\nB.\n`), ['issuer.yaml', 'language: en\n', `language: en\n${ceiling}`]]).some((line) => line.startsWith('reading-grade'));
    expect(reads(hard, '')).toBe(true);
    expect(reads('The cat sat on the mat. '.repeat(40), '')).toBe(false);
    expect(reads('Learners need time to think about questions before they answer. '.repeat(20), 'reading-grade: 4\n')).toBe(true);
    expect(reads(hard.slice(0, 200), '')).toBe(false);
  });
});

describe('rules about evidence', () => {
  const option = (id: string, more = ''): string => `      - { id: ${id}, title: Option ${id}, form: document, prompt: Show it.${more.includes('count') ? '' : ', count: [1, 9]'}${more} }\n`;
  const choice = (first: string, second: string, alternative = ''): Edit => [EVIDENCE, '    form: video\n    minutes: [3, 5]\n    count: [1, 2]\n    prompt: Record one discussion.\n    feeds: [waits, hears-everyone, builds-on-answers]\n    pupils: true\n    alternative: A rehearsal with colleagues who answer as learners would.\n', `    prompt: Choose.\n    feeds: [waits, hears-everyone, builds-on-answers]\n${alternative}    oneOf:\n${first}${second}`];
  const withoutClip: Edit = [SUBMISSION, 'evidence:\n', 'choices:\n  clip: a\nevidence:\n'];

  it('accept a choice with one option without pupils, or an alternative', () => {
    expect(faults([choice(option('a', ', pupils: true'), option('b')), withoutClip])).toEqual([]);
    expect(faults([choice(option('a', ', pupils: true'), option('b', ', pupils: true'), '    alternative: Another way.\n'), withoutClip])).toEqual([]);
    expect(faults([choice(option('a', ', pupils: true'), option('b', ', pupils: true')), withoutClip])).toEqual(['pupils-alternative: Unexpected requirement "clip" that shows pupils and nothing else, expected an alternative']);
  });

  it('want ranges where they fit', () => {
    expect(faults([[EVIDENCE, 'minutes: [3, 5]', 'words: [3, 5]']])).toEqual(['range-stated: Unexpected absence of `minutes` for "clip" (video), expected the least and the most', 'range-ordered: Unexpected `words` for the form video, expected it only for written']);
    expect(faults([choice(option('a'), option('b'), '    count: [1, 2]\n'), withoutClip])).toContain('range-ordered: Unexpected `count` beside a choice, expected it in the options');
  });

  it('want each id once among requirements and options', () => {
    expect(faults([choice(option('a'), option('clip')), withoutClip])).toContain('id-once: Unexpected second requirement or option "clip", expected each once');
  });

  it('want all three parts', () => {
    expect(faults([[EVIDENCE, 'part: 3', 'part: 2']])).toEqual(expect.arrayContaining(['parts-in-order: Unexpected absence of part 3, expected parts 1, 2 and 3', 'parts-in-order: Unexpected requirement "reflection" in part 2 without `feeds`, expected the criteria that it shows']));
  });

  it('hold a submission to the choice that it makes', () => {
    const two = choice(option('a', ', count: [3, 4]'), option('b'));
    const of = (text: string): readonly string[] => faults([two, [SUBMISSION, 'evidence:\n', text]]);
    expect(of('choices: { clip: b }\nevidence:\n')).toEqual([]);
    expect(of('choices: { clip: a }\nevidence:\n')).toEqual(['submission-evidence: Unexpected number of pieces (2) for "clip" (A clip), expected 3 to 4']);
    expect(of('choices: { clip: c }\nevidence:\n')).toEqual([expect.stringMatching(/^submission-evidence: Unexpected choice "c" for "clip", expected a or b/)]);
    expect(of('evidence:\n')).toEqual(['submission-evidence: Unexpected absence of a choice for "clip", expected `clip:` under `choices` with a or b']);
    expect(of('choices: { clip: b, setting: b }\nevidence:\n')).toEqual([expect.stringMatching(/^submission-evidence: Unexpected choice for "setting"/)]);
    expect(faults([two, [SUBMISSION, 'evidence:\n  clip:', 'choices: { clip: b }\nevidence:\n  b:']])).toEqual(['submission-evidence: Unexpected option "b", expected its pieces under the requirement "clip"', expect.stringMatching(/number of pieces \(0\)/)].sort());
  });

  it("read a written option under its own title, or its requirement's", () => {
    // The file that lies in the folder is named by no piece here, which is another rule's.
    const faults = (edits: readonly Edit[]): readonly string[] => allFaults(edits).filter((line) => !line.startsWith('attachment-named'));
    const written = choice('      - { id: a, title: An account, form: written, words: [3, 9], prompt: Tell. }\n', option('b'));
    const pieces = edited([])[SUBMISSION]!.match(/ {2}clip:\n(?: {4}.+\n)+/)![0];
    expect(faults([written, [SUBMISSION, `evidence:\n${pieces}`, 'choices: { clip: a }\nevidence: {}\n'], [SUBMISSION, '## Reflection', '## An account\n\nFour words stand here.\n\n## Reflection']])).toEqual([]);
    expect(faults([written, [SUBMISSION, `evidence:\n${pieces}`, 'choices: { clip: a }\nevidence: {}\n'], [SUBMISSION, '## Reflection', '## A clip\n\nFour words stand here.\n\n## Reflection']])).toEqual([]);
    expect(faults([written, [SUBMISSION, 'evidence:\n', 'choices: { clip: a }\nevidence:\n']])).toEqual(['submission-evidence: Unexpected pieces for "clip", expected its text below the front matter under "## A clip"', 'submission-written: Unexpected absence of the section "## A clip", expected it']);
  });
});

describe('rules about texts', () => {
  it.each([
    ['## Overview\n\nA.\n\n## Method\n\nB.\n\n## In practice\n\nC.\n', []],
    ['## Method\n\nB.\n\n## Overview\n\nA.\n', ['Unexpected section "Overview" here, expected Overview, Method, In practice, each once and in this order']],
    ['## Overview\n\n### Only a heading\n\n## Method\n\nB.\n', ['Unexpected empty section "Overview", expected text']],
    ['Hello.\n\n## Overview\n\nA.\n\n## Method\n\nB.\n', ['Unexpected text before the first section, expected `## Overview` first']],
    ['## Overview\n\nA.\n\n## Method\n\nB.\n\n## Sources\n\nC.\n', ['Unexpected section "Sources", expected only Overview, Method, In practice.']],
    ['## Overview\n\nA.\n', ['Unexpected absence of "## Method", expected the sections Overview and Method']],
    ['<!-- for authors -->\n\n## Overview\n\nA.\n\n## Method\n\nB.\n', []],
  ])('want the sections in order: %j', (text, expected) => {
    expect(faults([body(text)])).toEqual(expected.map((message) => `sections-in-order: ${message}`));
  });

  const inText = (text: string): readonly string[] => faults([body(`## Overview\n\n${text}\n\n## Method\n\n### Über uns, 2 Wege\n\nB.\n`)]);

  it.each([
    ['[the ways](#über-uns-2-wege)', null],
    ['[the ways](#%C3%BCber-uns-2-wege)', null],
    ['[write to us](mailto:office@example.org)', null],
    ['[a page](https://example.org/a_(b))', null],
    ['[a page][x]\n\n[x]: https://example.org', null],
    ['[a page](#nowhere)', 'link-resolves'],
    ['[a page](#%E0%A4%A)', 'link-resolves'],
    ['[a page](http://example.org)', 'link-resolves'],
    ['[a page](javascript:alert(1))', 'link-resolves'],
    ['[a page](../rubrics/wait-time.yaml)', 'link-resolves'],
    ['[a page](//example.org)', 'link-resolves'],
    ['[a page][x]\n\n[x]: data:text/html,x', 'link-resolves'],
    ['[Click here!](https://example.org)', 'link-text'],
    ['https://example.org/page', 'link-text'],
    ['[](https://example.org)', 'link-text'],
    ['a <!-- note --> b', null],
    ['a < b and `<b>` and \\<b>', null],
    ['<!-- never closed', 'no-raw-html'],
    ['a <br> b', 'no-raw-html'],
    ['<div>\nb\n</div>', 'no-raw-html'],
    ['![A clock](clock.png)', 'image-described'],
    ['![clock.png](clock.png)', 'image-described'],
    ['![A clock](https://example.org/clock.png)', 'image-described'],
    ['![A clock][c]\n\n[c]: https://example.org/clock.png', 'image-described'],
    ['![A clock](//example.org/clock.png)', 'image-described'],
    ['# A title', 'heading-order'],
    ['#### Deep', 'heading-order'],
  ])('judge %j', (text, rule) => {
    const found = inText(text).map((line) => line.split(':')[0]);
    expect(found.filter((id) => id !== 'sections-in-order')).toEqual(rule === null ? [] : [rule]);
  });

  it.each([
    ['plain words', false],
    ['family \u{1F468}\u200D\u{1F469}\u200D\u{1F467} and \u{1F469}\u{1F3FD}\u200D\u{1F3EB} and \u2764\uFE0F\u200D\u{1F525}', false],
    ['England \u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', false],
    ['می\u200Cخواهم and ශ්\u200Dරී', false],
    ['zero\u200Bwidth', true],
    ['joined\u200Dletters', true],
    ['turned \u202Eround', true],
    ['isolated \u2066text\u2069', true],
    ['soft\u00ADhyphen', true],
    ['tags\u{E0041}\u{E0042}', true],
    ['an entity &#x202E;', true],
    ['an entity &ZeroWidthSpace;', true],
    ['the code `&#x202E;` shown', false],
  ])('find hidden characters in %j', (text, hidden) => {
    expect(inText(text).some((line) => line.startsWith('no-hidden-text'))).toBe(hidden);
  });

  it('find hidden characters that YAML spells out', () => {
    expect(faults([[RUBRIC, 'title: Hears every learner', 'title: "Hears \\u202Eevery learner"']])).toEqual(['no-hidden-text: Unexpected mark of writing direction (U+202E), expected text that readers can see']);
  });

  it.each([
    ['Write to ana.reyes@marlow.k12.or.us.', true],
    ['Write to <mailto:ana@school.org>', true],
    ['Call +1 541 555 0143 now', true],
    ['Call (541) 555-0143 now', true],
    ['541-555-0143', true],
    ['Ring 020 7946 0958', true],
    ['Tel: 5550143', true],
    ['See https://medium.com/@someone/a-post-541-555-0143 for it', false],
    ['Write to name@example.org', false],
    ['The handle @someone', false],
    ['Rowe (1986), 37(1), 43-50, doi 10.1177/002248718603700110', false],
    ['ISBN 978-0-13-468599-1 and ISSN 0022-4871', false],
    ['From 2019-2020 to 2026-11-22 at 10:30, 24 pupils, 3.5 of 5', false],
    ['a@b, x @ y, foo@bar', false],
  ])('find personal addresses in %j', (text, personal) => {
    expect(inText(text).some((line) => line.startsWith('no-personal-address'))).toBe(personal);
  });
});

describe('rules about submissions', () => {
  const submitted = (good: string, bad: string): readonly string[] => faults([[SUBMISSION, good, bad]]);

  it('find the address of an account in a shared link', () => {
    expect(submitted('https://files.example.org/clip.mp4', 'https://drive.school.org/clip?authuser=ana%40school.org')).toEqual(['no-personal-address: Unexpected e-mail address in this link, expected none in what is published']);
  });

  it('count words without comments, and name the range', () => {
    expect(submitted('In most lessons I hear the same\nfive voices, and I answer many of my own questions.', `<!-- ${'hidden '.repeat(30)}-->`)).toEqual([expect.stringMatching(/^submission-written: Unexpected length of 1[0-9] words under "Your setting", expected 20 to 200$/)]);
  });

  it('ask whether a section with a near title was meant, and leave others be', () => {
    expect(submitted('## Your setting', '## your Settings')).toEqual(['submission-written: Unexpected section "your Settings", expected "Your setting"']);
    expect(submitted('## Reflection', '## Notes\n\nMore.\n\n## Reflection')).toEqual([]);
    expect(submitted('## Reflection', '## Your setting\n\nAgain.\n\n## Reflection')).toEqual(['submission-written: Unexpected second section "Your setting", expected one']);
  });

  it('say what consent to publication means', () => {
    const { diagnostics } = lint(smallestCatalog(edited([[SUBMISSION, 'visibility: public', 'visibility: private'], [SUBMISSION, '  public-consent: true\n', '']])), { today });
    expect(diagnostics.map(({ rule, remedy }) => [rule, remedy.includes('anyone can read')])).toEqual([['submission-attested', true], ['submission-attested', true]]);
  });

  it('judge by the release and not by what the catalog says now', () => {
    const current = edited([]);
    const texts = { [EVIDENCE]: current[EVIDENCE]!.replace('words: [20, 200]', 'words: [190, 200]'), [SUBMISSION]: current[SUBMISSION]!, [RELEASE]: current[RELEASE]! };
    expect(lint(smallestCatalog(texts), { today }).diagnostics.map(({ rule }) => rule)).toEqual(['release-current']);
  });

  it('do not blame a submission for a release that cannot be read', () => {
    expect(faults([], { [RELEASE]: '{' })).toEqual([expect.stringMatching(/^json/)]);
    expect(submitted('credential: wait-time\nrelease: sha256-', 'credential: wait-time\nrelease: sha256-')).toEqual([]);
  });

  it('refuse a release of another credential, or of none', () => {
    const text = edited([])[SUBMISSION]!.replace(/sha256-[0-9a-f]{64}/, `sha256-${'0'.repeat(64)}`);
    expect(faults([], { [SUBMISSION]: text })).toEqual(['submission-release: Unexpected release, expected the digest of one in releases/wait-time/']);
  });
});

describe('addresses in fields', () => {
  it.each([
    ['http://example.org/plan', 'Unexpected address "http://example.org/plan"'],
    ['[the plan](javascript:alert(1))', 'Unexpected address "javascript:alert(1))"'],
    ['JavaScript:go', 'Unexpected address "JavaScript:go"'],
    ['data:text/html,x', 'Unexpected address "data:text/html,x"'],
    ['file:///home/plan', 'Unexpected address "file:///home/plan"'],
  ])('are held to the same as links: %s', (address, says) => {
    expect(faults([[EVIDENCE, 'Record one discussion.', `See ${address}`]])).toEqual([expect.stringContaining(`link-resolves: ${says}`)]);
    expect(faults([[RUBRIC, 'title: Waits after asking', `title: "Waits, ${address}"`]])).toContainEqual(expect.stringContaining(says));
    // Also where another field has a fault, and where letters are written as numbers.
    expect(faults([[EVIDENCE, 'Record one discussion.', `See ${address}`], [EVIDENCE, 'part: 3', 'part: 4']]).filter((line) => line.startsWith('link-resolves'))).toHaveLength(1);
  });

  it('are found where they stand, and written with escapes too', () => {
    const text = smallestTexts[EVIDENCE]!.replace('Record one discussion.', 'See http://example.org.').replace('prompt: What changed?', 'prompt: "See \\x68ttp://example.org"');
    expect(lint(smallestCatalog({ [EVIDENCE]: text }), { today }).diagnostics.filter(({ rule }) => rule === 'link-resolves').map(({ line, column }) => [line, column])).toEqual([[15, 17], [24, 14]]);
  });

  it.each(['https://example.org/http://x', 'Data: what you found.', 'Two files: data: and plan.', 'Say javascript: then wait.', 'http is a word', 'mailto:a@example.org'])('are left alone in %j', (words) => {
    expect(faults([[EVIDENCE, 'prompt: Record one discussion.', `prompt: "${words}"`]]).filter((line) => line.startsWith('link-resolves'))).toEqual([]);
  });
});

describe('rules about the programme', () => {
  it('count each assessor once, and only for what they cover', () => {
    const assessors = (covers: string, id = 12): string => `assessors:\n  - { login: ana, id: 11, covers: [wait-time, teaching], calibrated-until: 2099-12-31 }\n  - { login: ben, id: ${id}, covers: [${covers}], calibrated-until: 2099-12-31 }\n`;
    expect(faults([], { 'assessors.yaml': assessors('teaching') })).toEqual([]);
    expect(faults([], { 'assessors.yaml': assessors('teachng') })).toEqual([expect.stringMatching(/^assessors-suffice/), 'reference-resolves: Unexpected "teachng" to cover, expected all, a framework or a credential. Did you mean "teaching"?']);
    // One fault for all credentials, where something is to be mended: at the list, or at the calibration that has run out.
    const more = Object.fromEntries(['one', 'two'].map((name) => [`credentials/${name}.md`, smallestTexts[CREDENTIAL]!.replace('title: Wait time', `title: ${name}`)]));
    const sufficing = (list: string): readonly string[] => lint(smallestCatalog({ ...more, 'assessors.yaml': list }), { today }).diagnostics.filter(({ rule }) => rule === 'assessors-suffice').map(({ line, column, message }) => `${line}:${column} ${message}`);
    expect(sufficing(assessors('wait-time'))).toEqual(['1:1 Unexpected number of calibrated assessors for one (1), two (1), expected at least 2 for each']);
    expect(sufficing(assessors('all').replace('[all], calibrated-until: 2099', '[all], calibrated-until: 2025'))).toEqual(['3:60 Unexpected number of calibrated assessors for one (1), two (1), wait-time (1), expected at least 2 for each']);
    expect(faults([], { 'assessors.yaml': assessors('all', 11) }).map((line) => line.split(':')[0])).toEqual(['assessors-suffice', 'id-once']);
  });

  it('want a release for what is active only', () => {
    expect(faults([[CREDENTIAL, 'status: active', 'status: draft']], {})).toEqual([]);
    const draft = smallestTexts[CREDENTIAL]!.replaceAll('version: 1.0.0', 'version: 1.1.0').replace('status: active', 'status: draft');
    expect(faults([], { [CREDENTIAL]: draft })).toEqual([]);
    expect(faults([], { [CREDENTIAL]: draft.replace('status: draft', 'status: active') })).toEqual(['release-current: Unexpected active credential without a release of 1.1.0, expected releases/wait-time/1.1.0.json']);
  });

  it('say what changed under a version that is released', () => {
    const now = { [CREDENTIAL]: smallestTexts[CREDENTIAL]!.replace('Count silently', 'Count slowly').replace('hours: 5', 'hours: 6'), [RUBRIC]: smallestTexts[RUBRIC]!.replace('from volunteers', 'from a few') };
    expect(lint(smallestCatalog(now), { today }).diagnostics.map(({ message }) => message)).toEqual(['Unexpected change of the front matter, text, rubric under version 1.0.0, which is released, expected a higher version']);
    expect(faults([], { 'issuer.yaml': smallestTexts['issuer.yaml']!.replace('Example District', 'Another name') })).toEqual([]);
  });
});

it('a large file takes time that grows with its length alone', { timeout: 60_000 }, () => {
  const long = (piece: string, most: number): string => piece.repeat(Math.floor(most / piece.length));
  for (const piece of ['a', 'a@', '1 ', 'attend all ', '&', '\\']) {
    const text = long(piece, 60_000);
    lint(smallestCatalog(edited([body(`## Overview\n\n${text}\n\n## Method\n\nB.\n`)])), { today });
    lint(smallestCatalog({ [EVIDENCE]: `${smallestTexts[EVIDENCE]!}# ${long(piece, 900_000)}\n` }), { today });
  }
});
