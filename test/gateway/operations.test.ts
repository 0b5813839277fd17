// Promises of: which documents are known by their hash, which are executed at all, and which answers may be kept by caches?
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Documents } from '#gateway/operation/admission';
import { hashOf } from '#gateway/operation/document';
import { afterwards } from '../support/afterwards';
import { Reader } from '../support/reader';
import { type Stage, startStage, startWhoami, tokenFor } from './support/stage';

const who = 'query Who {\n  whoami\n}\n';
const watch = 'subscription Watch { watch { number } }';
const broken = 'query Broken { broken }';
const usual = { folder: '/nowhere', registeredOnly: false, automatic: false, maxTokens: 100 };
const persisted = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } } });

let folder: string;
let whoami: Awaited<ReturnType<typeof startWhoami>>;
let open: Stage;
let strict: Stage;
/** Takes no answer of an untagged graph for public. */
let closed: Stage;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
  for (const [name, text] of Object.entries({ who, watch, broken })) writeFileSync(join(folder, `${name}.graphql`), text);
  whoami = await startWhoami();
  const operations = { folder, registeredOnly: false };
  open = await startStage({ whoami }, { operations, registeredMaxAgeS: 7, sharing: 'anonymous' });
  closed = await startStage({ whoami }, { operations, registeredMaxAgeS: 7 });
  strict = await startStage({ whoami }, { operations: { folder, registeredOnly: true }, production: true });
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await strict[Symbol.asyncDispose]();
  await closed[Symbol.asyncDispose]();
  await whoami.stop();
  rmSync(folder, { recursive: true });
});

async function send({ url }: Stage, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return errors?.[0] ? errors[0].extensions.code : data;
}

const get = ({ url }: Stage, text: string, headers: Record<string, string> = {}) =>
  fetch(`${url}?extensions=${encodeURIComponent(JSON.stringify(persisted(text).extensions))}`, { headers });

describe('the documents of the project', () => {
  it('are registered, each once', () => {
    const folder = resolve(__dirname, '..', '..', 'schema', 'operations');
    const operations = new Documents({ ...usual, maxTokens: 5_000, folder, registeredOnly: true });
    const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
    expect(operations.size).toBe(files.length);
    expect(files.length).toBeGreaterThanOrEqual(7);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(operations.find({ query: text })).toMatchObject({ registered: true });
      expect(operations.find(persisted(text))).toMatchObject({ registered: true });
    }
  });

  it('may be none', () => {
    expect(new Documents(usual).size).toBe(0);
  });

  it('are read before a schema comes into use, and not again', () => {
    const apiSchema = buildSchema('type Query { whoami: String broken: Int } type Subscription { watch: String }');
    const [first, second] = [1, 2].map(() => ({ apiSchema, supergraphSchema: apiSchema }));
    const operations = new Documents({ ...usual, folder });
    operations.supergraphChanged(first as never);
    for (const schemas of [first, second]) {
      const read = operations.registeredFor(schemas as never);
      expect(read.map(({ name }) => name).sort()).toEqual(['Broken', 'Watch', 'Who']);
      operations.supergraphChanged(schemas as never);
      for (const operationName of [undefined, 'Who'])
        expect(operations.find({ ...persisted(who), operationName })).toMatchObject({
          operation: read.find(({ name }) => name === 'Who'),
        });
      expect(operations.find(persisted(who))?.firstSeen).toBeUndefined();
    }
  });
});

describe('a document', () => {
  const apiSchema = buildSchema('type Query { whoami: String }');
  const schemas = { apiSchema, supergraphSchema: apiSchema };

  it('is read once, however often it is sent and by whatever name', () => {
    const documents = new Documents({ ...usual, automatic: true });
    const first = documents.find({ query: '{ whoami }', ...persisted('{ whoami }') })?.operation;
    expect(first).toMatchObject({ kind: 'query', rootFields: ['whoami'], hash: hashOf('{ whoami }') });
    expect(documents.find({ query: '{ whoami }' })?.operation).toBe(first);
    expect(documents.find(persisted('{ whoami }'))?.operation).toBe(first);
  });

  it('is read anew for another schema, and what clients named by a hash stays known', () => {
    const documents = new Documents({ ...usual, automatic: true });
    const first = documents.find({ query: '{ whoami }', ...persisted('{ whoami }') })?.operation;
    documents.supergraphChanged(schemas);
    const second = documents.find(persisted('{ whoami }'))?.operation;
    expect([first?.schemas, second?.schemas]).toEqual([undefined, schemas]);
    documents.supergraphChanged(schemas);
    expect(documents.find(persisted('{ whoami }'))?.operation).toBe(second);
  });

  it('is forgotten by the size of what clients wrote, the least recently used first', () => {
    const documents = new Documents(usual, 10_000_000);
    const long = (i: number) => `{ whoami } #${i}${'x'.repeat(1_000_000)}`;
    const first = documents.read(long(0), undefined);
    documents.read(long(1), undefined);
    expect(documents.read(long(0), undefined)).toBe(first);
    documents.read(long(2), undefined);
    expect(documents.read(long(0), undefined)).toBe(first);
    documents.read(long(3), undefined);
    documents.read(long(4), undefined);
    expect(documents.read(long(0), undefined)).not.toBe(first);
  });

  it('is forgotten by the size of what its operation does not use, too', () => {
    const documents = new Documents({ ...usual, maxTokens: 5_000 }, 1_000_000);
    const unused = (i: number) => `{ whoami } fragment F${i} on Query { ${'whoami '.repeat(2_000)} }`;
    const first = documents.read(unused(0), undefined);
    documents.read(unused(1), undefined);
    expect(documents.read(unused(0), undefined)).not.toBe(first);
  });

  it('that cannot be read is left to the executor, which says best what is wrong', () => {
    const documents = new Documents(usual);
    expect(documents.find({ query: '{' })).toEqual({ query: '{', registered: false });
    expect(documents.find({ query: 'fragment F on Query { whoami }' })?.operation).toBeUndefined();
    expect(documents.find({ query: 'query A { whoami } query B { whoami }', operationName: 'B' })?.operation?.name).toBe('B');
  });
});

describe('a registered document', () => {
  it('is executed by its hash alone, in every layout', async () => {
    for (const stage of [open, strict]) {
      expect(await send(stage, persisted(who))).toEqual({ whoami: 'nobody' });
      expect(await send(stage, persisted(who.trim()))).toEqual({ whoami: 'nobody' });
      expect(await send(stage, { query: 'query Who { whoami }' })).toEqual({ whoami: 'nobody' });
    }
  });

  it('is answered to a plain GET, so that caches can serve it, as long as nobody in particular asks', async () => {
    const plain = await get(open, who);
    expect(await plain.json()).toEqual({ data: { whoami: 'nobody' } });
    expect(plain.headers.get('cache-control')).toBe('public, max-age=7, stale-while-revalidate=42');
    expect(plain.headers.get('vary')).toMatch(/authorization/);
    const known = await get(open, who, { authorization: `Bearer ${await tokenFor('ana')}` });
    expect(await known.json()).toEqual({ data: { whoami: 'urn:test#ana committee' } });
    expect(known.headers.get('cache-control')).toBe('no-store');
  });

  it('is not kept by caches where neither the schema nor the operator says that everyone reads the same', async () => {
    const plain = await get(closed, who);
    expect(await plain.json()).toEqual({ data: { whoami: 'nobody' } });
    expect([plain.headers.get('cache-control'), plain.headers.get('etag')]).toEqual(['no-store', null]);
  });

  it('is not kept when a part of it failed', async () => {
    expect((await get(open, broken)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('other documents', () => {
  it('become known by their hash while developing', async () => {
    const text = '{ whoami __typename }';
    expect(await send(open, persisted(text))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(await send(open, { query: text, ...persisted(text) })).toEqual({ whoami: 'nobody', __typename: 'Query' });
    expect(await send(open, persisted(text))).toEqual({ whoami: 'nobody', __typename: 'Query' });
    expect((await get(open, text)).status).toBe(400);
  });

  it('are not believed to have a hash that they have not', async () => {
    expect(await send(open, { query: '{ whoami }', ...persisted('{ nodes { id } }') })).toBe('BAD_USER_INPUT');
    expect(await send(open, { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })).toBe('BAD_USER_INPUT');
  });

  it('are refused where only registered ones are executed', async () => {
    expect(await send(strict, { query: '{ whoami nodes { id } }' })).toBe('OPERATION_NOT_REGISTERED');
    expect(await send(strict, { query: '{ __schema { queryType { name } } }' })).toBe('OPERATION_NOT_REGISTERED');
    expect(await send(strict, persisted('{ whoami nodes { id } }'))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(await send(strict, { query: '{ whoami nodes { id } }', ...persisted('{ whoami nodes { id } }') })).toBe(
      'OPERATION_NOT_REGISTERED',
    );
  });
});

describe('over a WebSocket', () => {
  async function subscribe(stage: Stage, payload: { query?: string; extensions?: Record<string, unknown> }) {
    const client = createClient({ url: stage.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    afterwards(() => client.dispose());
    const reader = new Reader<unknown>();
    client.subscribe(payload as { query: string }, { next: reader.push, error: reader.push, complete: () => reader.end() });
    const first = await reader.next();
    return first;
  }

  it('only registered documents are executed as well, by text or by hash', async () => {
    expect(await subscribe(strict, { query: watch })).toEqual({ data: { watch: { number: 0 } } });
    expect(await subscribe(strict, { query: '', ...persisted(watch) })).toEqual({ data: { watch: { number: 0 } } });
    expect(await subscribe(strict, { query: 'subscription { watch { whoami } }' })).toMatchObject([
      { extensions: { code: 'OPERATION_NOT_REGISTERED' } },
    ]);
  });

  it('the schema is hidden in production', async () => {
    const hidden = await startStage({ whoami }, { production: true });
    afterwards(() => hidden[Symbol.asyncDispose]());
    const answer = await subscribe(hidden, { query: '{ __schema { queryType { name } } }' });
    expect(JSON.stringify(answer)).toContain('GRAPHQL_VALIDATION_FAILED');
    const misspelt = await subscribe(hidden, { query: 'subscription { watch { numbr } }' });
    expect(JSON.stringify(misspelt)).not.toMatch(/Did you mean|"number/);
  });
});
