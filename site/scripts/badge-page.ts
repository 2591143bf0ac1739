import { siteOf, verifyPath } from './verifier.ts';

const section = document.querySelector<HTMLElement>('[data-verifier]')!;
const button = section.querySelector<HTMLButtonElement>('button')!;

button.hidden = false;
button.addEventListener('click', () => void verifyPath(section.dataset['badge']!, siteOf(section), section.querySelector<HTMLElement>('[data-output]')!));
