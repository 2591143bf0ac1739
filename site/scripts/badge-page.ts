import { siteSource } from './source.ts';
import { siteOf, verifyPath } from './verifier.ts';

const section = document.querySelector<HTMLElement>('[data-verifier]')!;
const button = section.querySelector<HTMLButtonElement>('button')!;

const site = siteOf(section);

button.hidden = false;
button.addEventListener('click', () => void verifyPath(section.dataset['badge']!, site, siteSource(site), section.querySelector<HTMLElement>('[data-output]')!));
