import { consentFor, hashedAddress, requestIssue } from '../../cli/core/plan/naming-choice.ts';
import type { Naming } from '../../cli/core/badge/edition.ts';

const form = document.querySelector<HTMLFormElement>('[data-collect]')!;
const said = form.querySelector<HTMLElement>('[data-said]')!;
const field = (id: string): HTMLInputElement | null => form.querySelector<HTMLInputElement>(`#${id}`);
const chosen = (): string => form.querySelector<HTMLInputElement>('input[name=by]:checked')!.value;

function showFields(): void {
  for (const part of form.querySelectorAll<HTMLElement>('[data-for]')) part.hidden = part.dataset['for'] !== chosen();
}

// Nothing but the hash leaves the device.
async function naming(): Promise<Naming | null> {
  const by = chosen() as Naming['by'] | 'code';
  if (by === 'code') return null;
  const value = field(`${by}-value`)!.value.trim();
  if (by !== 'address') return { by, value };
  const salt = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hashedAddress(value, salt);
}

function missing(): string | null {
  const by = chosen();
  const value = field(`${by}-value`)?.value.trim() ?? '';
  if (by === 'did' && !/^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/.test(value)) return 'A DID begins with did: and has two more parts, such as did:web:maya.example.';
  if (by === 'name' && (value === '' || value.length > 100 || value.includes('@'))) return 'Write your name, up to 100 characters, without an @.';
  if (by === 'address' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return 'That is no e-mail address.';
  return field(`${by}-consent`)?.checked === false ? 'It is done only if you agree to what becomes public.' : null;
}

async function open(): Promise<void> {
  const fault = missing();
  said.textContent = fault ?? '';
  if (fault !== null) return;
  const wanted = await naming();
  const consent = form.dataset['public'] === 'true' ? consentFor(wanted) : null;
  const { title, body } = requestIssue({ serial: field('serial')!.value.toLowerCase(), naming: wanted, ...(consent === null ? {} : { consent }) });
  const repository = form.dataset['repository'] || field('repository')!.value.trim();
  window.open(`${form.dataset['github']}/${repository}/issues/new?title=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}`, '_blank', 'noopener');
  said.textContent = 'Submit the page that opened, with your own account and as it is. The desk answers there, as a rule within the hour.';
}

form.hidden = false;
showFields();
form.addEventListener('change', showFields);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void open();
});
