// Promise of: while a release is rolled out, the one before serves on: on the tables of both, with reads and writes of both, and nothing fails or is lost.
import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { anonymous } from '#kit/words/identity';
import { projectFile } from '#kit/words/projectFile';
import { freePort } from '#start/ports';
import { type Answer, post } from './support/graphql';
import { committee, gatewayKeys, passportOf } from './support/identities';
import { createDatabase, type TestDatabase } from './support/postgres';
import { finishProcess, runProcess } from './support/processes';
import { eventually } from './support/reader';

/** The commit that was handed in last. A clone without history holds its own only: then two of this release are tried. */
const last = '4dfd28890d1d5934da9a3e10b7800e332a4c52c8';
const isThere = spawnSync('git', ['cat-file', '-e', `${last}^{commit}`], { cwd: projectFile() }).status === 0;
const release = isThere ? last : 'HEAD';

const key = gatewayKeys[0]?.toString('hex') ?? '';
const names = ['advocacy', 'partnership'] as const;
const running: ChildProcess[] = [];
let folder: string;
let databases: Record<(typeof names)[number], TestDatabase>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shelfbridge-release-'));
  databases = { advocacy: await createDatabase(), partnership: await createDatabase() };
});
afterAll(async () => {
  for (const child of running) {
    const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    await exited;
  }
  for (const name of names) await databases?.[name].drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The release as it was, compiled, with the packages of today. */
function releaseAsItWas(): string {
  const root = join(folder, 'release');
  const archive = execFileSync('git', ['archive', '--format=tar', '--prefix=release/', release], {
    cwd: projectFile(),
    maxBuffer: 2 ** 30,
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(projectFile('node_modules'), join(root, 'node_modules'));
  execFileSync(process.execPath, [join(root, 'start', 'launch.js'), 'build'], { cwd: root, stdio: 'pipe' });
  return root;
}

/** Where a process of a subgraph answers once it is ready. */
async function start(name: (typeof names)[number], root?: string): Promise<string> {
  const port = await freePort();
  const secrets = { GATEWAY_KEY: key, SIGNATURE_KEY: key, CONTACT_KEY: key };
  const given = { ...secrets, DATABASE_URL: databases[name].url, MAIL_FOLDER: join(folder, 'mail'), SEED: 'demo' };
  running.push(await runProcess(`services/${name}/main.js`, { ...given, PORT: String(port) }, root));
  return `http://127.0.0.1:${port}/graphql`;
}

it(`the release before (${release}) reads and writes before, while and after the tables are brought up to date, beside this one`, async () => {
  const root = releaseAsItWas();
  const failures: unknown[] = [];
  const state = { over: false, answered: new Map<string, number>(), signed: 0 };
  const work: Promise<void>[] = [];
  const onAndOn = (who: string, ask: (n: number) => Promise<Answer>) => {
    state.answered.set(who, 0);
    const ask1 = async () => {
      for (let n = 0; !state.over; n++) {
        const answer = await ask(n).catch((error: Error) => ({ errors: [error] }));
        if (answer.errors) failures.push({ who, errors: answer.errors });
        state.answered.set(who, n + 1);
      }
    };
    work.push(ask1());
  };
  const use = (age: string, urls: Record<(typeof names)[number], string>, home = projectFile()) => {
    const operation = (name: string) => readFileSync(join(home, 'schema', 'operations', `${name}.graphql`), 'utf8');
    const reader = passportOf(anonymous);
    onAndOn(`${age} signer`, async (n) => {
      const input = { petitionId: 'fair-ebook-terms', name: 'Reader', email: `${age}${n}@library.example`, country: 'FI' };
      const answer = await post(urls.advocacy, operation('SignPetition'), { input }, passportOf(anonymous));
      if (answer.data?.signPetition?.outcome === 'SIGNED') state.signed++;
      return answer;
    });
    onAndOn(`${age} reader`, (n) =>
      n % 2
        ? post(urls.advocacy, operation('PetitionNumbers'), { id: 'fair-ebook-terms', from: '2026-11-01T00:00:00.000Z' }, reader)
        : post(urls.advocacy, operation('TrendingPetitions'), { first: 5 }, reader),
    );
    const member = () => passportOf(committee, 'partnership');
    onAndOn(`${age} committee`, (n) =>
      n % 2
        ? post(urls.partnership, operation('WriteTip'), { input: { text: `Say hello, ${age} ${n}.`, place: n } }, member())
        : post(urls.partnership, operation('SeekingSisters'), { first: 20 }, member()),
    );
  };
  const more = async (number: number) => {
    const before = new Map(state.answered);
    const all = () => [...state.answered].every(([who, n]) => n >= (before.get(who) ?? 0) + number);
    await eventually(`${number} more were answered to each`, () => failures.length > 0 || all(), 90_000);
    expect(failures).toEqual([]);
  };

  const earlier = { advocacy: await start('advocacy', root), partnership: await start('partnership', root) };
  const client = new Client({ connectionString: databases.advocacy.url });
  await client.connect();
  const count = async () => (await client.query(`SELECT count FROM petition WHERE id = 'fair-ebook-terms'`)).rows[0].count;
  try {
    const before = await count();
    use('earlier', earlier, root);
    await more(20);
    for (const name of names) {
      const { code, output } = finishProcess(`services/${name}/migrate.js`, { DATABASE_URL: databases[name].url });
      expect([code, output]).toEqual([0, output]);
    }
    await more(20);
    use('later', { advocacy: await start('advocacy'), partnership: await start('partnership') });
    await more(20);
    for (const url of Object.values(earlier)) expect((await fetch(new URL('/ready', url))).status).toBe(200);
    state.over = true;
    await Promise.all(work);
    expect(failures).toEqual([]);
    expect(await count()).toBe(before + state.signed);
    expect(finishProcess('services/advocacy/verify/main.js', { DATABASE_URL: databases.advocacy.url })).toMatchObject({
      code: 0,
    });
  } finally {
    state.over = true;
    await Promise.all(work);
    await client.end();
  }
}, 400_000);
