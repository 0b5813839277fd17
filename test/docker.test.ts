// What docker/ hands to Kubernetes and Compose: objects of known keys, settings that we have, secrets that somebody makes.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { settings as advocacy } from '#advocacy/config';
import { settings as gateway } from '#gateway/settings';
import type { Settings } from '#kit/words/config';
import { projectFile } from '#kit/words/projectFile';
import { settings as partnership } from '#partnership/config';
import { checkedStrictly } from './support/strict';

// biome-ignore lint/suspicious/noExplicitAny: what a file of the operator holds has the shape of its kind
type Thing = any;
const processes: Readonly<Record<string, Settings>> = { advocacy, gateway, partnership };
const text = (...path: readonly string[]) => readFileSync(projectFile('docker', ...path), 'utf8');

/** The settings of a process that are not there, of those that a file names; Node's own are no settings. */
const unknownTo = (process: string, names: readonly string[]): string[] =>
  names.filter((name) => !(name.replace(/_FILE$/, '') in (processes[process] ?? {})));

describe('docker/kubernetes', () => {
  const files = readdirSync(projectFile('docker', 'kubernetes')).filter((name) => name.endsWith('.yaml'));
  const objects: Thing[] = files
    .filter((name) => name !== 'kustomization.yaml')
    .flatMap((name) => parseAllDocuments(text('kubernetes', name)).map((document) => document.toJS()));
  const ofKind = (kind: string) => objects.filter((each) => each.kind === kind);
  const known = objects.filter(({ apiVersion }) => !/cnpg\.io/.test(apiVersion));

  /** What Kubernetes would say of an object. */
  const faults = (object: Thing): string[] => {
    const [group = '', version = ''] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
    const Model = require(['kubernetes-models', group, version, object.kind].filter(Boolean).join('/'))[object.kind];
    return checkedStrictly(object, (watched) => Model.prototype.validate.call(watched));
  };

  it.each(known.map((each) => [each.kind, each.metadata.name, each]))(
    'has a %s %s of known keys and types',
    (_kind, _name, each) => {
      expect(faults(each)).toEqual([]);
    },
  );

  it('would be found out with an invalid key, or a value of another type', () => {
    const changed = (change: (pod: Thing, spec: Thing) => void) => {
      const copy = structuredClone(ofKind('Deployment')[0]);
      change(copy.spec.template.spec.containers[0], copy.spec);
      return faults(copy);
    };
    expect(changed((pod) => (pod.readinessProb = {}))).toEqual([
      expect.stringMatching(/containers\/0\/readinessProb is unknown/),
    ]);
    expect(changed((pod) => (pod.securityContext.readonlyRootFilesystem = true))).toHaveLength(1);
    expect(changed((_pod, spec) => (spec.replicas = '2'))[0]).toMatch(/replicas/);
    expect(changed((_pod, spec) => delete spec.selector)[0]).toMatch(/selector/);
  });

  it('applies every file but an optional one, and only those that are there', () => {
    const { resources } = parse(text('kubernetes', 'kustomization.yaml'));
    expect([...resources, 'kustomization.yaml', 'nats.yaml'].sort()).toEqual(files.toSorted());
  });

  it.each(['gateway', 'partnership', 'advocacy'])('gives %s settings that it has, and secrets that the README makes', (name) => {
    const pod = ofKind('Deployment').find(({ metadata }) => metadata.name === name).spec.template.spec;
    const [container] = pod.containers;
    const maps = container.envFrom.map(({ configMapRef }: Thing) =>
      ofKind('ConfigMap').find((map) => map.metadata.name === configMapRef.name),
    );
    const names = [...container.env.map((each: Thing) => each.name), ...maps.flatMap((map: Thing) => Object.keys(map.data))];
    expect(unknownTo(name, names)).toEqual([]);
    const readme = text('kubernetes', 'README.md').replaceAll(/\\\n\s*/g, '');
    const [made = ''] = readme.split('\n').filter((line) => line.includes(`make_secret shelfbridge-${name} `));
    expect(pod.volumes.find((each: Thing) => each.name === 'secrets').secret.secretName).toBe(`shelfbridge-${name}`);
    const wanted = container.env
      .filter((each: Thing) => each.name.endsWith('_FILE'))
      .map((each: Thing) => each.value.split('/').at(-1));
    expect([...made.matchAll(/--from-file=([\w-]+)=/g)].map(([, key]) => key).sort()).toEqual(wanted.sort());
  });

  it('reaches each deployment by its service, its budget and its autoscaler, and asks it on its own port', () => {
    for (const { metadata, spec } of ofKind('Deployment').filter((each) => each.metadata.name in processes)) {
      const { name } = metadata;
      const labels = spec.template.metadata.labels;
      const [container] = spec.template.spec.containers;
      const named = (kind: string) => ofKind(kind).find((each) => each.metadata.name === name).spec;
      for (const selector of [
        spec.selector.matchLabels,
        named('Service').selector,
        named('PodDisruptionBudget').selector.matchLabels,
      ])
        expect(labels).toMatchObject(selector);
      expect(named('HorizontalPodAutoscaler').scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
      const port = container.ports.find((each: Thing) => each.name === 'http').containerPort;
      expect(container.env).toContainEqual({ name: 'PORT', value: String(port) });
      expect(named('Service').ports[0].port).toBe(port);
      expect([container.readinessProbe, container.livenessProbe].map((each) => each.httpGet)).toEqual([
        { path: '/ready', port: 'http' },
        { path: '/health', port: 'http' },
      ]);
      const notice = Number(container.env.find((each: Thing) => each.name === 'STOPPING_NOTICE_MS').value) / 1_000;
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(notice + 3 + 5);
    }
  });
});

describe('docker/compose.yaml', () => {
  const compose: Thing = parse(text('compose.yaml'), { merge: true });
  const { $schema: _named, ...schema } = JSON.parse(
    readFileSync(projectFile('node_modules', 'dclint', 'schemas', 'compose.schema.json'), 'utf8'),
  );
  const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  const services = Object.entries<Thing>(compose.services);

  it('has the keys and types of the published schema, which would find out others', () => {
    expect([check(compose), check.errors]).toEqual([true, null]);
    for (const wrong of [{ restarts: 'always' }, { mem_limit: true }, { depends_on: 7 }])
      expect(check({ ...compose, services: { one: { image: 'x', ...wrong } } })).toBe(false);
  });

  it.each(['gateway', 'partnership', 'advocacy'])(
    'gives %s settings that it has, in production unless told otherwise',
    (name) => {
      const { environment, command, read_only, cap_drop, secrets } = compose.services[name];
      expect(unknownTo(name, Object.keys(environment))).toEqual([]);
      expect(command.at(-1)).toMatch(new RegExp(`^dist/.*${name}/main.js$`));
      expect([read_only, cap_drop]).toEqual([true, ['ALL']]);
      if (name === 'gateway') expect(environment.NODE_ENV).toMatch(/:-production\}$/);
      const files = Object.entries<string>(environment).flatMap(([key, path]) => (key.endsWith('_FILE') ? [path] : []));
      expect(files.sort()).toEqual(secrets.map((each: string) => `/run/secrets/${each}`).sort());
    },
  );

  it('starts every part again, asks whether it is well, and bounds its memory and its log', () => {
    for (const [name, { restart, healthcheck, mem_limit, logging }] of services)
      expect([name, restart, typeof healthcheck?.test, typeof mem_limit, logging.options]).toEqual([
        name,
        'unless-stopped',
        'object',
        'string',
        { 'max-size': '20m', 'max-file': '5' },
      ]);
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('takes a part that answers %i for one whose check ends with %i, without starting another Node', async (status, code) => {
    const { test } = compose.services.gateway.healthcheck;
    const server = createServer((_, answer) => answer.writeHead(status).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [, program, ...words] = test.map((word: string) => word.replaceAll('$$', '$'));
    const check = spawn(program, words, { env: { PATH: process.env.PATH, PORT: String(port) }, stdio: 'ignore' });
    expect([program, await once(check, 'exit')]).toEqual(['bash', [code, null]]);
    server.close();
    for (const other of ['partnership', 'advocacy']) expect(compose.services[other].healthcheck.test).toEqual(test);
  });

  it('sends nginx to every gateway, by our nginx.conf', () => {
    expect(compose.services.gateway.deploy.replicas).toBeGreaterThan(1);
    const [, , script] = compose.services.nginx.command;
    const [, change = ''] = /sed -e '([^']+)'/.exec(script) ?? [];
    const changed = execFileSync('sed', ['-e', change, projectFile('docker', 'nginx.conf')], { encoding: 'utf8' });
    expect(changed).toMatch(
      /upstream shelfbridge \{[^}]*resolver 127\.0\.0\.11 valid=2s; server gateway:4000 resolve max_fails=1/,
    );
    expect(changed).not.toContain('127.0.0.1:4000');
  });

  it('takes secrets that docker/secrets.sh makes once, and never again', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'shelfbridge-secrets-')), 'secrets');
    const make = () => execFileSync('sh', [projectFile('docker', 'secrets.sh'), folder, 'postgres-rw'], { encoding: 'utf8' });
    const wanted = Object.values<Thing>(compose.secrets).map(({ file }) => file.replace('./secrets/', ''));
    expect(make().trim().split('\n')).toHaveLength(wanted.length);
    expect(readdirSync(folder).sort()).toEqual(wanted.sort());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(read('signature-key')).toMatch(/^[0-9a-f]{64}$/);
    expect(read('advocacy-database-url')).toBe(`postgres://advocacy:${read('advocacy-password')}@postgres-rw:5432/advocacy`);
    const before = wanted.map(read);
    expect(make()).toBe('');
    expect(wanted.map(read)).toEqual(before);
  });

  it('declares every secret that a part uses', () => {
    const used = new Set(services.flatMap(([, { secrets = [] }]) => secrets));
    expect([...used].sort()).toEqual(Object.keys(compose.secrets).sort());
  });
});
