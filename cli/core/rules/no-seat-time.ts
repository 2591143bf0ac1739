import { atBody, atText, type Finding, type Rule } from '../rule.ts';
import type { Document } from '../document.ts';
import { textsIn } from './authored.ts';

const COUNT = '(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty)';
const COURSE = '(?:training|workshop|course|seminar|webinar|institute|class)(?:e?s)?';
const SPAN = `${COUNT}[- ](?:hours?|days?|weeks?|months?)`;
// What is earned by somebody who learns to teach; a plan or an essay is none of it.
const EARNED = `(?:micro-?credential|credential|badge|module|stud(?:y|ies)|programme?|${COURSE})`;
// A class project is no class.
const NO_NOUN = String.raw`(?<!\bclass(?= (?!(?:about|after|and|as|at|before|by|for|from|in|is|of|on|or|that|to|was|which|with)\b)[a-z]))`;
const WORDINGS: readonly RegExp[] = [
  /\bseat[- ]time\b/gi,
  /\b(?:clock|contact|seat|credit)[- ]hours?\b/gi,
  /\bhours of (?:attendance|training|instruction received|professional (?:development|learning)|course ?work|participation)\b/gi,
  /\b(?:attend(?:s|ed|ance at|ance of|ing)?|participat(?:e|es|ed|ing|ion) in|(?:take|takes|took|taking) part in|present (?:at|for|in|during)) (?:all|every|each|at least [a-z0-9]+)(?: [a-z0-9]+){0,2} (?:sessions?|workshops?|courses?|trainings?|seminars?|webinars?|meetings?)\b/gi,
  /\b(?:complet|log|spen[dt]|accru|accumulat)(?:e|es|ed|s|ing)? (?:at least |a minimum of |no fewer than )?[0-9]+ (?:[a-z]+ )?hours\b/gi,
  new RegExp(String.raw`\battend(?:s|ed|ing)? (?:(?:all|the|at least|a minimum of|for|an?) )*${COUNT}[- ](?:hours?|days?|weeks?)\b`, 'gi'),
  new RegExp(String.raw`\b${COUNT}[- ](?:hours?|days?|weeks?)[- ](?:long )?(?:[a-z]+ )?${COURSE}\b${NO_NOUN}`, 'gi'),
  new RegExp(String.raw`\b${COUNT} hours of (?:the |an? )?${COURSE}\b`, 'gi'),
  new RegExp(String.raw`\b${COURSE} of (?:at least )?${COUNT} (?:hours|days|weeks)\b`, 'gi'),
  new RegExp(String.raw`\b(?:stud(?:y|ies|ied|ying)|train(?:s|ed|ing)?) (?:for|over|during|within) (?:(?:at|least|about|the|a|minimum|of) )*${SPAN}\b`, 'gi'),
  new RegExp(String.raw`\b(?:complet(?:e|es|ed|ing)|finish(?:es|ed|ing)?|earn(?:s|ed|ing)?|pass(?:es|ed|ing)?) (?:[a-z-]+ ){0,2}${EARNED} (?:within|in|after|over) (?:(?:at|least|about|the|a|minimum|of) )*${SPAN}\b`, 'gi'),
  new RegExp(String.raw`\b(?:micro-?credential|credential|badge|module|programme?|${COURSE}) (?:is|are|was|were|must be|can be) (?:completed|finished|earned|passed) (?:within|in|after|over) (?:(?:at|least|about|the|a|minimum|of) )*${SPAN}\b`, 'gi'),
  new RegExp(String.raw`\b${SPAN} of (?:[a-z]+ )?(?:study|training|course ?work|lectures?|professional (?:development|learning))\b`, 'gi'),
  new RegExp(String.raw`\b${COUNT}[- ](?:weeks?|months?)[- ](?:long )?(?:[a-z]+ )?(?:study|training)\b`, 'gi'),
  new RegExp(String.raw`\b(?:takes?|lasts?|needs?|requires?) (?:(?:at|least|about|around|up|to) )*${SPAN} to (?:complete|finish|earn|pass|study)\b(?! (?:the|an?|this|that|each|every|their|its|your|one|all) (?!(?:[a-z-]+ ){0,2}${EARNED}))`, 'gi'),
  new RegExp(String.raw`\b(?:requires?|required|needs?|demands?|asks? for) (?:(?:at|least|about|the|a|minimum|of) )*${COUNT} hours of (?:[a-z]+ )?(?:practice|practicum|teaching|instruction|observation|field ?work|experience|coaching|mentoring|study)\b`, 'gi'),
  /\bcertificates? of (?:attendance|completion|participation)\b/gi,
  /\battendance certificates?\b/gi,
  /\b(?:CEUs?|PDUs?|continuing[- ]education (?:units?|credits?|hours?))\b/gi,
];

export default {
  id: 'no-seat-time',
  severity: 'warning',
  summary: 'Nothing that is judged asks for hours or attendance.',
  why: 'A micro-credential certifies what an educator can do; hours say only where somebody sat.',
  remedy: 'Say what is to be seen in the work. How long it usually takes stands in `effort`, as information.',
  path: 'rubrics/wait-time.yaml',
  good: 'not-yet: Answers come from volunteers.',
  bad: 'not-yet: The teacher attended every training session.',
  *find({ rubrics, evidence, credentials }) {
    for (const shelf of [rubrics, evidence]) for (const { document, value } of shelf.values()) if (mayName(document.text)) yield* seatTime(document, textsIn(value));
    // What a credential says that its holder does; its routes and research may well speak of courses.
    for (const { document, value: { summary, method } } of credentials.values()) {
      yield* seatTime(document, [['/summary', summary], ['/method', method]]);
      yield* seatTimeOnPage(document);
    }
  },
} satisfies Rule as Rule;

// Each wording has one of these; in a file a line may end within it, and a backslash may stand for a letter.
const NAMES = new RegExp(String.raw`\\|attend|seat|participat|(?:present\s+(?:at|for|in|during)|part\s+in)\s|certificate|CEU|PDU|continuing|hours\s+of\s|(?:clock|contact|credit)(?:-|\s+)hour|${COUNT}(?:-|\s+)(?:[a-z]+\s+)?(?:hour|day|week|month)`, 'i');
const mayName = (text: string): boolean => NAMES.test(text);

interface Wording {
  readonly words: string;
  readonly index: number;
}

// Hours that pupils or families spend are no hours of the one who is judged.
const OF_OTHERS = /\b(?:learner|student|pupil|child|kid|famil(?:y|ie)|parent|guardian|carer|caregiver|volunteer)(?:s|ren)? (?:(?:who|that|can|may|must|will|should|each|all|[a-z]+ly) )*$/i;
// As far back as a clause may begin.
const CLAUSE = 300;

/** Every wording of a text that asks for time, one for each place. */
function wordingsIn(text: string): readonly Wording[] {
  const found: Wording[] = [];
  for (const pattern of WORDINGS) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      if (OF_OTHERS.test(text.slice(Math.max(0, index - CLAUSE), index)) || found.some((other) => index < other.index + other.words.length && other.index < index + words.length)) continue;
      found.push({ words, index });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

const messageOf = ({ words }: Wording): string => `Unexpected wording "${words}", expected what can be seen in the work`;

function* seatTime(document: Document, texts: Iterable<readonly [pointer: string, text: string]>): Generator<Finding> {
  for (const [pointer, text] of texts) {
    if (mayName(text)) for (const wording of wordingsIn(text)) yield atText(document, pointer, text, wording.index, messageOf(wording));
  }
}

// What a page says of hours to say that none are asked for.
const DENIED = /\b(?:no|not|never|nobody|none|nor|without|instead of|rather than|n['’]t)\b|n['’]t\b/i;

// Lines are folded and begin anew with the marks of lists and quotations; a comment is not on the page.
function* seatTimeOnPage(document: Document): Generator<Finding> {
  if (!mayName(document.body)) return;
  const text = document.body.replace(/<!--[\s\S]*?-->/g, (comment) => '.'.repeat(comment.length));
  const places: number[] = [];
  let folded = '';
  for (const { 0: run, index } of text.matchAll(/\r?\n\s*\n\s*|\s+(?:>\s*)*|[^\s]+/g)) {
    const said = /\n\s*\n/.test(run) ? '\n' : /^\s/.test(run) ? ' ' : run;
    for (let at = 0; at < said.length; at += 1) places.push(index + at);
    folded += said;
  }
  for (const wording of wordingsIn(folded)) {
    const { index } = wording;
    if (!DENIED.test(folded.slice(Math.max(0, index - CLAUSE), index).split(/[.!?:;\n]/).at(-1)!)) yield atBody(document, places[index]!, messageOf(wording));
  }
}
