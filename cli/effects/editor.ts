import { spawn } from 'node:child_process';
import { Obstacle } from './programme.ts';
import type { World } from './world.ts';

/** Opens a file in the person's editor (VISUAL, EDITOR, else vi or notepad) and waits until it is closed. */
export async function editText(world: World, path: string): Promise<void> {
  const editor = world.env['VISUAL'] || world.env['EDITOR'] || (process.platform === 'win32' ? 'notepad' : 'vi');
  const code = await new Promise<number | null>((done) => {
    const child = spawn(`${editor} ${JSON.stringify(path)}`, { stdio: 'inherit', shell: true });
    child.on('error', () => done(null));
    child.on('close', done);
  });
  if (code !== 0) throw new Obstacle(`The editor "${editor}" did not end well. Your form is kept at ${path}; set EDITOR to another one and run the command again.`);
}
