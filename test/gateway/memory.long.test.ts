// Promises of: what do documents that nobody sent before leave in the memory of a gateway?
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

it('keeps its heap below 300 MB, whatever the number of distinct documents with many hops', async () => {
  const bench = spawn(process.execPath, [resolve(__dirname, '..', '..', 'dist', 'bench', 'memory.js'), '1000'], {
    cwd: resolve(__dirname, '..', '..'),
  });
  let said = '';
  bench.stdout.on('data', (text) => {
    said += text;
  });
  const code = await new Promise((ended) => bench.once('exit', ended));
  expect([code, said]).toEqual([0, expect.stringMatching(/heap [12]?\d?\d MB/)]);
}, 600_000);

it('loads no client for files and events until the first one passes, no other executor, nor what only some requests need', () => {
  const program = `
    require(${JSON.stringify(resolve(__dirname, '..', '..', 'dist', 'gateway', 'gateway.js'))});
    const loaded = (name) => Object.keys(require.cache).some((file) => file.includes('/node_modules/' + name + '/'));
    const later = ['undici', '@apollo/gateway', 'class-validator', 'graphql-scalars', 'pg', 'iso-3166', 'openid-client', 'ajv'];
    console.log(JSON.stringify(['graphql', ...later, '@fastify/busboy', 'lossless-json', 'intl-messageformat'].filter(loaded)));
  `;
  const { stdout } = spawnSync(process.execPath, ['--eval', program], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual(['graphql']);
});
