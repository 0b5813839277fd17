// Promise of: a file of a million signatures on paper is counted exactly, with its progress told, in memory that its length does not decide.
import { Readable } from 'node:stream';
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { gatewayKeys, organizer, passportOf } from '../../support/identities';

const id = 'fair-ebook-terms';
const million = 1_000_000;
const mb = 1_000_000;

function* file(rows: number) {
  yield Buffer.from('sheet,line,name,country,region,signed_on\n');
  for (let from = 0; from < rows; from += 1_000)
    yield Buffer.from(
      Array.from(
        { length: 1_000 },
        (_, i) => `S${Math.floor((from + i) / 25)},${((from + i) % 25) + 1},Reader ${from + i},US,US-NE,2026-11-01\n`,
      ).join(''),
    );
}

it('a million rows are counted, each once, in bounded memory', async () => {
  const database = await demoDatabase();
  const advocacy = await startAdvocacyAt(database.url, { gatewayKeys });
  try {
    await advocacy.database.query('UPDATE petition SET owner_subject = $1 WHERE id = $2', [organizer.subject, id]);
    const url = new URL(`/petitions/${id}/paper-signatures`, advocacy.url);
    const headers = { ...passportOf(organizer), 'content-type': 'text/csv' };
    const before = process.memoryUsage().rss;
    let most = 0;
    const answer = await fetch(url, { method: 'POST', headers, body: Readable.from(file(million)), duplex: 'half' } as never);
    let reports = 0;
    let [last, rest] = ['', ''];
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
      const told = (rest + Buffer.from(part).toString()).split('\n');
      rest = told.pop() ?? '';
      reports += told.length;
      last = told.at(-1) ?? last;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(JSON.parse(last)).toMatchObject({ rows: million, added: million, refused: 0, done: true });
    expect(reports).toBeGreaterThan(150);
    expect(most).toBeLessThan(400 * mb);
    expect((await countAgain(advocacy.database)).filter((tally) => !agrees(tally))).toEqual([]);
  } finally {
    await advocacy.stop();
    await database.drop();
  }
}, 600_000);
