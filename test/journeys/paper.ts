// An organizer sends in signatures on paper through the gateway, sees how far it is, and sends the file again.
import { request } from 'node:http';
import { dataOf } from '../support/graphql';
import { Reader } from '../support/reader';
import type { Federation } from './federation';

/** So long may a request take to arrive that brings no file. */
export const arrivalMs = 2_000;
let shelfbridge: Federation;
let organizer: string;

const header = 'sheet,line,name,country,region\n';
const rows = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) => `S${Math.floor((from + i) / 20)},${((from + i) % 20) + 1},Reader ${from + i},US,US-NE\n`,
  ).join('');

interface Line {
  readonly rows?: number;
  readonly added?: number;
  readonly unchanged?: number;
  readonly done?: boolean;
  readonly errors?: { extensions: { code: string } }[];
}

/** A file on its way: what is written is sent at once, and each line of the answer can be waited for. */
function upload(token?: string) {
  const lines = new Reader<Line>();
  const headers = { 'content-type': 'text/csv', ...(token && { authorization: `Bearer ${token}` }) };
  const url = new URL('/petitions/on-paper/paper-signatures', shelfbridge.url);
  const sending = request(url, { method: 'POST', headers, agent: false }, (response) => {
    let rest = '';
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = `${rest}${text}`.split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) lines.push(JSON.parse(part));
    });
    response.on('end', () => {
      if (rest) lines.push(JSON.parse(rest));
      lines.end();
    });
  });
  sending.on('error', lines.end);
  return { sending, lines };
}

/** Of a Shelfbridge that gives other requests `arrivalMs`. */
export function paper(of: () => Federation): void {
  beforeAll(async () => {
    shelfbridge = of();
    organizer = await shelfbridge.token(['--role', 'organizer', '--subject', 'olga']);
    const input = { id: 'on-paper', title: 'On paper', ask: 'Lend', target: 'All', organizers: ['Olga'] };
    dataOf(
      await shelfbridge.ask(
        'mutation ($input: DraftPetitionInput!) { draftPetition(input: $input) { id } }',
        { input },
        organizer,
      ),
    );
    dataOf(await shelfbridge.ask('mutation { openPetition(id: "on-paper") { id } }', {}, organizer));
  });

  it('sends a file of signatures on paper, is told meanwhile how far it is, and counts none twice', async () => {
    const first = upload(organizer);
    first.sending.write(header + rows(0, 700));
    expect(await first.lines.next()).toMatchObject({ rows: 500, added: 500, done: false });
    first.sending.end(rows(700, 1_100));
    expect(await first.lines.until(({ done }) => done === true)).toMatchObject({ rows: 1_100, added: 1_100 });
    const again = upload(organizer);
    again.sending.end(header + rows(0, 1_100));
    expect(await again.lines.until(({ done }) => done === true)).toMatchObject({ added: 0, unchanged: 1_100 });
    const { petition } = dataOf(await shelfbridge.ask('{ petition(id: "on-paper") { signatureCount paperCount totalCount } }'));
    expect(petition).toEqual({ signatureCount: 0, paperCount: 1_100, totalCount: 1_100 });
  });

  it('takes its time over a slow line', async () => {
    const { sending, lines } = upload(organizer);
    sending.write(header);
    const began = performance.now();
    let sent = 0;
    const drip = setInterval(() => {
      sending.write(rows(3_000 + sent, 3_001 + sent));
      sent++;
      if (performance.now() - began < 1.5 * arrivalMs) return;
      clearInterval(drip);
      sending.end();
    }, 50);
    const { added } = await lines.until(({ done }) => done === true);
    expect(added).toBe(sent);
    expect(performance.now() - began).toBeGreaterThan(1.5 * arrivalMs);
  });

  it.each([
    ['nobody known', undefined, 'UNAUTHENTICATED'],
    ['staff of a library', ['--role', 'staff', '--library', 'demo-nairobi-ke'], 'FORBIDDEN'],
    ['another organizer', ['--role', 'organizer', '--subject', 'otto'], 'FORBIDDEN'],
  ])('refuses the file of %s by a code', async (_who, words, code) => {
    const paperCount = async () =>
      dataOf(await shelfbridge.ask('{ petition(id: "on-paper") { paperCount } }')).petition.paperCount;
    const before = await paperCount();
    const { sending, lines } = upload(words && (await shelfbridge.token(words)));
    sending.end(header + rows(2_000, 2_001));
    expect((await lines.next()).errors?.[0]?.extensions.code).toBe(code);
    expect(await paperCount()).toBe(before);
  });

  it('takes nothing but CSV there', async () => {
    const url = new URL('/petitions/on-paper/paper-signatures', shelfbridge.url);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${organizer}` };
    const form = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect([form.status, await form.json()]).toEqual([
      415,
      {
        errors: [
          {
            message: expect.stringContaining('text/csv'),
            extensions: expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }),
          },
        ],
      },
    ]);
  });

  it('has counted right, as verify-counts finds without being told where', async () => {
    expect(await shelfbridge.verifyCounts()).toMatch(/^\d+ petitions counted again, 0 differ\.$/);
  });
}
