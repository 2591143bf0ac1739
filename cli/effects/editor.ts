import { spawn } from 'node:child_process';
import { Obstacle } from './programme.ts';
import type { World } from './world.ts';

/** Opens a file in the person's editor (VISUAL, EDITOR, else vi or notepad) and waits until it is closed. */
export async function editText(world: World, path: string): Promise<void> {
  const editor = world.env['VISUAL'] || world.env['EDITOR'] || (process.platform === 'win32' ? 'notepad' : 'vi');
  const code = await new Promise<number | null>((done) => {
    // The editor's setting may hold arguments of its own, as everywhere; the path is never part of a command line.
    const child = process.platform === 'win32' ? spawn(`${editor} "${path}"`, { stdio: 'inherit', shell: true }) : spawn('sh', ['-c', `${editor} "$1"`, 'editor', path], { stdio: 'inherit' });
    child.on('error', () => done(null));
    child.on('close', done);
  });
  if (code !== 0) throw new Obstacle(`The editor "${editor}" did not end well. What you have is kept at ${path}; set EDITOR to another one and run the command again.`);
}
