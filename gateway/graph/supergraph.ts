// Which supergraph is served: its schemas and its planner, read from a file and replaced whenever the file changes.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Operation, operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { version } from '@apollo/federation-internals/package.json';
import { type QueryPlan, QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import type { Log } from '#kit/words/log';
import { within } from '../execution/executor';
import { argumentOf } from '../execution/joins';
import { readDigits } from '../operation/digits';
import { isObjectLike, plannerView } from './plannerView';

/** A supergraph that is served from now on. */
export interface SupergraphUpdate {
  readonly apiSchema: GraphQLSchema;
  readonly coreSupergraphSdl: string;
}

export interface Graph {
  /** What clients may see. */
  readonly apiSchema: GraphQLSchema;
  /** What clients may see, for Apollo's executor. */
  readonly api: Schema;
  /** Everything, with what clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** The plan for a valid document. @throws when the planner cannot plan it */
  plan(document: DocumentNode, operationName?: string | null): QueryPlan;
  /** Whether every selection has one way to be fetched, so that planning grows with the size of a document and no faster. */
  readonly isOneWay: boolean;
}

const graphs = new WeakMap<GraphQLSchema, { readonly sdl: string; readonly graph: Graph }>();

/**
 * Reads the text of a supergraph, and checks it unless it is known to be valid. Its planner gives up where it would weigh more than
 * `options` ways to fetch one selection. @throws when it is no supergraph, or needs features that are not known here
 */
export function readGraph(sdl: string, { options, isValid = false }: { options?: number; isValid?: boolean } = {}): Graph {
  const document = parse(sdl, { noLocation: true });
  const supergraph = known(() => Supergraph.build(document, { validateSupergraph: !isValid }));
  const api = supergraph.apiSchema();
  return remembered({ sdl, document, supergraph, api, apiSchema: buildASTSchema(api.toAST(), checked) }, options);
}

/** What is made of a supergraph, or in words what it needs that nothing here can do. */
function known<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    const unknown = [...new Set(String(cause).match(/feature .* is unsupported/g) ?? [])];
    if (unknown.length === 0) throw cause;
    const without = unknown.map((each) => {
      const name = each.match(/\/(\w+)\/v[\d.]+/)?.[1] ?? '';
      return directivesOf[name] ?? `the directives of "${name}"`;
    });
    throw new Error(
      `The supergraph needs more than this gateway does: ${unknown.join('; ')}. It serves federation 2 without what is for SECURITY or EXECUTION ` +
        `beyond it: compose without ${without.join(', ')}.`,
      { cause },
    );
  }
}

/** What an author of subgraphs writes to need a feature that is not known here, by its name. */
const directivesOf: Readonly<Record<string, string>> = {
  context: '@context and @fromContext',
  authenticated: '@authenticated',
  requiresScopes: '@requiresScopes',
  policy: '@policy',
  connect: '@connect and @source',
};

/** The graph of a supergraph that was loaded, the same object for the same schema and text. @throws when it cannot be read */
export function graphOf({ apiSchema, coreSupergraphSdl: sdl }: SupergraphUpdate): Graph {
  const known = graphs.get(apiSchema);
  if (known?.sdl === sdl) return known.graph;
  const document = parse(sdl, { noLocation: true });
  const supergraph = Supergraph.build(document, { validateSupergraph: false });
  return remembered({ sdl, document, supergraph, api: supergraph.apiSchema(), apiSchema });
}

/**
 * Whether the new subgraph of a progressive `@override` answers, by its label: always for percent(100), never for percent(0).
 * @throws Error for any other label, since this gateway decides none for each request
 */
function overridesOf({ definitions }: DocumentNode): Map<string, boolean> {
  const fields = definitions.filter(isObjectLike).flatMap((each) => each.fields ?? []);
  const directives = fields.flatMap((field) => field.directives ?? []);
  const labels = new Set(directives.flatMap((each) => argumentOf(each, 'overrideLabel') ?? []));
  const undecided = [...labels].filter((label) => !/^percent\((0+(\.0+)?|100)\)$/.test(label));
  if (undecided.length > 0)
    throw new Error(
      `The supergraph overrides fields progressively, by the label ${undecided.join(', ')}. This gateway does not decide labels for each ` +
        'request: compose with percent(0), percent(100) or no label.',
    );
  return new Map([...labels].map((label) => [label, label === 'percent(100)']));
}

/** What Apollo's package has checked, graphql-js need not check again. */
const checked = { assumeValidSDL: true } as const;

interface Read {
  readonly sdl: string;
  readonly document: DocumentNode;
  readonly supergraph: Supergraph;
  readonly api: Schema;
  readonly apiSchema: GraphQLSchema;
}

/** Plans operations of a supergraph. It is shown to the planner with known faults kept from it. */
export function plannerOf(
  document: DocumentNode,
  supergraph: Supergraph,
  config: QueryPlannerConfig = {},
): (operation: Operation) => QueryPlan {
  const overrideConditions = overridesOf(document);
  const view = plannerView(document);
  const shown = view.document === document ? supergraph : Supergraph.build(view.document, { validateSupergraph: false });
  const planner = new QueryPlanner(shown, config);
  return (operation) => {
    const plan = planner.buildQueryPlan(operation, { overrideConditions });
    return view.restore ? view.restore(plan) : plan;
  };
}

function remembered({ sdl, document, supergraph, api, apiSchema }: Read, options?: number): Graph {
  const plan = plannerOf(document, supergraph, { debug: { pathsLimit: options ?? null } });
  const supergraphSchema = buildASTSchema(document, checked);
  readDigits(apiSchema, supergraphSchema);
  const graph: Graph = {
    apiSchema,
    api,
    supergraphSchema,
    isOneWay: hasOneWay(supergraphSchema),
    subgraphs: supergraph.subgraphsMetadata(),
    plan: (document, operationName) =>
      within('gateway.plan', { 'graphql.operation.name': operationName ?? '' }, () =>
        plan(operationFromDocument(api, document, operationName ? { operationName } : {})),
      ),
  };
  graphs.set(apiSchema, { sdl, graph });
  return graph;
}

/**
 * Whether each field can be fetched in one way only, so that the work of planning grows with the size of a document and no faster: no
 * interface object, and no field of an entity, besides its keys, that several subgraphs answer, everywhere or on some paths.
 */
function hasOneWay(supergraph: GraphQLSchema): boolean {
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const argumentsOf = (directives: NonNullable<typeof type.astNode>['directives'], name: string) =>
      (directives ?? [])
        .filter((each) => each.name.value === name)
        .map((each) => new Map(each.arguments?.map(({ name, value }) => [name.value, value])));
    const joined = argumentsOf(type.astNode?.directives, 'join__type');
    const isTrue = (value: unknown) => (value as { readonly value?: unknown } | undefined)?.value === true;
    if (joined.some((each) => isTrue(each.get('isInterfaceObject')))) return false;
    const fields = Object.values(type.getFields());
    if (fields.some((each) => argumentsOf(each.astNode?.directives, 'join__field').some((given) => given.has('provides'))))
      return false;
    const keys = joined.flatMap((each) => (each.get('key') as { readonly value?: string } | undefined)?.value ?? []);
    if (keys.length === 0 || joined.length < 2) continue;
    const names = new Set(keys.flatMap((key) => key.match(/\w+/g) ?? []));
    for (const field of fields) {
      if (names.has(field.name)) continue;
      const answered = argumentsOf(field.astNode?.directives, 'join__field').filter((each) => !isTrue(each.get('external')));
      if (answered.length !== 1) return false;
    }
  }
  return true;
}

/** Which supergraph was found valid last, by which version of Apollo's package, as a file remembers it between starts. */
class Checked {
  constructor(private readonly file: string) {}

  has(sdl: string): boolean {
    try {
      return this.file !== '' && readFileSync(this.file, 'utf8') === this.#markOf(sdl);
    } catch {
      return false;
    }
  }

  /** A file that cannot be written costs the next start its check. */
  add(sdl: string): void {
    if (this.file === '') return;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(this.file, this.#markOf(sdl));
    } catch {
      return;
    }
  }

  #markOf(sdl: string): string {
    return createHash('sha256').update(`${version}\n${sdl}`).digest('hex');
  }
}

const lookEveryMs = 500;

type Listener = (update: SupergraphUpdate) => void;

/**
 * The supergraph of a file, replaced while serving whenever the file changes. If the file cannot be read or is no supergraph, that is
 * logged and the one before is still served. (Polled: an editor, a volume and a deployment all replace files differently.)
 */
export class SupergraphFile {
  #text: string | undefined;
  /** The state of the file before it was read, so that a change while reading is noticed. */
  #state: string | undefined;
  #watch: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #checked: Checked;
  #isReading = false;
  /** Done with each new supergraph but the first, before it is served. */
  prepare: (graph: Graph) => Promise<void> = async () => {};

  /** `locate` is called with the subgraphs of each new supergraph before any listener is. `checkedFile` may be empty: nothing is remembered. */
  constructor(
    private readonly file: string,
    private readonly locate: (subgraphs: Graph['subgraphs']) => void,
    private readonly log: Log,
    checkedFile = '',
  ) {
    this.#checked = new Checked(checkedFile);
  }

  /** Calls the listener with every supergraph from now on, the first included. Returns a function that stops that. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Serves the file and watches it until stopped. @throws when it cannot be read or is no supergraph */
  async load(): Promise<Graph> {
    this.#state = await this.#look();
    const text = await readFile(this.file, 'utf8');
    const graph = this.#serve(this.#read(text), text);
    this.#watch = setInterval(() => void this.#reload(), lookEveryMs).unref();
    return graph;
  }

  stop(): void {
    clearInterval(this.#watch);
    this.#listeners.clear();
  }

  async #look(): Promise<string> {
    try {
      const { mtimeNs, size, ino } = await stat(this.file, { bigint: true });
      return `${mtimeNs} ${size} ${ino}`;
    } catch (fault) {
      return String((fault as NodeJS.ErrnoException).code);
    }
  }

  async #reload(): Promise<void> {
    const state = await this.#look();
    if (state === this.#state || this.#isReading) return;
    this.#state = state;
    this.#isReading = true;
    try {
      const text = await readFile(this.file, 'utf8');
      if (text === this.#text) return;
      const graph = this.#read(text);
      await this.prepare(graph);
      this.#serve(graph, text);
      this.log.info({ file: this.file }, 'serving a new supergraph');
    } catch (err) {
      this.log.error({ err, file: this.file }, 'cannot serve the new supergraph; still serving the one before');
    } finally {
      this.#isReading = false;
    }
  }

  #read(text: string): Graph {
    const isValid = this.#checked.has(text);
    const graph = readGraph(text, { isValid });
    if (!isValid) this.#checked.add(text);
    return graph;
  }

  #serve(graph: Graph, text: string): Graph {
    this.#text = text;
    this.locate(graph.subgraphs);
    for (const listener of this.#listeners) listener({ apiSchema: graph.apiSchema, coreSupergraphSdl: text });
    return graph;
  }
}
