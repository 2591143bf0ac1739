import { ALWAYS, QUESTIONS } from '../questions.ts';
import { element } from './findings.ts';
import { aloneSource } from './source.ts';
import { startVerifier } from './verifier-controls.ts';

const section = document.querySelector<HTMLElement>('[data-verifier]')!;
const output = section.querySelector<HTMLElement>('[data-output]')!;

startVerifier(section, aloneSource, async () => false);

output.append(element('h2', '', 'What it asks'), element('ul', 'findings', ...Object.entries(QUESTIONS).filter(([name]) => ALWAYS.has(name)).map(([, question]) => element('li', '', question))), element('p', 'soft', 'Each question has its own answer: yes, no, or unknown when the answer cannot be had.'));
