import { describe, expect, it } from 'vitest';
import { file } from '../testing/smallest.ts';
import { paths } from './badge/addresses.ts';
import { badgeText, unsignedBadge } from './badge/credential.ts';
import { award, issuer, release } from './badge/fixture.ts';
import { encodeBits } from './badge/status-list.ts';
import { loadCatalog } from './catalog.ts';
import { ledgerPaths, readLedger, type Ledger, type LedgerFile } from './plan/ledger.ts';
import { publication, type Publication } from './publication.ts';
import { releaseText, sealRelease } from './release.ts';
import { contentOf } from './site-file.ts';

const { catalog } = loadCatalog([file('issuer.yaml', JSON.stringify(issuer)), file(`releases/${release.id}/1.0.0.json`, releaseText(sealRelease(release)))]);
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, ...new Array<number>(17).fill(0), 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0, 0, 0, 0]);
const serials = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'] as const;
const textOf = (name: string, change: object = {}): string => badgeText(unsignedBadge({ ...award, serial: name.slice(0, 12), status: { list: 1, index: serials.indexOf(name.slice(0, 12) as 'aaaaaaaaaaaa') }, ...change }, release));
const record = (revoked: readonly number[]): object => ({ format: 'laurel-status-list-1', list: 1, origin: issuer.url, issuer: award.issuer.id, validFrom: award.signed, encodedList: encodeBits(revoked), proof: {} });
const ledgerOf = (texts: Readonly<Record<string, string>>, revoked: readonly number[] = []): readonly LedgerFile[] => [
  file(ledgerPaths.listRecord(1), JSON.stringify(record(revoked))),
  ...Object.entries(texts).map(([name, text]) => file(ledgerPaths.badge(name), text)),
];
const three = Object.fromEntries(serials.map((serial) => [serial, textOf(serial)]));

interface Counted {
  readonly files: Publication;
  readonly count: { drawn: number; printed: number };
}
async function published(ledger: Ledger): Promise<Counted> {
  const count = { drawn: 0, printed: 0 };
  const rasterise = async (): Promise<Uint8Array> => ((count.drawn += 1), PNG);
  const certify = async (): Promise<Uint8Array> => ((count.printed += 1), new Uint8Array([count.printed]));
  return { files: await publication({ catalog, ledger, ledgerCommit: null, rasterise, certify }), count };
}

describe('what a site holds for machines', () => {
  it('makes nothing before it is asked for, and draws the art of a release once for all of its badges', async () => {
    const { files, count } = await published(readLedger(ledgerOf(three)));
    expect(count).toEqual({ drawn: 0, printed: 0 });
    for (const serial of serials) {
      expect(await contentOf(files.get(paths.badge(serial))!)).toBe(three[serial]);
      for (const path of [paths.bakedBadge(serial), paths.bakedSvg(serial)]) expect(new TextDecoder().decode(Buffer.from(await contentOf(files.get(path)!)))).toContain(`/badges/${serial}/badge.json`);
    }
    expect(count).toEqual({ drawn: 1, printed: 0 });
    await contentOf(files.get(paths.certificate('bbbbbbbbbbbb'))!);
    expect(count).toEqual({ drawn: 1, printed: 1 });
  });

  it('goes through the badges once, and keeps no text of one that its ledger does not hold', async () => {
    let held = 0;
    const files = ledgerOf(three).map((each) => (each.path.startsWith('badges/') ? { path: each.path, bytes: null, later: { object: each.path, read: () => ((held += 1), new TextDecoder().decode(each.bytes!)) } } : each));
    const { files: made } = await published(readLedger(files));
    expect(held).toBe(3);
    expect(await contentOf(made.get(paths.badge('cccccccccccc'))!)).toBe(three['cccccccccccc']);
    expect(held).toBe(4);
  });

  it('has of a badge its newest edition, of one that was withdrawn no certificate, and of that one where the next is', async () => {
    const renewed = textOf('bbbbbbbbbbbb', { awarded: '2027-01-01T00:00:00Z' });
    const { files } = await published(readLedger(ledgerOf({ aaaaaaaaaaaa: three['aaaaaaaaaaaa']!, bbbbbbbbbbbb: three['bbbbbbbbbbbb']!, 'bbbbbbbbbbbb.2': renewed }, [0])));
    expect(await contentOf(files.get(paths.badge('bbbbbbbbbbbb'))!)).toBe(renewed);
    expect([files.has(paths.certificate('aaaaaaaaaaaa')), files.has(paths.certificate('bbbbbbbbbbbb'))]).toEqual([false, true]);
    expect(await contentOf(files.get(paths.later('aaaaaaaaaaaa'))!)).toContain('/badges/bbbbbbbbbbbb/badge.json');
  });

  it('is refused before anything is made where a badge is of no release of the catalog', async () => {
    await expect(published(readLedger(ledgerOf({ aaaaaaaaaaaa: textOf('aaaaaaaaaaaa').replaceAll('/1.0.0/', '/9.0.0/') })))).rejects.toThrow('The badge aaaaaaaaaaaa is of a release that is not in the catalog');
  });
});
