import { resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, textOption, type Command } from '../command.ts';
import { certificateOf } from '../core/badge/certificate.ts';
import { once } from '../core/badge/lookup.ts';
import { plain } from '../core/words.ts';
import { badgeAsked, provenFacts } from '../effects/certificate-badge.ts';
import { certificatePicture } from '../effects/certificate-picture.ts';
import { printCertificate } from '../effects/certify.ts';
import { networkResolver, siteResolver } from '../effects/resolve.ts';

export default {
  name: 'certificate',
  summary: 'Print a badge as a certificate: a PDF of one page',
  arguments: [{ flags: '<badge>', summary: 'a badge\'s file or https address; in a clone of the programme\'s repository also its serial' }],
  options: [
    CATALOG,
    { flags: '--out <file>', summary: 'write the PDF there, and not to certificate-<serial>.pdf in this folder' },
    { flags: '--paper <size>', summary: 'the size of the page', default: 'a4', choices: ['a4', 'letter'] },
    { flags: '--site <dir>', summary: 'answer for the programme\'s own address from a built site in this folder' },
  ],
  examples: [
    ['laurel certificate badge.json', 'of a file that you were given, a private badge too'],
    ['laurel certificate badge.png --paper letter', 'of a badge in its image, for American paper'],
    ['laurel certificate k3v9q2mx7tda --out maya.pdf', 'of a badge that this programme issued'],
  ],
  async run(given, world) {
    const site = textOption(given, 'site');
    const network = networkResolver();
    const resolver = once(site === undefined ? network : await siteResolver(world, resolve(world.cwd, site), network));
    const folder = catalogOption(given);
    const asked = await badgeAsked(world, textArgument(given, 0), folder, resolver);
    const { facts, badge, doubts } = await provenFacts(world, asked);
    const certificate = certificateOf(facts);
    const picture = await certificatePicture(world, folder, { badge, facts, bytes: asked.bytes, resolver: asked.resolve });
    const { pdf, lacks } = await printCertificate(certificate, picture, textOption(given, 'paper') === 'letter' ? 'letter' : 'a4');
    const serial = /\/badges\/([0-9a-z]+)\/badge\.json$/.exec(facts.id)?.[1];
    const out = textOption(given, 'out') ?? `certificate${serial === undefined ? '' : `-${serial}`}.pdf`;
    await world.files.write(resolve(world.cwd, out), pdf);
    for (const doubt of doubts) world.err.write(`Note: ${plain(doubt)}\n`);
    if (picture === null) world.err.write('Note: the badge\'s picture is not at hand, so the certificate has none. Give the badge in its PNG image to have it.\n');
    if (lacks) world.err.write('Note: some letters have no font here and stand as empty boxes. The page of a public badge prints them with the fonts of your browser.\n');
    world.out.write(`Wrote ${out}: ${plain(certificate.title)}.\nIts code leads to ${plain(certificate.address)}\nA private badge is not to be seen there: hand over the badge's file with the sheet, which proves nothing alone.\n`);
    return 0;
  },
} satisfies Command as Command;
