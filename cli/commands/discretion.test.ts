import { describe, expect, it } from 'vitest';
import type { Programme } from '../effects/programme.ts';
import { discreetly, isOverheard, withoutNames } from './discretion.ts';

const programme = (isPrivate: boolean, catalogIsPrivate = false): Programme => ({ isPrivate, repository: { isPrivate: catalogIsPrivate }, issuer: { submissions: { owner: 'marlow-valley', prefix: 'portfolio-' } } }) as unknown as Programme;
const actions = { env: { GITHUB_ACTIONS: 'true' } };

describe('what is said of private claims', () => {
  it.each([
    ['in a workflow of a public repository', actions, programme(true), true],
    ['in a terminal', { env: {} }, programme(true), false],
    ['in a workflow of a private catalog', actions, programme(true, true), false],
    ['of a one-repository programme, where all is public', actions, programme(false), false],
  ])('is overheard or not: %s', (_, world, where, overheard) => expect(isOverheard(world, where)).toBe(overheard));

  it('names neither the repository nor the teacher', () =>
    expect(withoutNames('GitHub has no repository marlow-valley/portfolio-maya-okafor. See submissions/checking-for-understanding/maya-okafor/1/submission.md.', 'portfolio-')).toBe('GitHub has no repository marlow-valley/portfolio-.... See submissions/checking-for-understanding/.../1/submission.md.'));

  it('is kept from faults too, which stay what they are', async () => {
    const fail = (): Promise<never> => Promise.reject(Object.assign(new TypeError('git fetch of portfolio-maya-okafor.git'), { name: 'GitFailure' }));
    await expect(discreetly(actions, programme(true), fail)).rejects.toMatchObject({ name: 'GitFailure', message: 'git fetch of portfolio-...' });
    await expect(discreetly({ env: {} }, programme(true), fail)).rejects.toThrow('portfolio-maya-okafor');
  });
});
