// Promises of: signatures on paper are counted from a file of any length, once each.

import { readPaperRow } from '#advocacy/petitions/organizing/paperRow';
import { agrees, countAgain } from '#advocacy/petitions/verifyCounts';
import type { Advocacy } from '#advocacy/subgraph';
import { anonymous, type Identity } from '#kit/words/identity';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';

const id = 'fair-ebook-terms';
const header = 'sheet,line,name,country,region,signed_on\n';
const lines = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) => `S${Math.floor((from + i) / 25)},${((from + i) % 25) + 1},"Reader, ${from + i}",US,US-NE,2026-11-01\n`,
  );

describe('a row of a file', () => {
  const good = { sheet: 'A', line: '1', name: 'Ann', country: 'US' };
  it('is read with the columns it has', () => {
    expect(readPaperRow({ ...good, region: ' US-NE ', signed_on: '2026-11-01' })).toEqual({
      sheet: 'A',
      line: 1,
      country: 'US',
      region: 'US-NE',
      signedOn: '2026-11-01',
    });
    expect(readPaperRow(good)).toEqual({ sheet: 'A', line: 1, country: 'US', region: null, signedOn: null });
  });
  it.each([
    [{ sheet: '' }, 'sheet'],
    [{ sheet: 'a\0' }, 'sheet'],
    [{ line: '0' }, 'line'],
    [{ line: '1.5' }, 'line'],
    [{ name: ' ' }, 'name'],
    [{ country: 'us' }, 'country'],
    [{ country: 'ZZ' }, 'country'],
    [{ region: 'CA-ON' }, 'region'],
    [{ signed_on: '2026-02-30' }, 'signed_on'],
  ])('is refused with %j, in words that begin with the column', (fault, column) => {
    expect(readPaperRow({ ...good, ...fault })).toMatch(new RegExp(`^${column} `));
  });
});

describe('an import of signatures on paper', () => {
  let database: TestDatabase;
  let advocacy: Advocacy;
  const upload = async (body: string | ReadableStream, identity: Identity = organizer, petition = id) => {
    const headers = { ...passportOf(identity), 'content-type': 'text/csv' };
    const url = advocacy.url.replace('/graphql', `/petitions/${petition}/paper-signatures`);
    const answer = await fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    return (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const counts = async () => {
    const tallies = await countAgain(advocacy.database);
    expect(tallies.filter((tally) => !agrees(tally))).toEqual([]);
    const { petition } = dataOf(
      await post(advocacy.url, `{ petition(id: "${id}") { signatureCount paperCount totalCount } }`, {}, passportOf(anonymous)),
    );
    return petition;
  };

  beforeEach(async () => {
    database = await demoDatabase();
    advocacy = await startAdvocacyAt(database.url, { gatewayKeys });
    await advocacy.database.query(`UPDATE petition SET owner_subject = 'organizer-1' WHERE id = $1`, [id]);
  });
  afterEach(async () => {
    await advocacy.stop();
    await database.drop();
  });

  it('reports as it goes, counts every line once, and adds nothing when the file is sent again', async () => {
    const file = header + lines(0, 1_234).join('');
    const report = await upload(file);
    expect(report.map(({ rows, done }) => [rows, done])).toEqual([
      [500, false],
      [1_000, false],
      [1_234, true],
    ]);
    expect(report.at(-1)).toMatchObject({ added: 1_234, changed: 0, unchanged: 0, refused: 0 });
    expect(await counts()).toEqual({ signatureCount: 0, paperCount: 1_234, totalCount: 1_234 });
    expect((await upload(file)).at(-1)).toMatchObject({ added: 0, unchanged: 1_234 });
    const corrected = header + lines(0, 10).join('').replaceAll('US-NE', 'US-CA') + lines(1_234, 1_240).join('');
    expect((await upload(corrected)).at(-1)).toMatchObject({ rows: 16, added: 6, changed: 10 });
    expect(await counts()).toEqual({ signatureCount: 0, paperCount: 1_240, totalCount: 1_240 });
    const [kept] = await advocacy.database.query(`SELECT json_agg(p)::text AS text FROM paper_signature p`);
    expect(kept.text).not.toContain('Reader');
  });

  it('commits what arrived before an upload broke off, and sending it again completes it', async () => {
    const all = lines(0, 1_700);
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(header + all.slice(0, 1_200).join('')));
      },
      async pull(controller) {
        let paper = 0;
        while (paper < 1_000)
          [{ paper }] = await advocacy.database.query('SELECT paper_count AS paper FROM petition WHERE id = $1', [id]);
        controller.error(new Error('the line went dead'));
      },
    });
    await expect(upload(broken)).rejects.toThrow();
    expect((await upload(header + all.join(''))).at(-1)).toMatchObject({ added: 700, unchanged: 1_000 });
    // All of it is in the audit log, by what was committed together.
    const written = await advocacy.database.query(
      `SELECT (after->>'added')::int AS added FROM audit_entry WHERE action = 'importPaperSignatures' ORDER BY at, 1`,
    );
    expect(written).toEqual([500, 500, 500, 200].map((added) => ({ added })));
    expect((await counts()).paperCount).toBe(1_700);
  });

  it('tells which rows it refused and counts the others', async () => {
    const CSV = `mutation ($input: ImportPaperSignaturesInput!) { importPaperSignatures(input: $input) { rows added unchanged refused faults { row message } } }`;
    const csv = `\ufeffSheet,Line,Name,Country\r\nA,1,Ann,US\r\nA,2,,US\r\n\r\nA,1,Ann,US\r\nA,x,Ben,US\r\n`;
    const answer = await post(advocacy.url, CSV, { input: { petitionId: id, csv } }, passportOf(organizer));
    expect(dataOf(answer).importPaperSignatures).toEqual({
      rows: 4,
      added: 1,
      unchanged: 1,
      refused: 2,
      faults: [
        { row: 3, message: 'name is empty. A line without a name is not a signature.' },
        { row: 6, message: 'line must be the number of the line on its sheet, counted from 1.' },
      ],
    });
  });

  it.each([
    ['someone without an account', anonymous, id, header, 'UNAUTHENTICATED'],
    ['another organizer', otherOrganizer, id, header, 'FORBIDDEN'],
    ['an unknown petition', organizer, 'nope', header, 'NOT_FOUND'],
    ['a petition of the past', organizer, 'ebooksforall', header, 'FORBIDDEN'],
    ['a file without the columns', organizer, id, 'a,b\n1,2\n', 'BAD_USER_INPUT'],
    ['a file that is not CSV', organizer, id, `${header}A,1,"Ann,US\n`, 'BAD_USER_INPUT'],
  ])('is refused for %s', async (_what, identity, petition, file, code) => {
    expect(codeOf((await upload(file, identity, petition)).at(-1))).toBe(code);
    expect((await counts()).paperCount).toBe(0);
  });

  it('stays exact while people sign and two organizers send the same file at once', async () => {
    const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';
    const signing = Array.from({ length: 100 }, (_, i) =>
      post(
        advocacy.url,
        SIGN,
        { input: { petitionId: id, name: 'R', email: `r${i}@library.example`, country: 'US' } },
        passportOf(anonymous),
      ),
    );
    const reports = await Promise.all([1, 2].map(() => upload(header + lines(0, 2_000).join(''))));
    await Promise.all(signing);
    expect(reports[0]?.at(-1).added + reports[1]?.at(-1).added).toBe(2_000);
    expect(await counts()).toEqual({ signatureCount: 100, paperCount: 2_000, totalCount: 2_100 });
  });
});
