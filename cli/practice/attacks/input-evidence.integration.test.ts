import sharp from 'sharp';
import type { Attack } from '../../testing/attack.ts';
import { withText, type Bench, type Work } from '../../testing/claim-bench.ts';
import { testAttacks } from '../../testing/test-attacks.ts';

/** A claim of changed work that both assessors pass all the same. */
const passed = (change: (files: Work) => Work | Promise<Work>) => async (bench: Bench, number: number): Promise<number> => {
  const pull = await bench.claim(number, await change(bench.work));
  await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
  return pull;
};
const written = (words: string) => (files: Work): Work => withText(files, (text) => text.replace('## What changed for learners\n', `## What changed for learners\n\n${words}\n`));
/** Lets each of the three links of the evidence lead elsewhere. */
const linked = (...links: readonly [string, string, string]) => (files: Work): Work => {
  let at = 0;
  const changed = withText(files, (text) => text.replace(/https:\/\/files\.marlow-valley\.example\/[^\s"']+/g, () => links[at++] ?? ''));
  if (at !== links.length) throw new Error(`Unexpected ${at} links in the work, expected ${links.length}.`);
  return changed;
};
/** Hands in a file beside the text in place of the lesson plan's link. */
const attached = (name: string, media: string, bytes: Uint8Array | string) => (files: Work): Work =>
  new Map([...withText(files, (text) => text.replace(/^( {2}plan:\n)(?: {4}.*\n)+/m, `$1    - file: ${name}\n      media: ${media}\n`)), [name, bytes]]);

/** A finding for each link, in the order of the evidence, each with a line of its own: none is caught for another's sake. */
const findings = (...each: readonly [string, string, string]): RegExp => new RegExp(each.map((text) => `submission\\.md\`?(?::| line )\\d+: [^\\n]*${text}`).join('[^]*\\n[^]*'));
/** One thing about a pupil, in a sentence with nothing else that would be found. */
function pupilData(what: string, sentence: string, found: string): Attack {
  const said = new RegExp(`submission\\.md\`?(?::| line )\\d+: Unexpected ${found}`);
  return { name: `pupil data in the text, ${what}: the desk says where, and no badge`, arrange: passed(written(sentence)), merge: said, notice: said, issue: said };
}
const INTO = 'link into a private network';
const ADDRESSES = findings(INTO, INTO, INTO);
const NAMES = findings('known only inside a network .?.localhost', 'known only inside a network .?.internal', 'host name without a dot');
const picture = () => sharp({ create: { width: 24, height: 16, channels: 3, background: '#357' } });

testAttacks('evidence under attack', [
  {
    name: 'an honest claim with a picture without properties beside the text: exactly one badge',
    arrange: passed(async (files) => attached('plan.jpg', 'image/jpeg', await picture().jpeg().toBuffer())(files)),
    merge: null,
    issue: null,
  },
  {
    name: 'evidence links to addresses of a private network: the desk says so, and no badge',
    arrange: passed(linked('https://192.168.1.20/clip.mp4', 'https://169.254.169.254/latest/meta-data/', 'https://[::1]/clip.mp4')),
    merge: ADDRESSES,
    notice: ADDRESSES,
    issue: ADDRESSES,
  },
  {
    name: 'evidence links to a private network in disguise, as numbers and mapped addresses: the desk says so, and no badge',
    arrange: passed(linked('https://2130706433/clip.mp4', 'https://0x7f.1/clip.mp4', 'https://[::ffff:10.0.0.1]/clip.mp4')),
    merge: ADDRESSES,
    notice: ADDRESSES,
    issue: ADDRESSES,
  },
  {
    name: 'evidence links to names of a private network: the desk says so, and no badge',
    arrange: passed(linked('https://localhost/clip.mp4', 'https://files.school.internal/clip.mp4', 'https://fileserver/clip.mp4')),
    merge: NAMES,
    notice: NAMES,
    issue: NAMES,
  },
  {
    name: 'pupil data in the text, a name: the desk says where, and no badge',
    arrange: passed(written('A boy called Jonte answered first.')),
    merge: /name that the text gives to a pupil/,
    notice: /name that the text gives to a pupil/,
    issue: /name that the text gives to a pupil/,
  },
  pupilData('a student number', 'The sheet bears Student ID: 4711820 at its top.', 'student number, expected no number that stands for one pupil'),
  pupilData('a date of birth', 'The sheet bears a date of birth: 12 March 2015, at its top.', 'date of birth, expected no date that helps to find a pupil'),
  // An address below a domain that is set aside for examples is nobody's, and let pass.
  pupilData('an e-mail address', 'The sheet bears j.b@students.school.org at its top.', 'e.?-mail address, expected none'),
  {
    name: 'pupil data in a file name: the desk says so, and no badge',
    arrange: passed(attached('student-id-4711820.txt', 'text/plain', 'My plan.\n')),
    merge: /student/,
    notice: /student/,
    issue: /student/,
  },
  {
    name: 'pupil data in EXIF, where a picture was taken: the desk says so, and no badge',
    arrange: passed(async (files) => attached('plan.jpg', 'image/jpeg', await picture().withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '123/1 0/1 0/1' } }).jpeg().toBuffer())(files)),
    merge: /place/,
    notice: /place/,
    issue: /place/,
  },
  {
    name: 'pupil data in EXIF, who made a picture: the desk says so, and no badge',
    arrange: passed(async (files) => attached('plan.png', 'image/png', await picture().withExif({ IFD0: { Artist: 'Somebody Invented' } }).png().toBuffer())(files)),
    merge: /plan\.png/,
    notice: /plan\.png/,
    issue: /plan\.png/,
  },
  {
    name: 'pupil data in a text file beside the submission: the desk says where, and no badge',
    arrange: passed(attached('plan.txt', 'text/plain', 'A boy called Jonte answered first.\n')),
    merge: /plan\.txt/,
    notice: /plan\.txt/,
    issue: /name that the text gives to a pupil/,
  },
] satisfies readonly Attack[]);
