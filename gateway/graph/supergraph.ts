// Which supergraph is served: its schemas and its planner, read from a file and replaced whenever the file changes.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Operation, Schema, Supergraph } from '@apollo/federation-internals';
import { version } from '@apollo/federation-internals/package.json';
import type { QueryPlan, QueryPlannerConfig } from '@apollo/query-planner';
import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from 'graphql';
import { within } from '#kit/process/requests';
import type { Log } from '#kit/words/log';
import { argumentOf, selectionOf, subgraphsIn } from '../execution/joins';
import { readDigits } from '../operation/digits';
import { unknownFeatures, visibleTo } from './apiSchema';
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
  api(): Schema;
  /** Everything, with what clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** The plan for a valid document. @throws when the planner cannot plan it */
  plan(document: DocumentNode, operationName?: string | null): QueryPlan;
}

/** Apollo's packages take much memory, and most documents need none of them: each is loaded when it is first needed. */
const internals = () => require('@apollo/federation-internals') as typeof import('@apollo/federation-internals');
const planners = () => require('@apollo/query-planner') as typeof import('@apollo/query-planner');

const graphs = new WeakMap<GraphQLSchema, { readonly sdl: string; readonly graph: Graph }>();

/**
 * Reads the text of a supergraph, and checks it unless it is known to be valid: only who has it checked before it is served may say so. Its
 * planner gives up where it would weigh more than `options` ways to fetch one selection. @throws when it is no supergraph, and, valid or
 * not, when it needs features that are not known here
 */
export function readGraph(sdl: string, { options, isValid = false }: { options?: number; isValid?: boolean } = {}): Graph {
  if (!isValid) checkSupergraph(sdl);
  const document = parse(sdl, { noLocation: true });
  known(() => {
    const unknown = unknownFeatures(document);
    if (unknown.length > 0) throw new Error(unknown.join('; '));
  });
  const visible = visibleTo(document);
  const apiSchema = visible ? buildASTSchema(visible, checked) : built(document).apiSchema().toGraphQLJSSchema();
  return remembered({ sdl, document, apiSchema }, options);
}

const built = (document: DocumentNode) => internals().Supergraph.build(document, { validateSupergraph: false });

/** @throws as `readGraph` */
export function checkSupergraph(sdl: string): void {
  known(() => internals().Supergraph.build(parse(sdl, { noLocation: true })));
}

/**
 * A text of another composer, with the marks that it leaves out. The Guild's package marks no field that every subgraph of an interface lists,
 * also where one of them lists it as @external of an @interfaceObject: that one would be asked for it, and for what requires it without it.
 */
function withLostMarks(sdl: string): string {
  if (!/isInterfaceObject:\s*true/.test(sdl)) return sdl;
  const document = parse(sdl, { noLocation: true });
  let isWhole = true;
  const definitions = document.definitions.map((type) => {
    if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return type;
    const marks = (type.fields ?? []).flatMap(({ directives = [] }) =>
      directives.filter(({ name }) => name.value === 'join__field'),
    );
    const { directives: joins = [] } = type;
    const graphs = [...new Set(joins.flatMap((each) => argumentOf(each, 'graph') ?? []))];
    // A subgraph has its keys, also where it writes that they are another's.
    const keys = joins.flatMap((each) => argumentOf(each, 'key')?.match(/\w+/g) ?? []);
    const fields = type.fields?.map((field) => {
      const name = field.name.value;
      const requiring = marks.flatMap((each) => (requiredBy(each).includes(name) ? (argumentOf(each, 'graph') ?? []) : []));
      if (requiring.length === 0 || keys.includes(name) || field.directives?.some((each) => marks.includes(each))) return field;
      isWhole = false;
      return { ...field, directives: [...(field.directives ?? []), ...ownership(graphs, requiring)] };
    });
    return { ...type, ...(fields && { fields }) };
  });
  return isWhole ? sdl : print({ ...document, definitions });
}

const requiredBy = (mark: ConstDirectiveNode): string[] =>
  selectionOf(argumentOf(mark, 'requires') ?? '__typename').selections.flatMap((each) =>
    each.kind === Kind.FIELD ? each.name.value : [],
  );

/** Marks of a field of all these subgraphs, of which some only require it. */
function ownership(graphs: readonly string[], requiring: readonly string[]): readonly ConstDirectiveNode[] {
  const marks = graphs.map((graph) => `@join__field(graph: ${graph}${requiring.includes(graph) ? ', external: true' : ''})`);
  const [type] = parse(`type T { f: Int ${marks.join(' ')} }`, { noLocation: true }).definitions;
  return (type as ObjectTypeDefinitionNode).fields?.[0]?.directives ?? [];
}

/** What is made of a supergraph, or in words what it needs that nothing here can do. */
function known<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    const unknown = [...new Set(String(cause).match(/feature \S+ is for: \w+ but is unsupported/g) ?? [])];
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
  return remembered({ sdl, document: parse(sdl, { noLocation: true }), apiSchema });
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
  const shown = view.document === document ? supergraph : built(view.document);
  // A fetch is taken apart and put together here by its operation alone, so it has no fragments beside it.
  const planner = new (planners().QueryPlanner)(shown, { reuseQueryFragments: false, ...config });
  return (operation) => {
    const plan = planner.buildQueryPlan(operation, { overrideConditions });
    return view.restore ? view.restore(plan) : plan;
  };
}

function remembered({ sdl, document, apiSchema }: Read, options?: number): Graph {
  overridesOf(document);
  const supergraphSchema = buildASTSchema(document, checked);
  readDigits(apiSchema, supergraphSchema);
  let byApollo: { readonly api: Schema; readonly plan: (operation: Operation) => QueryPlan } | undefined;
  /** Made of the text once more, since nothing else keeps the document. */
  const apollo = () => {
    if (byApollo) return byApollo;
    const read = parse(sdl, { noLocation: true });
    const supergraph = built(read);
    byApollo = { api: supergraph.apiSchema(), plan: plannerOf(read, supergraph, { debug: { pathsLimit: options ?? null } }) };
    return byApollo;
  };
  const graph: Graph = {
    apiSchema,
    api: () => apollo().api,
    supergraphSchema,
    subgraphs: subgraphsIn(supergraphSchema),
    plan: (document, operationName) =>
      within('gateway.plan', { 'graphql.operation.name': operationName ?? '' }, () => {
        const { api, plan } = apollo();
        return plan(internals().operationFromDocument(api, document, operationName ? { operationName } : {}));
      }),
  };
  graphs.set(apiSchema, { sdl, graph });
  return graph;
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

/** A check came to no end. That says nothing of the supergraph. */
export class Unchecked extends Error {
  constructor(cause?: Error) {
    super('The process that checks a supergraph ended before it said anything. It may have had too little memory.', { cause });
  }
}

/** Between two looks at the file, and at the most until what could not be checked is tried again. */
const [lookEveryMs, maxPauseMs] = [500, 60_000];

type Listener = (update: SupergraphUpdate) => void;

/**
 * The supergraph of a file, replaced while serving whenever the file changes. If the file cannot be read or is no supergraph, that is
 * logged and the one before is still served; one that could not be checked is tried again. (Polled: an editor, a volume and a deployment all replace files differently.)
 */
export class SupergraphFile {
  #text: string | undefined;
  /** The state of the file before it was read, so that a change while reading is noticed. */
  #state: string | undefined;
  #watch: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #checked: Checked;
  #isReading = false;
  #nextRead = 0;
  #pauseMs = lookEveryMs;
  /** Done with each new supergraph but the first, before it is served. */
  prepare: (graph: Graph) => Promise<void> = async () => {};

  /**
   * `locate` is called with the subgraphs of each new supergraph before any listener is. `checkedFile` may be empty: nothing is remembered.
   * `check` rejects for what is no supergraph, and with Unchecked where it could not say.
   */
  constructor(
    private readonly file: string,
    private readonly locate: (subgraphs: Graph['subgraphs']) => void,
    private readonly log: Log,
    checkedFile = '',
    private readonly check: (sdl: string) => Promise<void> = async (sdl) => checkSupergraph(sdl),
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
    const text = withLostMarks(await readFile(this.file, 'utf8'));
    const graph = this.#serve(await this.#read(text), text);
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
    if (state === this.#state || this.#isReading || performance.now() < this.#nextRead) return;
    this.#state = state;
    this.#isReading = true;
    try {
      const text = withLostMarks(await readFile(this.file, 'utf8'));
      if (text === this.#text) return;
      const graph = await this.#read(text);
      await this.prepare(graph);
      this.#serve(graph, text);
      this.#pauseMs = lookEveryMs;
      this.log.info({ file: this.file }, 'serving a new supergraph');
    } catch (err) {
      if (err instanceof Unchecked) {
        this.#state = undefined;
        this.#nextRead = performance.now() + this.#pauseMs;
        this.#pauseMs = Math.min(2 * this.#pauseMs, maxPauseMs);
      }
      this.log.error({ err, file: this.file }, 'cannot serve the new supergraph; still serving the one before');
    } finally {
      this.#isReading = false;
    }
  }

  /** It is checked while it is read. What the check says is told before whatever reading stumbles over. */
  async #read(text: string): Promise<Graph> {
    if (this.#checked.has(text)) return readGraph(text, { isValid: true });
    const checked = this.check(text);
    try {
      return readGraph(text, { isValid: true });
    } finally {
      await checked;
      this.#checked.add(text);
    }
  }

  #serve(graph: Graph, text: string): Graph {
    this.#text = text;
    this.locate(graph.subgraphs);
    for (const listener of this.#listeners) listener({ apiSchema: graph.apiSchema, coreSupergraphSdl: text });
    return graph;
  }
}
